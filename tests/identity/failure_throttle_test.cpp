#include "identity/failure_throttle.hpp"

#include "support/settable_clock.hpp"

#include <array>
#include <gtest/gtest.h>
#include <thread>

namespace likeness::identity {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr auto* sadie = "sadie@contoso.com";

// An address that has never failed.
constexpr auto* elsewhere = "203.0.113.1";

class FailureThrottleTest : public testing::Test {
protected:
    void fail_times(int times, std::string const& login, std::string const& peer)
    {
        for (int i = 0; i < times; ++i) throttle_.failed(login, peer);
    }

    // Different logins, so that only the address is slowed.
    void fail_from(std::string const& peer, int times)
    {
        for (int i = 0; i < times; ++i) throttle_.failed("user" + std::to_string(++logins_), peer);
    }

    test::SettableClock clock_;
    FailureThrottle throttle_ { clock_, {} };
    int logins_ = 0;
};

TEST_F(FailureThrottleTest, LetsAStrangerTryAtOnce)
{
    EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(0));
}

TEST_F(FailureThrottleTest, AsksNothingForTheFirstFiveFailures)
{
    fail_times(5, sadie, "192.0.2.7");
    EXPECT_EQ(throttle_.wait_for(sadie, "192.0.2.7"), seconds(0));
}

TEST_F(FailureThrottleTest, DoublesTheWaitWithEachFurtherFailureUpToAMinute)
{
    fail_times(5, sadie, "192.0.2.7");
    for (auto const expected : { 1, 2, 4, 8, 16, 32, 60, 60, 60 }) {
        throttle_.failed(sadie, "192.0.2.7");
        EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(expected));
        clock_.advance(seconds(expected));
        EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(0));
    }
}

TEST_F(FailureThrottleTest, StaysAtTheLongestWaitAfterThousandsOfFailures)
{
    fail_times(5000, sadie, "192.0.2.7");
    EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(60));
}

TEST_F(FailureThrottleTest, RoundsAWaitUpSoThatItIsNotOverTooEarly)
{
    fail_times(7, sadie, "192.0.2.7");
    clock_.advance(milliseconds(1));
    EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(2));
    clock_.advance(milliseconds(1998));
    EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(1));
    clock_.advance(milliseconds(1));
    EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(0));
}

TEST_F(FailureThrottleTest, CountsALoginFromWhereverItIsTried)
{
    for (int i = 0; i < 6; ++i) throttle_.failed(sadie, "192.0.2." + std::to_string(i));
    EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(1));
    EXPECT_EQ(throttle_.wait_for("hope@contoso.com", elsewhere), seconds(0));
}

TEST_F(FailureThrottleTest, ComparesLoginsFolded)
{
    fail_times(3, "CONTOSO\\M\xC3\x9CLLER", "192.0.2.7");
    fail_times(3, "contoso\\m\xC3\xBCller", "192.0.2.7");
    EXPECT_EQ(throttle_.wait_for("Contoso\\M\xC3\xBCller", elsewhere), seconds(1));
}

TEST_F(FailureThrottleTest, SlowsAnAddressThatTriesManyLogins)
{
    fail_from("192.0.2.7", 20);
    EXPECT_EQ(throttle_.wait_for(sadie, "192.0.2.7"), seconds(0));
    fail_from("192.0.2.7", 1);
    EXPECT_EQ(throttle_.wait_for(sadie, "192.0.2.7"), seconds(1));
    EXPECT_EQ(throttle_.wait_for(sadie, "192.0.2.8"), seconds(0));
    fail_from("192.0.2.7", 3);
    EXPECT_EQ(throttle_.wait_for(sadie, "192.0.2.7"), seconds(8));
}

TEST_F(FailureThrottleTest, CountsIpv6CallersByTheir64)
{
    for (int i = 0; i < 21; ++i) fail_from("2001:db8:0:1::" + std::to_string(i), 1);
    EXPECT_EQ(throttle_.wait_for(sadie, "2001:db8:0:1:ffff::1"), seconds(1));
    EXPECT_EQ(throttle_.wait_for(sadie, "2001:db8:0:2::1"), seconds(0));
}

TEST_F(FailureThrottleTest, TellsTheLongerOfTheTwoWaits)
{
    fail_from("192.0.2.7", 22);
    fail_times(8, sadie, "198.51.100.1");
    EXPECT_EQ(throttle_.wait_for(sadie, "192.0.2.7"), seconds(4));
    EXPECT_EQ(throttle_.wait_for("hope@contoso.com", "192.0.2.7"), seconds(2));
}

TEST_F(FailureThrottleTest, ForgetsALoginsFailuresOnceItSucceeds)
{
    fail_times(8, sadie, "192.0.2.7");
    throttle_.succeeded("SADIE@contoso.com");
    EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(0));
    fail_times(5, sadie, "192.0.2.7");
    EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(0));
}

TEST_F(FailureThrottleTest, KeepsAnAddressSlowThoughOneOfItsLoginsSucceeds)
{
    fail_from("192.0.2.7", 21);
    throttle_.succeeded(sadie);
    EXPECT_EQ(throttle_.wait_for(sadie, "192.0.2.7"), seconds(1));
}

TEST_F(FailureThrottleTest, ForgetsAQuarterOfAnHourAfterTheLastFailure)
{
    fail_times(5, sadie, "192.0.2.7");
    clock_.advance(seconds(899));
    throttle_.failed(sadie, "192.0.2.7");
    EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(1)); // The sixth.
    clock_.advance(seconds(900));
    fail_times(5, sadie, "192.0.2.7");
    EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(0)); // The fifth.
}

TEST_F(FailureThrottleTest, ForgetsTheOldestPastItsBound)
{
    FailureThrottle throttle(clock_, { .free_failures = 0, .entries_max = 3 });
    for (auto const* const login : { "a", "b", "c", "a", "d" }) throttle.failed(login, elsewhere);
    EXPECT_EQ(throttle.wait_for("b", "192.0.2.1"), seconds(0));
    EXPECT_EQ(throttle.wait_for("a", "192.0.2.1"), seconds(2));
    EXPECT_EQ(throttle.wait_for("c", "192.0.2.1"), seconds(1));
    EXPECT_EQ(throttle.wait_for("d", "192.0.2.1"), seconds(1));
}

TEST_F(FailureThrottleTest, BoundsAddressesToo)
{
    FailureThrottle throttle(clock_, { .free_failures_of_peer = 0, .entries_max = 2 });
    for (auto const* const peer : { "192.0.2.1", "192.0.2.2", "192.0.2.3" }) throttle.failed(sadie, peer);
    EXPECT_EQ(throttle.wait_for("x", "192.0.2.1"), seconds(0));
    EXPECT_EQ(throttle.wait_for("x", "192.0.2.2"), seconds(1));
    EXPECT_EQ(throttle.wait_for("x", "192.0.2.3"), seconds(1));
}

TEST_F(FailureThrottleTest, LosesNoFailureAmongThreads)
{
    {
        std::array<std::jthread, 4> threads;
        for (auto& thread : threads)
            thread = std::jthread([&] {
                for (int i = 0; i < 100; ++i) {
                    throttle_.failed("hope@contoso.com", "192.0.2.9");
                    throttle_.succeeded("hope@contoso.com");
                    [[maybe_unused]] auto const wait = throttle_.wait_for("hope@contoso.com", "192.0.2.9");
                }
                fail_times(2, sadie, "192.0.2.7");
            });
    }
    EXPECT_EQ(throttle_.wait_for(sadie, elsewhere), seconds(4)); // Eight: five are free, then 1, 2, 4.
}

}
}
