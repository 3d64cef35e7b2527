#include "directory/index/name_index_keeper.hpp"

#include "directory/index/limits.hpp"
#include "directory/naive_names.hpp"
#include "random_people.hpp"

#include <gtest/gtest.h>
#include <latch>

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

Changes change_of(unsigned number)
{
    return { .changes = { { ChangeKind::people, id_of(number) } } };
}

Changes change_of_many()
{
    return { .changes = { { ChangeKind::people, std::nullopt } } };
}

std::vector<std::string> names(NameSearch& search, std::string text)
{
    std::vector<std::string> found;
    auto const answer = search.search({ .text = std::move(text) }, 100);
    for (auto const& hit : answer->hits) found.emplace_back(hit.name);
    return found;
}

using Names = std::vector<std::string>;

}

TEST(NameIndexKeeper, FindsEverybodyWhoIsNotHidden)
{
    PeopleInMemory people;
    people.put(somebody(1, "Anna"));
    auto hidden = somebody(2, "Annabel");
    hidden.visibility = Visibility::hidden;
    people.put(hidden);
    NameIndexKeeper keeper(people, people, {});
    keeper.wait_until_idle();
    EXPECT_TRUE(keeper.ready());
    EXPECT_EQ(names(keeper, "ann"), Names { "Anna" });
    EXPECT_EQ(keeper.size(), 1);
}

TEST(NameIndexKeeper, SaysThatItIsBusyUntilEverybodyHasBeenRead)
{
    PeopleInMemory people;
    std::latch asked(1);
    people.before_handing_over([&] { asked.wait(); });
    NameIndexKeeper keeper(people, people, {});
    auto const answer = keeper.search({ .text = "anna" }, 1);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Code::server_busy);
    asked.count_down();
    keeper.wait_until_idle();
    EXPECT_TRUE(keeper.search({ .text = "anna" }, 1));
}

TEST(NameIndexKeeper, FollowsTheChangesOfPeople)
{
    PeopleInMemory people;
    people.put(somebody(1, "Anna"));
    NameIndexKeeper keeper(people, people, {});
    keeper.wait_until_idle();

    people.put(somebody(2, "Annabel"));
    keeper.apply(change_of(2));
    keeper.wait_until_idle();
    EXPECT_EQ(names(keeper, "ann"), (Names { "Anna", "Annabel" }));

    auto hidden = somebody(2, "Annabel");
    hidden.visibility = Visibility::hidden;
    people.put(hidden);
    keeper.apply(change_of(2));
    keeper.wait_until_idle();
    EXPECT_EQ(names(keeper, "ann"), Names { "Anna" });

    people.put(somebody(1, "Stein"));
    keeper.apply(change_of(1));
    keeper.wait_until_idle();
    EXPECT_EQ(names(keeper, "ann"), Names {});
    EXPECT_EQ(names(keeper, "stein"), Names { "Stein" });

    people.remove(id_of(1));
    keeper.apply(change_of(1));
    keeper.wait_until_idle();
    EXPECT_EQ(keeper.size(), 0);
    EXPECT_EQ(people.times_read(), 1) << "nobody who had not changed was read again";
}

TEST(NameIndexKeeper, ReadsEverybodyAgainWhenItIsNotToldWhoHasChanged)
{
    PeopleInMemory people;
    NameIndexKeeper keeper(people, people, {});
    keeper.wait_until_idle();
    people.put(somebody(1, "Anna"));
    keeper.apply(change_of_many());
    keeper.wait_until_idle();
    EXPECT_EQ(names(keeper, "anna"), Names { "Anna" });

    people.put(somebody(2, "Annabel"));
    keeper.apply({ .complete = false });
    keeper.wait_until_idle();
    EXPECT_EQ(names(keeper, "ann"), (Names { "Anna", "Annabel" }));
}

TEST(NameIndexKeeper, DoesNotCareForPhotosAndAccounts)
{
    PeopleInMemory people;
    NameIndexKeeper keeper(people, people, {});
    keeper.wait_until_idle();
    people.put(somebody(1, "Anna"));
    keeper.apply({ .changes = { { ChangeKind::photo, id_of(1) }, { ChangeKind::accounts, std::nullopt } } });
    keeper.wait_until_idle();
    EXPECT_EQ(names(keeper, "anna"), Names {});
    EXPECT_EQ(people.times_read(), 1);
}

