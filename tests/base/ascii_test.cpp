#include "base/ascii.hpp"

#include <gtest/gtest.h>

namespace likeness::base {
namespace {

TEST(Ascii, LowersItsOwnLettersAndNoOthers)
{
    for (int code = 0; code < 256; ++code) {
        auto const letter = static_cast<char>(code);
        auto const expected = code >= 'A' && code <= 'Z' ? static_cast<char>(code + 32) : letter;
        EXPECT_EQ(ascii_lower(letter), expected) << code;
    }
    EXPECT_EQ(ascii_lowered("HR96X96 \xC3\x84"), "hr96x96 \xC3\x84");
}

TEST(Ascii, ComparesWithoutRegardToCase)
{
    EXPECT_TRUE(equals_ignoring_ascii_case("", ""));
    EXPECT_TRUE(equals_ignoring_ascii_case("Content-Type", "content-tYPE"));
    EXPECT_FALSE(equals_ignoring_ascii_case("ab", "abc"));
    EXPECT_FALSE(equals_ignoring_ascii_case("[", "{")); // 32 apart, as A and a are.
    EXPECT_FALSE(equals_ignoring_ascii_case("\xC3\x84", "\xC3\xA4"));
}

TEST(Ascii, FindsAPrefixWithoutRegardToCase)
{
    EXPECT_TRUE(starts_with_ignoring_ascii_case("SMTP:sadie", "smtp:"));
    EXPECT_TRUE(starts_with_ignoring_ascii_case("smtp:", "smtp:"));
    EXPECT_TRUE(starts_with_ignoring_ascii_case("x", ""));
    EXPECT_FALSE(starts_with_ignoring_ascii_case("smtp", "smtp:"));
    EXPECT_FALSE(starts_with_ignoring_ascii_case("sadie smtp:", "smtp:"));
}

TEST(Ascii, TrimsBlanksTabsAndLineEndsOnly)
{
    EXPECT_EQ(trim(" \t\r\n a b \n"), "a b");
    EXPECT_EQ(trim(" \t "), "");
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(trim("\v a\f"), "\v a\f");
    EXPECT_EQ(trim("\xC2\xA0"), "\xC2\xA0");
}

TEST(Ascii, SplitsAtTheFirstSeparator)
{
    auto const halves = split_once("a:b:c", ':');
    ASSERT_TRUE(halves);
    EXPECT_EQ(halves->before, "a");
    EXPECT_EQ(halves->after, "b:c");

    auto const empty = split_once(":", ':');
    ASSERT_TRUE(empty);
    EXPECT_EQ(empty->before, "");
    EXPECT_EQ(empty->after, "");

    EXPECT_FALSE(split_once("abc", ':'));
    EXPECT_FALSE(split_once("", ':'));
}

}
}
