#include "base/utf8.hpp"

#include <gtest/gtest.h>

namespace likeness::base {
namespace {

using namespace std::string_view_literals;

TEST(Utf8, IsWellFormedText)
{
    for (auto const text :
        { ""sv, "abc"sv, "\0"sv, "\x7F"sv, "\xC2\x80"sv, "\xDF\xBF"sv, "\xE0\xA0\x80"sv, "\xED\x9F\xBF"sv,
            "\xEE\x80\x80"sv, "\xEF\xBF\xBF"sv, "\xF0\x90\x80\x80"sv, "\xF4\x8F\xBF\xBF"sv })
        EXPECT_TRUE(is_utf8(text)) << testing::PrintToString(text);
}

TEST(Utf8, IsNothingElse)
{
    for (auto const text : { "\x80"sv, "a\xBF"sv, // A continuation without a beginning.
             "\xC3"sv, "\xE2\x82"sv, "\xF0\x9F\x98"sv, "\xC3g"sv, "\xE2\x82g"sv, // Cut off.
             "\xC0\x80"sv, "\xC1\xBF"sv, "\xE0\x9F\xBF"sv, "\xF0\x8F\xBF\xBF"sv, // Overlong.
             "\xED\xA0\x80"sv, "\xED\xBF\xBF"sv, // Surrogates.
             "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv, "\xF8\x88\x80\x80\x80"sv, // Past U+10FFFF.
             "\xFE"sv, "\xFF"sv, "caf\xE9"sv })
        EXPECT_FALSE(is_utf8(text)) << testing::PrintToString(text);
}

struct Folding {
    std::string_view text;
    std::string_view case_folded;
    std::string_view name_folded;
};

constexpr Folding foldings[] = {
    { "", "", "" },
    { "Sadie@CONTOSO.com", "sadie@contoso.com", "sadie@contoso.com" },
    { "M\u00DCLLER", "m\u00FCller", "muller" },
    { "MU\u0308LLER", "m\u00FCller", "muller" }, // The same, written with a combining mark.
    { "Stra\u00DFe", "strasse", "strasse" },
    { "STRA\u1E9EE", "strasse", "strasse" },
    { "\u0130stanbul", "i\u0307stanbul", "istanbul" }, // The dot of a capital I is a mark of its own.
    { "\u0131", "\u0131", "\u0131" }, // The Turkish i without a dot is another letter everywhere else.
    { "\u212A", "k", "k" }, // The Kelvin sign.
    { "\uFF33\uFF41\uFF44\uFF49\uFF45", "sadie", "sadie" }, // Fullwidth letters.
    { "\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2", "\u03C3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C3",
        "\u03C3\u03B9\u03C3\u03C5\u03C6\u03BF\u03C3" }, // Both forms of a small sigma.
    { "\u041F\u0401\u0422\u0420", "\u043F\u0451\u0442\u0440", "\u043F\u0435\u0442\u0440" },
    { "\uFB01n", "fin", "fin" }, // A ligature.
    { "\u5C71\u7530", "\u5C71\u7530", "\u5C71\u7530" },
    { "\U0001F600", "\U0001F600", "\U0001F600" },
    { "CAF\xC9", "caf\xC9", "caf\xC9" }, // No UTF-8: its ASCII letters alone.
    { "\xFF\xFE"
      "ABC",
        "\xFF\xFE"
        "abc",
        "\xFF\xFE"
        "abc" },
};

TEST(Fold, TakesAwayCase)
{
    for (auto const& one : foldings) EXPECT_EQ(fold_case(one.text), one.case_folded) << one.text;
}

TEST(Fold, TakesAwayCaseAndAccentsFromNames)
{
    for (auto const& one : foldings) EXPECT_EQ(fold_name(one.text), one.name_folded) << one.text;
}

TEST(Fold, ChangesNothingThatIsFoldedAlready)
{
    for (auto const& one : foldings) {
        EXPECT_EQ(fold_case(one.case_folded), one.case_folded);
        EXPECT_EQ(fold_name(one.name_folded), one.name_folded);
    }
}

TEST(Fold, KeepsANulAndWhatFollows)
{
    EXPECT_EQ(fold_case("A\0B"sv), "a\0b"sv);
    EXPECT_EQ(fold_case("\u00DC\0B"sv), "\u00FC\0b"sv);
}

TEST(Latin1, BecomesUtf8ForEveryByte)
{
    std::string every;
    for (int code = 0; code < 256; ++code) every.push_back(static_cast<char>(code));
    auto const utf8 = utf8_from_latin1(every);
    EXPECT_TRUE(is_utf8(utf8));
    EXPECT_EQ(utf8.size(), 128u + 2 * 128u);
    EXPECT_EQ(utf8_from_latin1("caf\xE9"), "caf\u00E9");
    EXPECT_EQ(utf8_from_latin1("\x80\xFF"), "\u0080\u00FF");
    EXPECT_EQ(utf8_from_latin1(""), "");
}

}
}