// What was read before a change, and comes into view after it, must not undo it.
TEST(NameIndexKeeper, ShowsWhatWasToldWhileEverybodyWasBeingRead)
{
    PeopleInMemory people;
    people.put(somebody(1, "Anna"));
    people.put(somebody(2, "Annabel"));
    NameIndexKeeper* told = nullptr;
    std::latch made(1);
    people.before_handing_over([&] {
        made.wait();
        people.put(somebody(1, "Stein"));
        people.remove(id_of(2));
        told->apply(change_of(1));
        told->apply(change_of(2));
    });
    NameIndexKeeper keeper(people, people, {});
    told = &keeper;
    made.count_down();
    keeper.wait_until_idle();
    EXPECT_EQ(names(keeper, "ann"), Names {});
    EXPECT_EQ(names(keeper, "stein"), Names { "Stein" });

    people.before_handing_over([&] {
        people.put(somebody(1, "Strauss"));
        told->apply(change_of(1));
    });
    keeper.apply(change_of_many());
    keeper.wait_until_idle();
    EXPECT_EQ(names(keeper, "st"), Names { "Strauss" });
}

TEST(NameIndexKeeper, KeepsWhatItHasAndTriesAgainWhenTheDatabaseFails)
{
    PeopleInMemory people;
    people.put(somebody(1, "Anna"));
    std::atomic<int> reports = 0;
    auto const report = [&](std::string_view text) {
        EXPECT_NE(text.find("the disk is gone"), text.npos);
        ++reports;
        reports.notify_all();
    };
    NameIndexKeeper keeper(people, people, { .retry_pause = std::chrono::milliseconds(1), .report = report });
    keeper.wait_until_idle();

    people.fail(true);
    people.put(somebody(1, "Stein"));
    keeper.apply(change_of(1));
    reports.wait(0);
    keeper.apply(change_of_many());
    auto const before = people.times_read();
    while (people.times_read() < before + 3) std::this_thread::yield(); // It goes on trying,
    EXPECT_EQ(reports, 1); // and does not say so again.
    EXPECT_EQ(names(keeper, "anna"), Names { "Anna" });

    people.fail(false);
    keeper.wait_until_idle();
    EXPECT_EQ(names(keeper, "stein"), Names { "Stein" });
    EXPECT_EQ(names(keeper, "anna"), Names {});
}

TEST(NameIndexKeeper, IsBusyWhileTheFirstReadingFailsAndReadyOnceItDoesNot)
{
    PeopleInMemory people;
    people.put(somebody(1, "Anna"));
    people.fail(true);
    NameIndexKeeper keeper(people, people, { .retry_pause = std::chrono::milliseconds(1) });
    while (people.times_read() < 3) std::this_thread::yield();
    EXPECT_FALSE(keeper.ready());
    people.fail(false);
    keeper.wait_until_idle();
    EXPECT_EQ(names(keeper, "anna"), Names { "Anna" });
}

TEST(NameIndexKeeper, ReadsEverybodyAgainWhenVeryManyHaveChanged)
{
    PeopleInMemory people;
    NameIndexKeeper keeper(people, people, {});
    keeper.wait_until_idle();
    people.put(somebody(1, "Anna"));
    Changes changes;
    changes.changes.assign(
        directory::limits::changed_people_waiting_max + 1, { ChangeKind::people, id_of(2) });
    keeper.apply(changes);
    keeper.wait_until_idle();
    EXPECT_EQ(people.times_read(), 2);
    EXPECT_EQ(names(keeper, "anna"), Names { "Anna" });
}

TEST(NameIndexKeeper, EndsWhileEverybodyIsBeingRead)
{
    PeopleInMemory people;
    for (unsigned number = 0; number < 1000; ++number) people.put(somebody(number, "Anna"));
    std::latch reading(1);
    people.before_handing_over([&] { reading.count_down(); });
    NameIndexKeeper keeper(people, people, {});
    reading.wait();
}

TEST(NameIndexKeeper, FindsWhomTheNaiveScanFindsAfterManyChanges)
{
    PeopleInMemory people;
    RandomPeople random(3);
    std::map<PersonId, Person> expected;
    NameIndexKeeper keeper(
        people, people, { .merging = { .absorbed_people = 4, .segments = 3, .changes_least = 10 } });
    for (int step = 0; step < 300; ++step) {
        auto const number = static_cast<unsigned>(random.below(100));
        auto const person = random.person(id_of(number));
        people.put(person);
        if (person.visibility == Visibility::visible)
            expected.insert_or_assign(person.id, person);
        else
            expected.erase(person.id);
        keeper.apply(step % 50 == 49 ? change_of_many() : change_of(number));
    }
    keeper.wait_until_idle();
    std::vector<NameEntry> entries;
    for (auto const& [id, person] : expected) entries.push_back(name_entry_of(person));
    for (int i = 0; i < 300; ++i) {
        auto const query = random.query(random.person(id_of(0)));
        ASSERT_EQ(ids_of(*keeper.search(query, 1000)), naive_search(entries, query)) << query.text;
    }
}
