#include "core/email_address.hpp"

#include "core/limits.hpp"

#include <gtest/gtest.h>

namespace likeness {
namespace {

using namespace std::string_view_literals;

TEST(EmailAddress, KeepsHowItWasWrittenAndFoldsWhatItIsLookedUpBy)
{
    auto const address = EmailAddress::parse("Sadie@Contoso.COM").value();
    EXPECT_EQ(address.text(), "Sadie@Contoso.COM");
    EXPECT_EQ(address.folded(), "sadie@contoso.com");
    EXPECT_EQ(address.folded_local_part(), "sadie");
    EXPECT_EQ(address.folded_domain(), "contoso.com");
}

TEST(EmailAddress, ComparesFolded)
{
    EXPECT_EQ(
        EmailAddress::parse("SADIE@contoso.com").value(), EmailAddress::parse("sadie@CONTOSO.com").value());
    EXPECT_NE(
        EmailAddress::parse("sadie@contoso.com").value(), EmailAddress::parse("hope@contoso.com").value());
    EXPECT_EQ(EmailAddress::parse("M\u00DCLLER@contoso.com").value(),
        EmailAddress::parse("mu\u0308ller@contoso.com").value());
    EXPECT_NE(EmailAddress::parse("m\u00FCller@contoso.com").value(),
        EmailAddress::parse("muller@contoso.com").value()); // An accent makes another address.
}

struct Readable {
    std::string_view text;
    std::string_view address;
};

TEST(EmailAddress, IsReadOutOfWhatClientsSend)
{
    for (auto const& [text, address] : {
             Readable { "sadie@contoso.com", "sadie@contoso.com" },
             Readable { " \t sadie@contoso.com\r\n", "sadie@contoso.com" },
             Readable { "smtp:sadie@contoso.com", "sadie@contoso.com" },
             Readable { "SMTP:sadie@contoso.com", "sadie@contoso.com" },
             Readable { " Smtp: sadie@contoso.com ", "sadie@contoso.com" },
             Readable { "smtp@contoso.com", "smtp@contoso.com" },
             Readable { "sadie+news@contoso.com", "sadie+news@contoso.com" },
             Readable { "o'hara&co=x/y@contoso.com", "o'hara&co=x/y@contoso.com" },
             Readable { "a@b", "a@b" },
             Readable { "\"a@b\"@contoso.com", "\"a@b\"@contoso.com" },
             Readable { "s\u00E4die@b\u00FCro.example", "s\u00E4die@b\u00FCro.example" },
         })
        EXPECT_EQ(EmailAddress::parse(text).value().text(), address) << text;
}

TEST(EmailAddress, EndsItsLocalPartAtTheLastAtSign)
{
    auto const address = EmailAddress::parse("\"a@b\"@contoso.com").value();
    EXPECT_EQ(address.folded_local_part(), "\"a@b\"");
    EXPECT_EQ(address.folded_domain(), "contoso.com");
}

TEST(EmailAddress, IsNothingElse)
{
    for (auto const text : { ""sv, " "sv, "sadie"sv, "@"sv, "@contoso.com"sv, "sadie@"sv, "smtp:"sv,
             "smtp:@"sv, "smtp:sadie"sv, "smtp:SMTP:sadie@contoso.com"sv,
             "smtp:\xC5\xBFmtp:sadie@contoso.com"sv /* A long s folds to s. */, "sadie daniels@contoso.com"sv,
             "sadie@contoso .com"sv, "sadie\t@contoso.com"sv, "sadie@contoso.com\nhope@contoso.com"sv,
             "sadie\0@contoso.com"sv, "sadie@contoso.com\0"sv, "sadie\x7F@contoso.com"sv,
             "sadie\x1B@contoso.com"sv,
             "s\xE4"
             "die@contoso.com"sv,
             "\xC0\xAF@contoso.com"sv, "\xED\xA0\x80@contoso.com"sv }) {
        auto const address = EmailAddress::parse(text);
        ASSERT_FALSE(address) << testing::PrintToString(text);
        EXPECT_EQ(address.error().code, Code::invalid_smtp_address);
    }
}

// "a@" and a fullwidth at sign folded to "a@@", an address whose domain was empty.
TEST(EmailAddress, IsNothingWhoseFoldedFormIsNoAddress)
{
    for (auto const* const text : { "a@\uFF20", "\uFF20@", "a\u3000b@contoso.com", "a@contoso\u00A0com" })
        EXPECT_FALSE(EmailAddress::parse(text)) << text;
}

TEST(EmailAddress, TellsTheClientTheProtocolsOwnWordsAndTheOperatorWhatWasSent)
{
    auto const error = EmailAddress::parse("<script>").error();
    EXPECT_EQ(error.message, "The SMTP address format is invalid.");
    EXPECT_EQ(error.detail, "<script>");
}

TEST(EmailAddress, IsAsLongAsTheLimitAndNoLonger)
{
    std::string const longest = std::string(limits::address_bytes_max - 12, 'a') + "@contoso.com";
    ASSERT_EQ(longest.size(), limits::address_bytes_max);
    EXPECT_TRUE(EmailAddress::parse(longest));
    EXPECT_TRUE(EmailAddress::parse(" smtp:" + longest)); // What is taken off does not count.
    EXPECT_FALSE(EmailAddress::parse("a" + longest));
}

TEST(EmailAddress, IsWithinTheLimitFoldedToo)
{
    std::string squares; // Each is 3 bytes, and folds to four letters of 3.
    for (int i = 0; i < 30; ++i) squares += "\u3300";
    EXPECT_FALSE(EmailAddress::parse(squares + "@contoso.com"));
    EXPECT_TRUE(EmailAddress::parse("\u3300@contoso.com"));
}

}
}
