#include "directory/index/name_index.hpp"

#include "directory/index/segment_builder.hpp"
#include "directory/naive_names.hpp"
#include "random_people.hpp"

#include <gtest/gtest.h>
#include <map>
#include <set>

using namespace likeness;
using namespace likeness::test;
using directory::Merging;
using directory::NameIndex;
using directory::PeopleUpdate;

namespace {

constexpr std::size_t everybody = 1'000'000;

Person somebody(unsigned number, std::string name)
{
    Person person;
    person.id = id_of(number);
    person.display_name = std::move(name);
    person.addresses = { *EmailAddress::parse("p" + std::to_string(number) + "@contoso.com") };
    return person;
}

std::vector<PersonId> find(NameIndex& index, std::string text)
{
    return ids_of(*index.search({ .text = std::move(text) }, everybody));
}

// An index and the people it should have, changed at random.
class ChangingIndex {
public:
    ChangingIndex(std::uint64_t seed, Merging merging)
        : random(seed)
        , index(merging)
    {
    }

    void change_some(std::size_t most)
    {
        std::set<PersonId> changed;
        for (auto left = 1 + random.below(most); left > 0; --left)
            changed.insert(id_of(static_cast<unsigned>(random.below(90))));
        std::vector<Person> present;
        PeopleUpdate update;
        for (auto const& id : changed) {
            if (random.below(3) == 0) {
                update.gone.push_back(id);
                people.erase(id);
            } else {
                present.push_back(random.person(id));
            }
        }
        for (auto const& person : present) {
            update.present.push_back(name_entry_of(person));
            people.insert_or_assign(person.id, person);
        }
        index.update(update);
    }

    void expect_as_the_naive_scan(std::size_t queries)
    {
        std::vector<NameEntry> entries;
        for (auto const& [id, person] : people) entries.push_back(name_entry_of(person));
        ASSERT_EQ(index.size(), people.size());
        for (; queries > 0; --queries) {
            auto const query = random.query(random.person(id_of(0)));
            auto const found = *index.search(query, everybody);
            ASSERT_EQ(ids_of(found), naive_search(entries, query))
                << query.text << (query.whole ? ", whole" : "");
            ASSERT_FALSE(found.more);
        }
    }

    RandomPeople random;
    NameIndex index;
    std::map<PersonId, Person> people;
};

}

TEST(NameIndex, FindsWhomTheNaiveScanFindsInTheSameOrderAfterAnyChangesAndMerges)
{
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
        ChangingIndex changing(seed, { .absorbed_people = seed % 5, .segments = 3, .changes_least = 20 });
        std::optional<NameIndex::Merge> merge;
        for (int step = 0; step < 30; ++step) {
            changing.change_some(step == 0 ? 60 : 6);
            // A merge ends some changes after it began.
            if (merge && changing.random.below(3) == 0) {
                changing.index.finish_merge(*merge, merge->run());
                merge.reset();
            } else if (!merge) {
                merge = changing.index.begin_merge();
            }
            changing.expect_as_the_naive_scan(6);
            if (testing::Test::HasFatalFailure()) return;
        }
    }
}

TEST(NameIndex, FindsAsManyAsAreWantedOfWhomTheNaiveScanFinds)
{
    ChangingIndex changing(7, { .absorbed_people = 3 });
    for (int step = 0; step < 20; ++step) changing.change_some(20);
    std::vector<NameEntry> entries;
    for (auto const& [id, person] : changing.people) entries.push_back(name_entry_of(person));
    for (int i = 0; i < 200; ++i) {
        auto const query = changing.random.query(changing.random.person(id_of(0)));
        auto const most = 1 + changing.random.below(20);
        auto const all = naive_search(entries, query);
        auto const found = *changing.index.search(query, most);
        ASSERT_EQ(found.hits.size(), std::min(most, all.size())) << query.text;
        ASSERT_EQ(found.more, all.size() > most) << query.text;
        auto last = all.begin(); // Some may be left out, but those that are there stand in order.
        for (auto const& hit : found.hits) {
            last = std::find(last, all.end(), hit.id);
            ASSERT_NE(last, all.end()) << query.text;
        }
    }
}

