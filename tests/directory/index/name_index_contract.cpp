#include "directory/index/name_index.hpp"
#include "directory/name_search_contract.hpp"
#include "support/people_in_memory.hpp"

using namespace likeness;
using namespace likeness::test;

namespace {

std::shared_ptr<NameSearch> in_one_segment(std::vector<Person> const& people)
{
    auto index = std::make_shared<directory::NameIndex>();
    directory::PeopleUpdate update;
    for (auto const& person : people)
        if (person.visibility == Visibility::visible) update.present.push_back(name_entry_of(person));
    index->update(update);
    return index;
}

std::shared_ptr<NameSearch> in_a_segment_each(std::vector<Person> const& people)
{
    auto index = std::make_shared<directory::NameIndex>(directory::Merging { .absorbed_people = 0 });
    for (auto const& person : people)
        if (person.visibility == Visibility::visible) index->update({ .present = { name_entry_of(person) } });
    return index;
}

INSTANTIATE_TEST_SUITE_P(NameIndex, NameSearchContract,
    testing::Values(NameSearchMaker { "InOneSegment", in_one_segment },
        NameSearchMaker { "InASegmentEach", in_a_segment_each }),
    [](auto const& one) { return one.param.name; });

}
