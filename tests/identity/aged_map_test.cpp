#include "identity/aged_map.hpp"

#include <gtest/gtest.h>

namespace likeness::identity {
namespace {

base::Digest key(int number)
{
    return base::Digest { static_cast<std::byte>(number) };
}

TEST(AgedMap, FindsWhatWasPutLast)
{
    AgedMap<int> map(4);
    EXPECT_EQ(map.find(key(1)), nullptr);
    map.put(key(1), 10);
    map.put(key(1), 11);
    ASSERT_NE(map.find(key(1)), nullptr);
    EXPECT_EQ(*map.find(key(1)), 11);
    EXPECT_EQ(map.size(), 1u);
}

TEST(AgedMap, ForgetsTheOldestPastItsBound)
{
    AgedMap<int> map(2);
    map.put(key(1), 10);
    map.put(key(2), 20);
    map.put(key(1), 11); // Young again.
    map.put(key(3), 30);
    EXPECT_EQ(map.find(key(2)), nullptr);
    EXPECT_NE(map.find(key(1)), nullptr);
    EXPECT_NE(map.find(key(3)), nullptr);
    EXPECT_EQ(map.size(), 2u);
}

TEST(AgedMap, HoldsNothingWhenItMayHoldNothing)
{
    AgedMap<int> map(0);
    map.put(key(1), 10);
    EXPECT_EQ(map.find(key(1)), nullptr);
}

TEST(AgedMap, DropsTheOldestUpToTheFirstThatStays)
{
    AgedMap<int> map(4);
    for (int const value : { 1, 2, 9, 1 }) map.put(key(static_cast<int>(map.size())), value);
    map.drop_oldest_while([](int value) { return value < 5; });
    EXPECT_EQ(map.size(), 2u);
    EXPECT_NE(map.find(key(2)), nullptr);
    EXPECT_NE(map.find(key(3)), nullptr);
}

TEST(AgedMap, ForgetsOneOrAll)
{
    AgedMap<int> map(4);
    map.put(key(1), 10);
    map.put(key(2), 20);
    map.erase(key(1));
    map.erase(key(7));
    EXPECT_EQ(map.find(key(1)), nullptr);
    EXPECT_NE(map.find(key(2)), nullptr);
    map.clear();
    EXPECT_EQ(map.size(), 0u);
    EXPECT_EQ(map.find(key(2)), nullptr);
}

}
}
