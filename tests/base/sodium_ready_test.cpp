#include "base/sodium_ready.hpp"

#include "base/keyed_hash.hpp"

#include <gtest/gtest.h>
#include <thread>
#include <vector>

namespace likeness::base {
namespace {

TEST(EnsureSodium, MayBeCalledFirstByManyThreadsAtOnce)
{
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 8; ++thread)
        threads.emplace_back([] {
            ensure_sodium();
            EXPECT_NE(random_key(), random_key());
        });
}

}
}
