#include "identity/basic.hpp"

#include "base/base64.hpp"
#include "base/bytes.hpp"
#include "core/limits.hpp"

#include <gtest/gtest.h>

namespace likeness::identity {
namespace {

std::string header_of(std::string_view pair)
{
    return "Basic " + base::base64_encode(base::as_bytes(pair));
}

TEST(ParseBasic, ReadsTheExampleOfTheStandard)
{
    // RFC 7617, section 2.
    EXPECT_EQ(
        parse_basic("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), (BasicCredentials { "Aladdin", "open sesame" }));
}

TEST(ParseBasic, ReadsUtf8)
{
    // RFC 7617, section 2.1: user "test", password "123" and a pound sign.
    EXPECT_EQ(parse_basic("Basic dGVzdDoxMjPCow=="), (BasicCredentials { "test", "123\xC2\xA3" }));
}

TEST(ParseBasic, ReadsBytesThatAreNoUtf8AsIso88591)
{
    EXPECT_EQ(parse_basic(header_of("caf\xE9:cl\xE9")), (BasicCredentials { "caf\xC3\xA9", "cl\xC3\xA9" }));
}

TEST(ParseBasic, SplitsAtTheFirstColonSinceAPasswordMayContainMore)
{
    EXPECT_EQ(parse_basic(header_of("sadie:a:b:")), (BasicCredentials { "sadie", "a:b:" }));
}

TEST(ParseBasic, LeavesTheThreeFormsOfALoginAsTheyAre)
{
    for (auto const* const login : { "sadie@contoso.com", "CONTOSO\\sadie", "sadie" })
        EXPECT_EQ(parse_basic(header_of(std::string(login) + ":x")), (BasicCredentials { login, "x" }));
}

TEST(ParseBasic, TakesAnEmptyPassword)
{
    EXPECT_EQ(parse_basic(header_of("sadie:")), (BasicCredentials { "sadie", "" }));
}

TEST(ParseBasic, TakesTheSchemeInAnyCaseAndBlanksAroundTheToken)
{
    for (auto const* const header : { "basic c2FkaWU6eA==", "BASIC c2FkaWU6eA==", "  Basic   c2FkaWU6eA==  ",
             "Basic c2FkaWU6eA" }) // Without its padding, as some clients send it.
        EXPECT_EQ(parse_basic(header), (BasicCredentials { "sadie", "x" })) << header;
}

TEST(ParseBasic, RefusesWhatIsNoBasicHeader)
{
    for (auto const* const header :
        { "", "Basic", "Basic ", "Basicc2FkaWU6eA==", "Bearer c2FkaWU6eA==", "c2FkaWU6eA==", "Negotiate" })
        EXPECT_EQ(parse_basic(header), std::nullopt) << header;
}

TEST(ParseBasic, RefusesATokenThatIsNoBase64)
{
    for (auto const* const header :
        { "Basic c2Fka*U6eA==", "Basic c2FkaWU6e", "Basic c2FkaWU6eA=", "Basic c2Fk aWU6eA==",
            "Basic c2Fk\taWU6eA==", "Basic c2FkaWU6eA==, Basic c2FkaWU6eA==", "Basic sadie:x" })
        EXPECT_EQ(parse_basic(header), std::nullopt) << header;
}

TEST(ParseBasic, RefusesAMissingColonAndAnEmptyLogin)
{
    EXPECT_EQ(parse_basic(header_of("sadie")), std::nullopt);
    EXPECT_EQ(parse_basic(header_of(":password")), std::nullopt);
    EXPECT_EQ(parse_basic(header_of(":")), std::nullopt);
}

TEST(ParseBasic, RefusesControlCharactersInLoginAndPassword)
{
    using namespace std::string_view_literals;
    for (auto const pair : { "sa\0die:x"sv, "sadie:x\0"sv, "sadie\n:x"sv, "sadie:\tx"sv, "sadie:\x1F"sv,
             "sadie:\x7F"sv, "\rs:x"sv })
        EXPECT_EQ(parse_basic(header_of(pair)), std::nullopt) << pair;
}

TEST(ParseBasic, TakesLoginAndPasswordUpToTheirLimits)
{
    std::string const login(limits::login_bytes_max, 'l');
    std::string const password(limits::password_bytes_max, 'p');
    EXPECT_EQ(parse_basic(header_of(login + ":" + password)), (BasicCredentials { login, password }));
    EXPECT_EQ(parse_basic(header_of(login + "l:" + password)), std::nullopt);
    EXPECT_EQ(parse_basic(header_of(login + "l:x")), std::nullopt);
    EXPECT_EQ(parse_basic(header_of(login + ":" + password + "p")), std::nullopt);
    EXPECT_EQ(parse_basic(header_of("l:" + password + "p")), std::nullopt);
}

TEST(ParseBasic, CountsBytesOfIso88591AsTheUtf8TheyBecome)
{
    std::string const half(limits::password_bytes_max / 2, '\xE9');
    EXPECT_NE(parse_basic(header_of("sadie:" + half)), std::nullopt);
    EXPECT_EQ(parse_basic(header_of("sadie:" + half + "\xE9")), std::nullopt);
}

TEST(ParseBasic, DoesNotDecodeAnEndlessToken)
{
    EXPECT_EQ(parse_basic("Basic " + std::string(30'000, 'A')), std::nullopt);
}

}
}
