#include "base/cores.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <thread>

namespace likeness::base {
namespace {

TEST(AvailableCores, AreThoseThatTheSystemAllowsThisThread)
{
    EXPECT_GE(available_cores(), 1u);
    std::jthread const confined([] {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(::sched_getcpu(), &one);
        ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
        EXPECT_EQ(available_cores(), 1u);
    });
}

}
}
