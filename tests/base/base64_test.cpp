#include "base/base64.hpp"

#include <gtest/gtest.h>

namespace likeness::base {
namespace {

std::optional<std::string> decoded(std::string_view text)
{
    auto const bytes = base64_decode(text);
    if (!bytes) return std::nullopt;
    return std::string(as_text(*bytes));
}

// RFC 4648, section 10.
constexpr std::pair<std::string_view, std::string_view> examples[]
    = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
          { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" } };

TEST(Base64, WritesTheExamplesOfTheStandard)
{
    for (auto const& [plain, encoded] : examples) EXPECT_EQ(base64_encode(as_bytes(plain)), encoded);
}

TEST(Base64, ReadsTheExamplesOfTheStandard)
{
    for (auto const& [plain, encoded] : examples) EXPECT_EQ(decoded(encoded), plain);
}

TEST(Base64, ReadsWithoutPadding)
{
    EXPECT_EQ(decoded("Zg"), "f");
    EXPECT_EQ(decoded("Zm8"), "fo");
    EXPECT_EQ(decoded("Zm9vYg"), "foob");
}

TEST(Base64, SkipsBlanksAndLineEndsWhereverTheyStand)
{
    EXPECT_EQ(decoded(" Zm9v\r\n\tYm\nFy \n"), "foobar");
    EXPECT_EQ(decoded("Z g = ="), "f");
    EXPECT_EQ(decoded(" \r\n\t "), "");
}

TEST(Base64, RefusesPaddingThatDoesNotFit)
{
    for (auto const* const text : { "=", "==", "===", "====", "Z=", "Z==", "Z===", "Zg=", "Zg===", "Zm8==",
             "Zm9v=", "Zm9v==", "Zm9v====", "Zg==Zg==", "Zg=g", "=Zg=", "Zg==Z" })
        EXPECT_EQ(decoded(text), std::nullopt) << text;
}

TEST(Base64, RefusesALastGroupOfOneLetter)
{
    EXPECT_EQ(decoded("Z"), std::nullopt);
    EXPECT_EQ(decoded("Zm9vY"), std::nullopt);
}

TEST(Base64, RefusesOtherLetters)
{
    using namespace std::string_view_literals;
    for (auto const text :
        { "Zm9*"sv, "Zm9-"sv, "Zm9_"sv, "Zm\0v"sv, "Zm9\xC3"sv, "Zm9v\v"sv, "Zm9v\xC2\xA0"sv, "Zm,v"sv })
        EXPECT_EQ(decoded(text), std::nullopt) << text;
}

TEST(Base64, DoesNotMindBitsThatTheLastLetterHasTooMany)
{
    EXPECT_EQ(decoded("Zh=="), "f");
    EXPECT_EQ(decoded("Zm9="), "fo");
}

TEST(Base64, ReadsBackWhatItWroteOfEveryByteAndLength)
{
    Bytes bytes;
    for (int i = 0; i < 600; ++i) {
        EXPECT_EQ(base64_decode(base64_encode(bytes)), bytes) << i;
        bytes.push_back(static_cast<std::byte>(i * 7));
    }
}

}
}
