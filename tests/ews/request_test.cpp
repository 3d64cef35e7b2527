// The envelope of a request: what its header says, and what is refused.
// Source: spec/soap.md 2 to 4; spec/auth.md 6.
#include "ews/messages.hpp"

namespace likeness::ews {
namespace {

std::string with_header(std::string_view header, std::string_view scheme = "http")
{
    auto text = envelope("<m:GetFolder/>", scheme);
    return text.insert(text.find("<s:Body>"), "<s:Header>" + std::string(header) + "</s:Header>");
}

base::BasicResult<Request, RefusedRequest> read(std::string const& text)
{
    return read_request(base::as_bytes(text), "");
}

std::string_view outcome_of(std::string const& text)
{
    auto const request = read(text);
    return request ? "NoError" : response_code(request.error().fault.code);
}

TEST(Request, NamesItsOperationAndItsVersion)
{
    auto const text = with_header("<t:RequestServerVersion Version='Exchange2013 '/>");
    auto const request = read(text);
    ASSERT_TRUE(request);
    EXPECT_TRUE(request->operation->is(messages, "GetFolder"));
    EXPECT_EQ(request->stated, Schema::exchange2013);
    EXPECT_EQ(request->schema(), Schema::exchange2013);
}

TEST(Request, WithoutAVersionIsKeptFromNothing)
{
    auto const text = envelope("<m:GetFolder/>");
    auto const request = read(text);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->stated, std::nullopt);
    EXPECT_EQ(request->schema(), newest_schema);
}

TEST(Request, TakesTheFirstOfTwoOperations)
{
    auto const text = envelope("<m:GetFolder/><m:FindFolder/>");
    EXPECT_EQ(read(text)->operation->name, "GetFolder");
}

TEST(Request, IsAnsweredInTheSpellingsThatItUses)
{
    auto const https = envelope("<m:GetFolder/>", "https");
    EXPECT_EQ(read(https)->spellings,
        (Spellings { xml::Spelling::https, xml::Spelling::https, xml::Spelling::https }));
    auto const http = envelope("<m:GetFolder/>");
    EXPECT_EQ(read(http)->spellings, Spellings());
    std::string const mixed
        = "<s:Envelope xmlns:s='https://schemas.xmlsoap.org/soap/envelope/'><s:Body>"
          "<GetFolder xmlns='http://schemas.microsoft.com/exchange/services/2006/messages'/>"
          "</s:Body></s:Envelope>";
    EXPECT_EQ(read(mixed)->spellings,
        (Spellings { xml::Spelling::https, xml::Spelling::https, xml::Spelling::http }));
}

struct HeaderCase {
    std::string_view header;
    std::string_view outcome;
};

constexpr HeaderCase headers[] = {
    { "", "NoError" },
    { "<t:MailboxCulture>en-US</t:MailboxCulture><t:DateTimePrecision>Seconds</t:DateTimePrecision>",
        "NoError" },
    { "<t:TimeZoneContext><t:TimeZoneDefinition Id='UTC'/></t:TimeZoneContext>", "NoError" },
    { "<t:TimeZoneContext s:mustUnderstand='1'/>", "NoError" },
    { "<x:Odd xmlns:x='urn:odd'/>", "NoError" },
    { "<x:Odd xmlns:x='urn:odd' s:mustUnderstand='0'/>", "NoError" },
    { "<x:Odd xmlns:x='urn:odd' s:mustUnderstand='1'/>", "ErrorInvalidRequest" },
    { "<t:Odd s:mustUnderstand='true'/>", "ErrorInvalidRequest" },
    { "<t:RequestServerVersion Version='Exchange2019'/>", "ErrorInvalidServerVersion" },
    { "<t:RequestServerVersion/>", "ErrorSchemaValidation" },
    { "<t:RequestServerVersion Version='Exchange2013'/><t:RequestServerVersion Version='Exchange2013'/>",
        "ErrorDuplicateSOAPHeader" },
    { "<t:SerializedSecurityContext/>", "ErrorAccessDenied" },
    { "<t:OpenAsAdminOrSystemService/>", "ErrorAccessDenied" },
    { "<t:ExchangeImpersonation/>", "ErrorSchemaValidation" },
    { "<t:ExchangeImpersonation><t:ConnectingSID/></t:ExchangeImpersonation>", "ErrorSchemaValidation" },
    { "<t:ExchangeImpersonation><t:ConnectingSID><t:Odd/></t:ConnectingSID></t:ExchangeImpersonation>",
        "ErrorSchemaValidation" },
    { "<t:ExchangeImpersonation><t:ConnectingSID><t:SID>S-1</t:SID><t:SmtpAddress>sadie@contoso.com</"
      "t:SmtpAddress>"
      "</t:ConnectingSID></t:ExchangeImpersonation>",
        "ErrorSchemaValidation" },
    { "<t:ExchangeImpersonation><t:ConnectingSID><t:SID>S-1</t:SID></t:ConnectingSID></"
      "t:ExchangeImpersonation>"
      "<t:ExchangeImpersonation><t:ConnectingSID><t:SID>S-1</t:SID></t:ConnectingSID></"
      "t:ExchangeImpersonation>",
        "ErrorDuplicateSOAPHeader" },
};

TEST(RequestHeader, IsTakenOrRefused)
{
    for (auto const& [header, expected] : headers) {
        EXPECT_EQ(outcome_of(with_header(header)), expected) << header;
        EXPECT_EQ(outcome_of(with_header(header, "https")), expected) << header;
    }
}

TEST(RequestHeader, ThatMustBeUnderstoodAndIsNotIsSoapsOwnFault)
{
    auto const request = read(with_header("<x:Odd xmlns:x='urn:odd' s:mustUnderstand='1'/>", "https"));
    ASSERT_FALSE(request);
    EXPECT_TRUE(request.error().fault.must_understand);
    EXPECT_EQ(request.error().spellings.soap, xml::Spelling::https);
}

TEST(RequestHeader, NamesSomebodyToActForInEachOfTheForms)
{
    using By = Impersonation::By;
    for (auto const& [name, by] :
        { std::pair<std::string, By>("PrincipalName", By::principal_name), { "SID", By::sid },
            { "PrimarySmtpAddress", By::primary_smtp_address }, { "SmtpAddress", By::smtp_address } }) {
        auto const text = with_header("<t:ExchangeImpersonation><t:ConnectingSID><t:" + name
            + "> hope@contoso.com </t:" + name + "></t:ConnectingSID></t:ExchangeImpersonation>");
        auto const request = read(text);
        ASSERT_TRUE(request) << name;
        EXPECT_EQ(request->impersonation, (Impersonation { by, "hope@contoso.com" })) << name;
    }
}

TEST(Request, IsRefusedWhereItIsNoSoapRequest)
{
    EXPECT_EQ(outcome_of(""), "ErrorSchemaValidation");
    EXPECT_EQ(outcome_of("<a>"), "ErrorSchemaValidation");
    EXPECT_EQ(outcome_of("<a/>"), "ErrorSchemaValidation");
    EXPECT_EQ(outcome_of("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>"),
        "ErrorSchemaValidation");
    EXPECT_EQ(outcome_of("<!DOCTYPE a><a/>"), "ErrorSchemaValidation");
    EXPECT_EQ(outcome_of(envelope("")), "ErrorInvalidRequest");
}

TEST(Request, WritesWhatItReads)
{
    RequestWriter writer(Schema::exchange2010_sp2);
    writer.body().open("m:GetFolder").close();
    auto const text = writer.finish();
    auto const request = read(text);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->stated, Schema::exchange2010_sp2);
    EXPECT_TRUE(request->operation->is(messages, "GetFolder"));
}

TEST(RequestValue, IsATruthOrANumberOrRefused)
{
    xml::Element const at;
    EXPECT_EQ(read_boolean(at, " true ").value(), true);
    EXPECT_EQ(read_boolean(at, "0").value(), false);
    EXPECT_FALSE(read_boolean(at, "TRUE"));
    EXPECT_FALSE(read_boolean(at, ""));
    EXPECT_EQ(read_integer(at, " -12 ").value(), -12);
    for (auto const* const text : { "", "1.0", "x", "2147483648", "1 2" })
        EXPECT_FALSE(read_integer(at, text)) << text;
}

}
}
