// POX: what is read, the answers to the letter, and what a client makes of other servers' ones.
// Source: spec/autodiscover.md 5.
#include "autodiscover/pox.hpp"
#include "autodiscover/samples.hpp"

#include <gtest/gtest.h>

namespace likeness::autodiscover {
namespace {

using test::as_printed;
using test::pox_request;
using test::replaced;
using xml::Spelling;

auto read(std::string_view text)
{
    return read_pox_request(base::as_bytes(text), "");
}

PoxError refusal_of(std::string_view text)
{
    auto const request = read(text);
    EXPECT_FALSE(request) << text;
    return request ? PoxError { 0, "" } : request.error().error;
}

AccountSettings sample()
{
    return { .display_name = "Sadie & Co",
        .legacy_dn = "/o=First Organization/cn=Recipients/cn=1",
        .address = "sadie@contoso.com",
        .deployment_id = "50817eff-b925-4578-a0db-13bfc635e7a5",
        .server = "mail.contoso.com",
        .server_dn = "/o=First Organization/cn=Servers/cn=mail.contoso.com",
        .server_version = "73C189CB",
        .ews_url = "https://mail.contoso.com/EWS/Exchange.asmx" };
}

PoxAnswer answer_in(std::string_view text)
{
    auto const answer = read_pox_answer(base::as_bytes(text), "");
    EXPECT_TRUE(answer) << text;
    return answer ? *answer : PoxAnswer {};
}

// An answer around the inside of its Account.
std::string account(std::string_view inside)
{
    return std::string(
        "<Autodiscover xmlns='http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006'>"
        "<Response xmlns='http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/"
        "2006a'><Account>")
        .append(inside)
        .append("</Account></Response></Autodiscover>");
}

TEST(PoxRequest, IsReadInBothSpellingsAndRemembersThem)
{
    auto const http = read(pox_request);
    ASSERT_TRUE(http);
    EXPECT_EQ(*http, (PoxRequest { { "sadie@contoso.com", "" }, {} }));
    auto const https = read(as_printed(pox_request));
    ASSERT_TRUE(https);
    EXPECT_EQ(*https, (PoxRequest { { "sadie@contoso.com", "" }, { Spelling::https, Spelling::https } }));
    auto const mixed
        = read(replaced(pox_request, "<AcceptableResponseSchema>http:", "<AcceptableResponseSchema>https:"));
    ASSERT_TRUE(mixed);
    EXPECT_EQ(mixed->spellings, (PoxSpellings { Spelling::http, Spelling::https }));
}

TEST(PoxRequest, IsReadLeniently)
{
    for (auto const* const text : { "<Autodiscover><Request><EMailAddress>\n sadie@contoso.com "
                                    "</EMailAddress></Request></Autodiscover>",
             "<x:Autodiscover xmlns:x='urn:x'><x:Request><x:Odd/><x:EMailAddress>sadie@contoso.com"
             "</x:EMailAddress></x:Request></x:Autodiscover>" }) {
        auto const request = read(text);
        ASSERT_TRUE(request) << text;
        EXPECT_EQ(request->account.address, "sadie@contoso.com");
    }
}

TEST(PoxRequest, MayNameAUserByLegacyDN)
{
    auto const both = read("<Autodiscover><Request><LegacyDN>/o=x/cn=y</LegacyDN><EMailAddress>"
                           "sadie@contoso.com</EMailAddress></Request></Autodiscover>");
    ASSERT_TRUE(both);
    EXPECT_EQ(both->account, (FindAccount { "sadie@contoso.com", "/o=x/cn=y" }));
    EXPECT_TRUE(read("<Autodiscover><Request><LegacyDN>/o=x</LegacyDN></Request></Autodiscover>"));
}

TEST(PoxRequest, ThatIsMalformedIs600)
{
    for (auto const* const text : { "", "<a>", "<Request/>", "<Autodiscover/>", "<!DOCTYPE a><Autodiscover/>",
             "<Autodiscover><Request/></Autodiscover>",
             "<Autodiscover><Request><EMailAddress> </EMailAddress></Request></Autodiscover>" })
        EXPECT_EQ(refusal_of(text), (PoxError { 600, "Invalid Request" })) << text;
}

TEST(PoxRequest, ForAnotherResponseIs601InItsOwnSpelling)
{
    auto const phone = replaced(as_printed(pox_request), "outlook/", "mobilesync/");
    EXPECT_EQ(refusal_of(phone), (PoxError { 601, "Provider is not available" }));
    auto const other = read(replaced(as_printed(pox_request), "2006a", "2007"));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().error.code, 601);
    EXPECT_EQ(other.error().spellings, (PoxSpellings { Spelling::https, Spelling::https }));
}

TEST(PoxRequest, OfTheClientIsReadAsItWasMeant)
{
    for (auto const& account : { FindAccount { "sadie@contoso.com", "" }, FindAccount { "", "/o=a & b" },
             FindAccount { "<hope>@contoso.com", "/o=x" } }) {
        auto const request = read(write_pox_request(account));
        ASSERT_TRUE(request);
        EXPECT_EQ(*request, (PoxRequest { account, {} }));
    }
}

TEST(PoxErrors, SayWhatTheFailureIs)
{
    EXPECT_EQ(
        pox_error_of(Code::non_existent_mailbox), (PoxError { 500, "The email address can't be found." }));
    EXPECT_EQ(pox_error_of(Code::invalid_smtp_address), (PoxError { 501, "Bad Address" }));
    for (auto const code : { Code::ad_unavailable, Code::server_busy, Code::internal_server_error })
        EXPECT_EQ(pox_error_of(code), (PoxError { 603, "Server Error" }));
}

TEST(PoxErrors, AreWrittenAsExchangeWritesThemAndReadBack)
{
    auto const text = write_pox_error({ 600, "Invalid Request" }, "21:25:04.8897083", "4130155072", {});
    EXPECT_EQ(text,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover "
        "xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\"><Response><Error "
        "Time=\"21:25:04.8897083\" Id=\"4130155072\"><ErrorCode>600</ErrorCode><Message>Invalid "
        "Request</Message>"
        "<DebugData/></Error></Response></Autodiscover>");
    EXPECT_EQ(answer_in(text), PoxAnswer(PoxError { 600, "Invalid Request" }));
    EXPECT_EQ(write_pox_error({ 600, "Invalid Request" }, "21:25:04.8897083", "4130155072",
                  { Spelling::https, Spelling::https }),
        as_printed(text));
}

TEST(PoxSettings, AreWrittenWithAProtocolForInsideAndOneForOutside)
{
    EXPECT_EQ(write_pox_settings(sample(), {}),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover "
        "xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\"><Response "
        "xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\"><User>"
        "<DisplayName>Sadie &amp; Co</DisplayName><LegacyDN>/o=First "
        "Organization/cn=Recipients/cn=1</LegacyDN>"
        "<AutoDiscoverSMTPAddress>sadie@contoso.com</AutoDiscoverSMTPAddress><DeploymentId>"
        "50817eff-b925-4578-a0db-13bfc635e7a5</DeploymentId></User><Account><AccountType>email</AccountType>"
        "<Action>settings</Action><MicrosoftOnline>False</MicrosoftOnline><Protocol><Type>EXCH</Type><Server>"
        "mail.contoso.com</Server><ServerDN>/o=First Organization/cn=Servers/cn=mail.contoso.com</ServerDN>"
        "<ServerVersion>73C189CB</ServerVersion><ASUrl>https://mail.contoso.com/EWS/Exchange.asmx</"
        "ASUrl><OOFUrl>"
        "https://mail.contoso.com/EWS/Exchange.asmx</OOFUrl><EwsUrl>https://mail.contoso.com/EWS/"
        "Exchange.asmx"
        "</EwsUrl><EmwsUrl>https://mail.contoso.com/EWS/Exchange.asmx</EmwsUrl></"
        "Protocol><Protocol><Type>EXPR"
        "</Type><Server>mail.contoso.com</Server><SSL>On</SSL><AuthPackage>Basic</AuthPackage><ASUrl>"
        "https://mail.contoso.com/EWS/Exchange.asmx</ASUrl><EwsUrl>https://mail.contoso.com/EWS/Exchange.asmx"
        "</EwsUrl></Protocol></Account></Response></Autodiscover>");
}

TEST(PoxSettings, AreReadAsTheyWereMeantInEverySpelling)
{
    for (auto const envelope : { Spelling::http, Spelling::https })
        for (auto const response : { Spelling::http, Spelling::https })
            for (auto const& settings : { sample(), AccountSettings {} })
                EXPECT_EQ(
                    answer_in(write_pox_settings(settings, { envelope, response })), PoxAnswer(settings));
}

TEST(PoxAnswers, GiveTheOutsideUrlFirstAndTheOlderElementLast)
{
    constexpr std::string_view inside = "<Protocol><Type>EXCH</Type><EwsUrl>https://in/</EwsUrl></Protocol>";
    constexpr std::string_view outside = "<Protocol><Type>expr</Type><ASUrl>https://out/</ASUrl></Protocol>";
    auto const url
        = [](std::string const& text) { return std::get<AccountSettings>(answer_in(account(text))).ews_url; };
    EXPECT_EQ(url(std::string(inside).append(outside)), "https://out/");
    EXPECT_EQ(url(std::string(inside)), "https://in/");
    EXPECT_EQ(url("<Protocol><Type>EXPR</Type></Protocol>" + std::string(inside)), "https://in/");
    EXPECT_EQ(url("<Protocol><Type>WEB</Type><ASUrl>https://web/</ASUrl></Protocol>"), "https://web/");
    EXPECT_EQ(
        url("<Protocol><Type>EXPR</Type><ASUrl>https://as/</ASUrl><EwsUrl>https://ews/</EwsUrl></Protocol>"),
        "https://ews/");
    EXPECT_EQ(url("<Protocol><Type>POP3</Type><EwsUrl>https://x/</EwsUrl></Protocol>"), "");
}

TEST(PoxAnswers, MayPointElsewhere)
{
    EXPECT_EQ(
        answer_in(account("<Action>redirectAddr</Action><RedirectAddr> hope@contoso.com </RedirectAddr>")),
        PoxAnswer(PoxRedirectAddress { "hope@contoso.com" }));
    EXPECT_EQ(answer_in(account("<Action>redirectUrl</Action><RedirectUrl>https://b/?a&amp;b</RedirectUrl>")),
        PoxAnswer(PoxRedirectUrl { "https://b/?a&b" }));
}

TEST(PoxAnswers, ThatAreNoneAreRefusedWithTheirPlace)
{
    for (auto const* const text :
        { "", "<html/>", "<Autodiscover/>", "<Autodiscover><Response/></Autodiscover>" }) {
        auto const answer = read_pox_answer(base::as_bytes(text), "");
        ASSERT_FALSE(answer) << text;
        EXPECT_FALSE(answer.error().reason.empty());
    }
}

}
}