TEST(NameIndex, LeavesOutWholeFieldsLast)
{
    NameIndex index({ .absorbed_people = 0 });
    std::vector<Person> people;
    for (unsigned number = 0; number < 20; ++number)
        people.push_back(somebody(number, "Stein" + std::to_string(number)));
    people.push_back(somebody(20, "Stein"));
    for (auto const& person : people) index.update({ .present = { name_entry_of(person) } });
    auto const found = *index.search({ .text = "stein" }, 3);
    ASSERT_EQ(found.hits.size(), 3);
    EXPECT_EQ(found.hits[0].name, "Stein");
    EXPECT_TRUE(found.more);
}

TEST(NameIndex, FindsNobodyWhereThereIsNobody)
{
    NameIndex index;
    EXPECT_EQ(index.size(), 0);
    EXPECT_TRUE(find(index, "a").empty());
    index.update({});
    index.update({ .gone = { id_of(1) } });
    EXPECT_TRUE(find(index, "a b").empty());
}

TEST(NameIndex, FindsNobodyByATextOfWhichFoldingLeavesNothing)
{
    NameIndex index;
    auto const person = somebody(1, "Anna");
    index.update({ .present = { name_entry_of(person) } });
    EXPECT_TRUE(find(index, "\u0301").empty()); // An accent alone.
}

TEST(NameIndex, TakesWhoIsPresentAndGoneAsGone)
{
    NameIndex index;
    auto const person = somebody(1, "Anna");
    index.update({ .present = { name_entry_of(person) }, .gone = { person.id } });
    EXPECT_TRUE(find(index, "anna").empty());
}

TEST(NameIndex, TakesWhoComesTwiceAsTheyCameLast)
{
    NameIndex index;
    auto const before = somebody(1, "Anna");
    auto const after = somebody(1, "Stein");
    index.update({ .present = { name_entry_of(before), name_entry_of(after) } });
    EXPECT_TRUE(find(index, "anna").empty());
    EXPECT_EQ(find(index, "stein"), std::vector { id_of(1) });
}

TEST(NameIndex, KeepsWhatWasFoundThoughEverythingChanges)
{
    NameIndex index;
    auto const before = somebody(1, "Anna");
    index.update({ .present = { name_entry_of(before) } });
    auto const found = *index.search({ .text = "anna" }, 1);
    index.update({ .gone = { before.id } });
    index.replace({});
    EXPECT_EQ(found.hits.at(0).name, "Anna");
    EXPECT_TRUE(find(index, "anna").empty());
}

TEST(NameIndex, ForgetsAMergeThatEndsAfterEverythingWasReplaced)
{
    NameIndex index({ .absorbed_people = 0, .segments = 1, .changes_least = 0 });
    std::vector const people { somebody(1, "Anna"), somebody(2, "Anna"), somebody(3, "Anna") };
    for (auto const& person : people) index.update({ .present = { name_entry_of(person) } });
    auto const merge = index.begin_merge();
    ASSERT_TRUE(merge);
    EXPECT_FALSE(index.begin_merge()) << "one at a time";
    auto const other = somebody(4, "Anna");
    directory::SegmentBuilder builder;
    builder.add(name_entry_of(other));
    index.replace({ { { std::move(builder).finish(), nullptr } } });
    index.finish_merge(*merge, merge->run());
    EXPECT_EQ(find(index, "anna"), std::vector { id_of(4) });
}

TEST(NameIndex, MergesWhenThereAreManySegmentsAndWhenMuchIsDead)
{
    NameIndex index({ .absorbed_people = 0, .segments = 2, .changes_least = 2 });
    std::vector<Person> people;
    PeopleUpdate all;
    for (unsigned number = 0; number < 10; ++number) people.push_back(somebody(number, "Anna"));
    for (auto const& person : people) all.present.push_back(name_entry_of(person));
    index.update(all);
    EXPECT_FALSE(index.begin_merge());
    index.update({ .gone = { id_of(0), id_of(1), id_of(2), id_of(3), id_of(4) } });
    auto const merge = index.begin_merge();
    ASSERT_TRUE(merge);
    auto const merged = merge->run();
    EXPECT_EQ(merged->size(), 5);
    index.finish_merge(*merge, merged);
    EXPECT_EQ(find(index, "anna").size(), 5);
    EXPECT_FALSE(index.begin_merge());
}
