#include "directory/index/limits.hpp"
#include "directory/index/segment_builder.hpp"

#include <gtest/gtest.h>
#include <random>
#include <set>

using namespace likeness;
using namespace likeness::directory;

namespace {

NameEntry entry(unsigned char number, std::string_view name)
{
    NameEntry entry { .display_name = name };
    entry.id.bytes[0] = static_cast<std::byte>(number);
    return entry;
}

SegmentPtr segment_of(std::vector<std::string> const& names)
{
    SegmentBuilder builder;
    unsigned char number = 0;
    for (auto const& name : names) builder.add(entry(number++, name));
    return std::move(builder).finish();
}

std::vector<std::string> keys_of(Segment const& segment)
{
    std::vector<std::string> keys;
    for (Key key = 0; key + 1 < segment.parts().key_begins.size(); ++key)
        keys.emplace_back(segment.text(key));
    return keys;
}

}

// Texts are sorted eight bytes at a time: those that agree in eight, sixteen, or all but their ends are the hard ones.
TEST(Segment, HasEveryTextOnceInTheOrderOfTheirBytes)
{
    std::mt19937 random(1);
    std::vector<std::string> names;
    std::set<std::string> expected;
    for (int i = 0; i < 200; ++i) {
        std::string name;
        for (auto length = 1 + random() % 20; length > 0; --length) name += "ab"[random() % 8 == 0];
        if (random() % 4 == 0) name.insert(random() % (name.size() + 1), 1, '\0');
        names.push_back(name);
        expected.insert(name);
    }
    EXPECT_EQ(keys_of(*segment_of(names)), std::vector(expected.begin(), expected.end()));
}

TEST(Segment, FindsTheKeysThatBeginWithAText)
{
    std::vector<std::string> names;
    for (int i = 0; i < 200; ++i) names.push_back("christopher" + std::to_string(i));
    names.emplace_back("christo");
    auto const segment = segment_of(names);
    auto const count = [&](std::string_view prefix) {
        auto const range = segment->beginning_with(prefix);
        return range.end - range.begin;
    };
    EXPECT_EQ(count("c"), 201);
    EXPECT_EQ(count("christo"), 201);
    EXPECT_EQ(count("christop"), 200);
    EXPECT_EQ(count("christopher1"), 111);
    EXPECT_EQ(count("christopher199"), 1);
    EXPECT_EQ(count("christopher200"), 0);
    EXPECT_EQ(count("b"), 0);
    EXPECT_EQ(count("d"), 0);
    EXPECT_EQ(count("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), 0);
    EXPECT_FALSE(segment->equal_to("christopher1").empty());
    EXPECT_TRUE(segment->equal_to("christoph").empty());
}

TEST(Segment, KeepsOfALongFieldWholeLettersUpToTheLimit)
{
    std::string const name = std::string(limits::indexed_field_bytes_max - 1, 'a') + "é and more";
    auto const segment = segment_of({ name });
    EXPECT_EQ(segment->name(segment->person(0)), std::string(limits::indexed_field_bytes_max - 1, 'a'));
}

TEST(Segment, IsSortedTheSameByTwoThreads)
{
    SegmentBuilder builder;
    std::vector<std::string> names;
    for (unsigned i = 0; i < 60'000; ++i) names.push_back("name" + std::to_string(i * 7919 % 60'000));
    for (unsigned i = 0; i < names.size(); ++i) {
        auto one = entry(0, names[i]);
        one.id.bytes[1] = static_cast<std::byte>(i);
        one.id.bytes[2] = static_cast<std::byte>(i >> 8);
        builder.add(one);
    }
    auto const segment = std::move(builder).finish();
    auto const keys = keys_of(*segment);
    EXPECT_EQ(keys.size(), names.size());
    EXPECT_TRUE(std::ranges::is_sorted(keys));
    EXPECT_EQ(segment->people_of(segment->equal_to("name59999")).size(), 1);
}
