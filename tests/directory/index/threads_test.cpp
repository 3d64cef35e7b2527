// Readers while people change: for the thread sanitizer, and for what a reader may never see.
#include "directory/index/name_index_keeper.hpp"
#include "random_people.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

using namespace likeness;
using namespace likeness::test;
using directory::NameIndexKeeper;

namespace {

Person somebody(unsigned number, std::string name)
{
    Person person;
    person.id = id_of(number);
    person.display_name = std::move(name);
    person.addresses = { *EmailAddress::parse("p" + std::to_string(number) + "@contoso.com") };
    return person;
}

}

TEST(NameIndexThreads, ShowEverybodyExactlyOnceAtEveryMoment)
{
    constexpr unsigned everybody = 60;
    PeopleInMemory people;
    for (unsigned number = 0; number < everybody; ++number) people.put(somebody(number, "Anna"));
    NameIndexKeeper keeper(
        people, people, { .merging = { .absorbed_people = 3, .segments = 3, .changes_least = 10 } });
    keeper.wait_until_idle();

    std::atomic<bool> done = false;
    std::atomic<int> searches = 0;
    auto const read = [&] {
        while (!done) {
            auto const found = keeper.search({ .text = "anna" }, 1000);
            EXPECT_EQ(found->hits.size(), everybody);
            for (auto const& hit : found->hits) EXPECT_TRUE(hit.name.starts_with("Anna"));
            ++searches;
        }
    };
    {
        std::jthread const first(read);
        std::jthread const second(read);
        for (unsigned step = 0; step < 400; ++step) {
            auto const number = step * 7 % everybody;
            people.put(somebody(number, "Anna " + std::to_string(step)));
            if (step % 100 == 99)
                keeper.apply({ .complete = false });
            else
                keeper.apply({ .changes = { { ChangeKind::people, id_of(number) } } });
            if (step % 10 == 0) keeper.wait_until_idle();
        }
        keeper.wait_until_idle();
        while (searches < 10) std::this_thread::yield();
        done = true;
    }
    auto const newest = keeper.search({ .text = "anna 399", .whole = true }, 1);
    EXPECT_EQ(newest->hits.size(), 1);
}
