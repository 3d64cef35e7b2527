// SOAP requests of Autodiscover: what is read, what is refused, and how.
// Source: spec/autodiscover.md 2 and 4.
#include "autodiscover/request.hpp"
#include "autodiscover/samples.hpp"

#include <gtest/gtest.h>

namespace likeness::autodiscover {
namespace {

using test::as_printed;
using test::replaced;
using test::user_settings_request;
using xml::Spelling;

auto read(std::string_view text)
{
    return read_request(base::as_bytes(text), "utf-8");
}

Fault refusal_of(std::string_view text)
{
    auto const request = read(text);
    EXPECT_FALSE(request);
    return request ? Fault {} : request.error().fault;
}

GetUserSettings const expected { { "sadie@contoso.com" }, { "UserDisplayName", "ExternalEwsUrl" } };

// The body alone around which the tests put what they are about.
std::string envelope(std::string_view header, std::string_view body)
{
    return std::string("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' "
                       "xmlns:a='http://schemas.microsoft.com/exchange/2010/Autodiscover'>")
        .append(header)
        .append("<s:Body>")
        .append(body)
        .append("</s:Body></s:Envelope>");
}

TEST(AutodiscoverRequest, ReadsTheDocumentedOneInBothSpellings)
{
    auto const http = read(user_settings_request);
    ASSERT_TRUE(http) << http.error().fault.message;
    EXPECT_EQ(*http, (Request { expected, {} }));
    auto const https = read(as_printed(user_settings_request));
    ASSERT_TRUE(https) << https.error().fault.message;
    EXPECT_EQ(*https, (Request { expected, { Spelling::https, Spelling::https } }));
}

TEST(AutodiscoverRequest, KeepsTheTwoSpellingsApartWhereTheyAreMixed)
{
    auto const mixed = read(
        replaced(user_settings_request, "http://schemas.microsoft.com", "https://schemas.microsoft.com"));
    ASSERT_TRUE(mixed);
    EXPECT_EQ(mixed->spellings, (Spellings { Spelling::http, Spelling::https }));
}

TEST(AutodiscoverRequest, ReadsDomains)
{
    auto const request = read(envelope("",
        "<a:GetDomainSettingsRequestMessage><a:Request><a:Domains><a:Domain>contoso.com</a:Domain><a:Domain> "
        "example.org </a:Domain></a:Domains><a:RequestedSettings><a:Setting>ExternalEwsUrl</a:Setting>"
        "</a:RequestedSettings><a:RequestedVersion>Exchange2013</a:RequestedVersion></a:Request>"
        "</a:GetDomainSettingsRequestMessage>"));
    ASSERT_TRUE(request);
    EXPECT_EQ(std::get<GetDomainSettings>(request->operation),
        (GetDomainSettings { { "contoso.com", "example.org" }, { "ExternalEwsUrl" } }));
}

TEST(AutodiscoverRequest, GoesByTheBodyWhateverActionAndToSay)
{
    for (auto const& [what, with] : { std::pair<std::string_view, std::string_view>(
                                          "Autodiscover/GetUserSettings<", "Autodiscover/GetDomainSettings<"),
             { "<wsa:Action>http://schemas.microsoft.com/",
                 "<wsa:Action>\n   http://schemas.microsoft.com/  \n" },
             { "https://autodiscover.exchange.microsoft.com/", "\n  nowhere " },
             { "<wsa:Action>", "<wsa:Action soap:mustUnderstand='1'>" },
             { "<wsa:To>", "<wsa:To soap:mustUnderstand='1'>" },
             { "<a:RequestedServerVersion>Exchange2013</a:RequestedServerVersion>", "" },
             { ">Exchange2013<", ">Exchange2031<" } }) {
        auto const request = read(replaced(user_settings_request, what, with));
        ASSERT_TRUE(request) << with << request.error().fault.message;
        EXPECT_EQ(std::get<GetUserSettings>(request->operation), expected) << with;
    }
}

TEST(AutodiscoverRequest, NeedsNoHeaderAndReadsAnyOrderAndUnknownElements)
{
    auto const request = read(envelope("",
        "<a:GetUserSettingsRequestMessage><a:Request><a:RequestedVersion>x</a:RequestedVersion>"
        "<a:RequestedSettings><a:Setting> UserDisplayName </a:Setting><a:Other/><a:Setting>ExternalEwsUrl"
        "</a:Setting></a:RequestedSettings><a:Users><a:Other/><a:User><a:Other/><a:Mailbox>\n "
        "sadie@contoso.com\n"
        "</a:Mailbox></a:User></a:Users></a:Request></a:GetUserSettingsRequestMessage><a:Second/>"));
    ASSERT_TRUE(request) << request.error().fault.message;
    EXPECT_EQ(std::get<GetUserSettings>(request->operation), expected);
}

TEST(AutodiscoverRequest, LeavesWhatIsMissingToTheOperation)
{
    for (auto const* const message : { "<a:GetUserSettingsRequestMessage/>",
             "<a:GetUserSettingsRequestMessage><a:Request/></a:GetUserSettingsRequestMessage>",
             "<GetUserSettingsRequestMessage xmlns=''><Request/></GetUserSettingsRequestMessage>" }) {
        auto const request = read(envelope("", message));
        ASSERT_TRUE(request) << message;
        EXPECT_EQ(std::get<GetUserSettings>(request->operation), GetUserSettings {});
    }
    auto const nobody = read(envelope("",
        "<a:GetUserSettingsRequestMessage><a:Request><a:Users><a:User/></a:Users></a:Request>"
        "</a:GetUserSettingsRequestMessage>"));
    ASSERT_TRUE(nobody);
    EXPECT_EQ(std::get<GetUserSettings>(nobody->operation).mailboxes, std::vector<std::string> { "" });
}

TEST(AutodiscoverRequest, RefusesWhatIsNoSoapRequest)
{
    for (auto const* const text : { "", "sadie", "<a/>",
             "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>", "<!DOCTYPE a><a/>" })
        EXPECT_EQ(refusal_of(text).code, FaultCode::client) << text;
    EXPECT_EQ(refusal_of("<a>").message.substr(0, 47), "The request is no SOAP message: line 1, column ");
    EXPECT_EQ(refusal_of(envelope("", "")).message, "The request's Body is empty.");
}

TEST(AutodiscoverRequest, RefusesAnOperationThatThereIsNot)
{
    for (auto const* const name : { "GetFederationInformationRequestMessage", "GetUserSettings",
             "GetUserSettingsResponseMessage", "GetUserSettingsXRequestMessage", "RequestMessage" })
        EXPECT_EQ(refusal_of(envelope("", std::string("<a:") + name + "/>")),
            (Fault { FaultCode::client, "The request is none of GetUserSettings and GetDomainSettings." }))
            << name;
}

TEST(AutodiscoverRequest, RefusesAnUnknownHeaderThatMustBeUnderstoodAndNoOther)
{
    constexpr auto message = "<a:GetUserSettingsRequestMessage/>";
    EXPECT_TRUE(read(envelope("<s:Header><x:Odd xmlns:x='urn:x'/></s:Header>", message)));
    EXPECT_EQ(
        refusal_of(envelope("<s:Header><x:Odd xmlns:x='urn:x' s:mustUnderstand='1'/></s:Header>", message))
            .code,
        FaultCode::must_understand);
}

TEST(AutodiscoverFault, IsWrittenInTheSpellingOfTheRequestAndReadBack)
{
    Fault const fault { FaultCode::must_understand, "A <header> & more" };
    EXPECT_EQ(write_fault(fault, { Spelling::https, Spelling::https }, {}),
        "<s:Envelope xmlns:s=\"https://schemas.xmlsoap.org/soap/envelope/\" "
        "xmlns:a=\"http://www.w3.org/2005/08/addressing\"><s:Header><a:Action "
        "s:mustUnderstand=\"1\">http://www.w3.org/2005/08/addressing/soap/fault</"
        "a:Action><h:ServerVersionInfo "
        "xmlns:h=\"https://schemas.microsoft.com/exchange/2010/Autodiscover\"><h:MajorVersion>15</"
        "h:MajorVersion>"
        "<h:MinorVersion>1</h:MinorVersion><h:MajorBuildNumber>2507</h:MajorBuildNumber><h:MinorBuildNumber>0"
        "</h:MinorBuildNumber><h:Version>Exchange2015</h:Version></h:ServerVersionInfo></s:Header><s:Body>"
        "<s:Fault><faultcode>s:MustUnderstand</faultcode><faultstring xml:lang=\"en-US\">A &lt;header&gt; "
        "&amp; "
        "more</faultstring></s:Fault></s:Body></s:Envelope>");
    for (auto const code : { FaultCode::client, FaultCode::must_understand, FaultCode::server }) {
        auto const text = write_fault({ code, fault.message }, {}, {});
        auto const document = xml::Document::read(base::as_bytes(text), "", vocabulary());
        ASSERT_TRUE(document);
        auto const* const element = xml::open_envelope(*document)->content();
        EXPECT_EQ(read_fault(*element), (Fault { code, fault.message }));
    }
}

}
}
