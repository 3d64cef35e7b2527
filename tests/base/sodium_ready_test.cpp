#include "base/sodium_ready.hpp"

#include "base/keyed_hash.hpp"

#include <array>
#include <gtest/gtest.h>
#include <thread>

namespace likeness::base {
namespace {

TEST(EnsureSodium, MayBeCalledFirstByManyThreadsAtOnce)
{
    std::array<std::jthread, 8> threads;
    for (auto& thread : threads)
        thread = std::jthread([] {
            ensure_sodium();
            EXPECT_NE(random_key(), random_key());
        });
}

}
}
