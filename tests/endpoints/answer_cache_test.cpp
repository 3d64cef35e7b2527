// The cache of finished answers: what it keeps, what it forgets, and that nothing stale comes in.
#include "endpoints/answer_cache.hpp"

#include "support/scripted_stores.hpp"

#include <gtest/gtest.h>
#include <thread>

namespace likeness::endpoints {
namespace {

using namespace tests;

std::shared_ptr<FinishedAnswer const> answer_for(std::optional<PersonId> person, std::size_t body_bytes = 100)
{
    FinishedAnswer answer { .person = person, .has_photo = person.has_value() };
    answer.body.resize(body_bytes);
    return std::make_shared<FinishedAnswer const>(std::move(answer));
}

Changes one(ChangeKind kind, std::optional<PersonId> person)
{
    return { .head = 1, .changes = { { kind, person } } };
}

constexpr AnswerKey sadie_96 { "sadie@contoso.com", PhotoSize::hr96x96 };
constexpr AnswerKey sadie_48 { "sadie@contoso.com", PhotoSize::hr48x48 };
constexpr AnswerKey hope_96 { "hope@contoso.com", PhotoSize::hr96x96 };
constexpr AnswerKey nobody_96 { "nobody@contoso.com", PhotoSize::hr96x96 };

class AnswerCacheTest : public testing::Test {
protected:
    PersonId const sadie = person_id(1);
    PersonId const hope = person_id(2);
    AnswerCache cache { 1 << 20 };

    void SetUp() override
    {
        for (auto const& key : { sadie_96, sadie_48 })
            cache.insert(key, answer_for(sadie), cache.generation());
        cache.insert(hope_96, answer_for(hope), cache.generation());
        cache.insert(nobody_96, answer_for(std::nullopt), cache.generation());
    }
};

TEST_F(AnswerCacheTest, FindsWhatWasInsertedByAddressAndSize)
{
    EXPECT_EQ(cache.find(sadie_96)->person, sadie);
    EXPECT_EQ(cache.find(hope_96)->person, hope);
    EXPECT_EQ(cache.find({ "hope@contoso.com", PhotoSize::hr48x48 }), nullptr);
    EXPECT_EQ(cache.counters().entries, 4u);
    EXPECT_EQ(cache.counters().hits, 2u);
    EXPECT_EQ(cache.counters().misses, 1u);
}

TEST_F(AnswerCacheTest, ForgetsAllSizesOfAPersonWhosePhotoChanged)
{
    cache.apply(one(ChangeKind::photo, sadie));
    EXPECT_EQ(cache.find(sadie_96), nullptr);
    EXPECT_EQ(cache.find(sadie_48), nullptr);
    EXPECT_NE(cache.find(hope_96), nullptr);
    EXPECT_NE(cache.find(nobody_96), nullptr);
}

TEST_F(AnswerCacheTest, ForgetsEveryNobodyWhenSomebodyCameOrGotAnAddress)
{
    cache.apply(one(ChangeKind::people, hope));
    EXPECT_EQ(cache.find(nobody_96), nullptr);
    EXPECT_EQ(cache.find(hope_96), nullptr);
    EXPECT_NE(cache.find(sadie_96), nullptr);
    cache.insert(nobody_96, answer_for(std::nullopt), cache.generation());
    EXPECT_NE(cache.find(nobody_96), nullptr);
}

TEST_F(AnswerCacheTest, ForgetsEverythingWhenItIsNotToldWhoChanged)
{
    cache.apply(one(ChangeKind::people, std::nullopt));
    EXPECT_EQ(cache.counters().entries, 0u);
    SetUp();
    cache.apply({ .head = 9, .complete = false });
    EXPECT_EQ(cache.counters().entries, 0u);
    EXPECT_EQ(cache.counters().bytes, 0u);
}

TEST_F(AnswerCacheTest, KeepsEverythingWhenOnlyAnAccountChanged)
{
    cache.apply(one(ChangeKind::accounts, std::nullopt));
    EXPECT_EQ(cache.counters().entries, 4u);
}

TEST_F(AnswerCacheTest, RefusesAnAnswerThatWasReadBeforeAChange)
{
    auto const before = cache.generation();
    cache.apply(one(ChangeKind::photo, hope));
    cache.insert(sadie_96, answer_for(sadie, 7), before);
    EXPECT_NE(cache.find(sadie_96)->body.size(), 7u);
    cache.insert(sadie_96, answer_for(sadie, 7), cache.generation());
    EXPECT_EQ(cache.find(sadie_96)->body.size(), 7u);
}

TEST(AnswerCacheBudget, GivesUpTheLeastRecentlyUsedFirst)
{
    AnswerCache cache(16 * 40'000); // Sixteen shards of 40,000 bytes.
    auto const key = [](std::string const& address) { return AnswerKey { address, PhotoSize::hr96x96 }; };
    std::vector<std::string> addresses;
    for (int i = 0; i < 400; ++i) addresses.push_back(std::to_string(i) + "@contoso.com");
    for (auto const& address : addresses) {
        cache.insert(key(address), answer_for(person_id(1), 10'000), cache.generation());
        ASSERT_NE(cache.find(key(addresses.front())), nullptr); // Used all the time: stays.
        ASSERT_LE(cache.counters().bytes, 16u * 40'000u);
    }
    EXPECT_GT(cache.counters().evictions, 300u);
    EXPECT_EQ(cache.counters().evictions + cache.counters().entries, 400u);
    EXPECT_NE(cache.find(key(addresses.back())), nullptr);
}

TEST(AnswerCacheBudget, KeepsNothingThatIsLargerThanAShard)
{
    AnswerCache cache(16 * 1'000);
    cache.insert(sadie_96, answer_for(person_id(1), 2'000), cache.generation());
    EXPECT_EQ(cache.find(sadie_96), nullptr);
    AnswerCache none(0);
    none.insert(sadie_96, answer_for(person_id(1), 1), none.generation());
    EXPECT_EQ(none.counters().entries, 0u);
}

// What the whole is for: readers never find an answer older than a change that was applied before they looked.
TEST(AnswerCacheThreads, NeverServesAnAnswerOlderThanAnAppliedChange)
{
    AnswerCache cache(1 << 20);
    std::atomic<std::size_t> stored = 1; // The size of the body "in the store".
    std::atomic<std::size_t> applied = 1; // The newest whose change was applied.
    std::atomic<bool> done = false;
    std::atomic<int> stale = 0;
    auto const read = [&] {
        while (!done) {
            auto const at_least = applied.load();
            if (auto const hit = cache.find(sadie_96)) {
                stale += hit->body.size() < at_least;
                continue;
            }
            auto const generation = cache.generation();
            cache.insert(sadie_96, answer_for(person_id(1), stored.load()), generation);
        }
    };
    {
        std::jthread const one_reader(read);
        std::jthread const another_reader(read);
        for (std::size_t version = 2; version < 3'000; ++version) {
            stored = version;
            cache.apply(one(ChangeKind::photo, person_id(1)));
            applied = version;
        }
        done = true;
    }
    EXPECT_EQ(stale, 0);
}

}
}
