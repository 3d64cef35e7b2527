#include "base/percent.hpp"

#include <gtest/gtest.h>

namespace likeness::base {
namespace {

TEST(PercentDecode, TurnsEveryPairOfDigitsIntoItsByte)
{
    EXPECT_EQ(percent_decode("sadie%40contoso.com"), "sadie@contoso.com");
    EXPECT_EQ(percent_decode("%c3%A4%C3%a4"), "\xC3\xA4\xC3\xA4");
    EXPECT_EQ(percent_decode("%00x"), std::string("\0x", 2));
    EXPECT_EQ(percent_decode("%FF"), "\xFF");
    EXPECT_EQ(percent_decode("%41"), "A");
}

TEST(PercentDecode, DecodesOnce)
{
    EXPECT_EQ(percent_decode("%2541"), "%41");
    EXPECT_EQ(percent_decode("%%41"), "%A");
}

TEST(PercentDecode, LeavesAPercentSignWithoutDigitsAsItIs)
{
    for (auto const* const text :
        { "%", "%%", "%4", "a%4", "%4g", "%g4", "%-1", "%+1", "% 1", "100%", "%\xC3\xA4" })
        EXPECT_EQ(percent_decode(text), text);
}

TEST(PercentDecode, LeavesAPlusAsItIs)
{
    EXPECT_EQ(percent_decode("sadie+news@contoso.com"), "sadie+news@contoso.com");
    EXPECT_EQ(percent_decode(""), "");
}

TEST(PercentEncode, LeavesUnreservedLettersAlone)
{
    constexpr auto* unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    EXPECT_EQ(percent_encode(unreserved), unreserved);
}

TEST(PercentEncode, EncodesEverythingElse)
{
    EXPECT_EQ(percent_encode("sadie@contoso.com"), "sadie%40contoso.com");
    EXPECT_EQ(percent_encode("a+b c&d=e%f/g"), "a%2Bb%20c%26d%3De%25f%2Fg");
    EXPECT_EQ(percent_encode(std::string_view("\0\x7F\xFF", 3)), "%00%7F%FF");
    EXPECT_EQ(percent_encode(""), "");
}

TEST(PercentEncode, KeepsWhatItIsToldTo)
{
    EXPECT_EQ(percent_encode("sadie@contoso.com/x", "@"), "sadie@contoso.com%2Fx");
}

TEST(PercentEncode, IsUndoneByDecodingForEveryByte)
{
    std::string every;
    for (int code = 0; code < 256; ++code) every.push_back(static_cast<char>(code));
    EXPECT_EQ(percent_decode(percent_encode(every)), every);
}

}
}
