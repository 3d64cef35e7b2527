#include "core/ports/clock.hpp"

#include <gtest/gtest.h>

namespace likeness {
namespace {

TEST(SystemClock, TellsTheSystemsTimeInWholeSeconds)
{
    using std::chrono::floor;
    using std::chrono::seconds;
    using std::chrono::system_clock;
    auto const before = floor<seconds>(system_clock::now());
    auto const now = SystemClock().now();
    EXPECT_LE(before, now);
    EXPECT_LE(now, floor<seconds>(system_clock::now()));
}

TEST(SystemClock, NeverGoesBack)
{
    SystemClock const clock;
    auto before = clock.steady_now();
    for (int i = 0; i < 1000; ++i) {
        auto const now = clock.steady_now();
        EXPECT_LE(before, now);
        before = now;
    }
}

}
}
