#include "identity/sign_in_cache.hpp"

#include "identity/allocation_count.hpp"
#include "support/settable_clock.hpp"

#include <array>
#include <gtest/gtest.h>
#include <thread>

namespace likeness::identity {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::shared_ptr<Principal const> sadie()
{
    return std::make_shared<Principal const>(
        Principal { .address = EmailAddress::parse("sadie@contoso.com").value() });
}

std::string header(int number)
{
    return "Basic " + std::to_string(number);
}

class SignInCacheTest : public testing::Test {
protected:
    void remember(SignInCache& cache, std::string const& authorization)
    {
        cache.remember(authorization, sadie(), cache.generation());
    }

    test::SettableClock clock_;
    SignInCache cache_ { clock_, { .lifetime = seconds(300), .entries_max = 10 } };
};

TEST_F(SignInCacheTest, KnowsAHeaderThatWasRemembered)
{
    auto const who = sadie();
    cache_.remember(header(1), who, cache_.generation());
    EXPECT_EQ(cache_.find(header(1)), who); // The very same: a hit copies nothing.
}

TEST_F(SignInCacheTest, KnowsNoOtherHeader)
{
    remember(cache_, "Basic AAAA");
    for (auto const* const other : { "", "Basic AAAB", "Basic AAA", "Basic AAAAA", "basic AAAA" })
        EXPECT_EQ(cache_.find(other), nullptr) << other;
}

TEST_F(SignInCacheTest, ForgetsAfterItsLifetimeHoweverOftenItWasAsked)
{
    remember(cache_, header(1));
    clock_.advance(seconds(300) - milliseconds(1));
    EXPECT_NE(cache_.find(header(1)), nullptr);
    clock_.advance(milliseconds(1));
    EXPECT_EQ(cache_.find(header(1)), nullptr);
}

TEST_F(SignInCacheTest, StartsAnewWhenVerifiedAnew)
{
    remember(cache_, header(1));
    clock_.advance(seconds(200));
    remember(cache_, header(1));
    clock_.advance(seconds(200));
    EXPECT_NE(cache_.find(header(1)), nullptr);
}

TEST_F(SignInCacheTest, ForgetsWhatExpiresFirstPastItsBound)
{
    for (int i = 0; i < 11; ++i) remember(cache_, header(i));
    EXPECT_EQ(cache_.find(header(0)), nullptr);
    for (int i = 1; i < 11; ++i) EXPECT_NE(cache_.find(header(i)), nullptr) << i;
}

TEST_F(SignInCacheTest, StaysWithinItsBoundWhenItIsLargeAndShared)
{
    constexpr int entries_max = 2000;
    SignInCache cache(clock_, { .entries_max = entries_max });
    for (int i = 0; i < 3 * entries_max; ++i) remember(cache, header(i));
    int known = 0;
    for (int i = 0; i < 3 * entries_max; ++i) known += cache.find(header(i)) != nullptr;
    EXPECT_LE(known, entries_max);
    EXPECT_GT(known, entries_max * 9 / 10);
    EXPECT_NE(cache.find(header(3 * entries_max - 1)), nullptr);
}

TEST_F(SignInCacheTest, RemembersNothingWhenItMayHoldNothing)
{
    SignInCache cache(clock_, { .entries_max = 0 });
    remember(cache, header(1));
    EXPECT_EQ(cache.find(header(1)), nullptr);
}

TEST_F(SignInCacheTest, ForgetsEverybodyWhenAnAccountHasChanged)
{
    SignInCache cache(clock_, { .entries_max = 2000 });
    for (int i = 0; i < 100; ++i) remember(cache, header(i));
    cache.forget_all();
    for (int i = 0; i < 100; ++i) EXPECT_EQ(cache.find(header(i)), nullptr) << i;
}

TEST_F(SignInCacheTest, DoesNotRememberWhatWasVerifiedWhileThePasswordChanged)
{
    auto const before = cache_.generation();
    cache_.forget_all(); // While argon2id still worked on the old password.
    cache_.remember(header(1), sadie(), before);
    EXPECT_EQ(cache_.find(header(1)), nullptr);

    EXPECT_NE(cache_.generation(), before);
    remember(cache_, header(1));
    EXPECT_NE(cache_.find(header(1)), nullptr);
}

TEST_F(SignInCacheTest, AllocatesNothingForAHit)
{
    remember(cache_, header(1));
    auto const authorization = header(1);
    auto const before = test::allocations_of_this_thread();
    auto const who = cache_.find(authorization);
    auto const after = test::allocations_of_this_thread();
    EXPECT_NE(who, nullptr);
    EXPECT_EQ(after, before);
    EXPECT_GT(before, 0u); // The count counts.
}

TEST_F(SignInCacheTest, ServesThreadsThatReadWriteAndForgetAtOnce)
{
    SignInCache cache(clock_, { .entries_max = 200 });
    {
        std::array<std::jthread, 4> threads;
        for (auto& thread : threads)
            thread = std::jthread([&] {
                for (int i = 0; i < 500; ++i) {
                    remember(cache, header(i % 50));
                    auto const who = cache.find(header(i * 7 % 50));
                    EXPECT_TRUE(!who || who->address == sadie()->address);
                    if (i % 100 == 0) cache.forget_all();
                }
            });
    }
    cache.forget_all();
    for (int i = 0; i < 50; ++i) EXPECT_EQ(cache.find(header(i)), nullptr);
}

// What forget_all promises its caller: once it is back, nobody who was verified before is known, whatever
// other threads do meanwhile.
TEST_F(SignInCacheTest, LetsNothingOldInBehindTheBackOfForgetAll)
{
    SignInCache cache(clock_, { .entries_max = 200 });
    auto const old = cache.generation();
    std::jthread const late([&](std::stop_token const& stop) {
        for (int i = 0; !stop.stop_requested(); i = (i + 1) % 50) cache.remember(header(i), sadie(), old);
    });
    while (!cache.find(header(0))) std::this_thread::yield();
    cache.forget_all();
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(cache.find(header(i % 50)), nullptr);
}

}
}
