// The envelope of an answer and its refusal, both ways.
// Source: spec/soap.md 5 to 7; spec/clients.md.
#include "ews/messages.hpp"
#include "support/schema_check.hpp"

namespace likeness::ews {
namespace {

Spellings const https { xml::Spelling::https, xml::Spelling::https, xml::Spelling::https };

Fault const faults[] = {
    { .code = Code::invalid_server_version, .message = "The specified server version is invalid." },
    { .code = Code::schema_validation,
        .message = "The request failed schema validation.",
        .violation = Fault::Violation { { 2, 630 }, "'GetFolder' lacks its 'FolderIds'." } },
    { .code = Code::server_busy,
        .message = "The server cannot service this request right now. Try again later.",
        .back_off = std::chrono::milliseconds(297'749) },
};

TEST(Fault, ReadsBackAsItWasWritten)
{
    for (auto const& fault : faults)
        for (auto const& spellings : { Spellings(), https }) {
            auto const text = write_fault(fault, spellings, {});
            auto const response = read_response(base::as_bytes(text), "utf-8");
            ASSERT_FALSE(response);
            EXPECT_EQ(response.error(), fault) << text;
        }
}

TEST(Fault, CarriesTheServersVersionAndItsPlace)
{
    auto const text = write_fault(faults[1], {}, {});
    for (auto const* const part :
        { "<h:ServerVersionInfo MajorVersion=\"15\"", ">a:ErrorSchemaValidation</faultcode>",
            "<faultstring xml:lang=\"en-US\">The request failed schema validation: 'GetFolder' lacks its "
            "'FolderIds'.</",
            "<t:LineNumber>2</t:LineNumber><t:LinePosition>630</t:LinePosition>" })
        EXPECT_NE(text.find(part), std::string::npos) << part << text;
}

TEST(Fault, OfAHeaderIsSoapsOwn)
{
    Fault const fault { .code = Code::invalid_request, .message = "not understood", .must_understand = true };
    auto const text = write_fault(fault, {}, {});
    EXPECT_NE(text.find("<faultcode>s:MustUnderstand</faultcode>"), std::string::npos);
    EXPECT_EQ(text.find("<detail>"), std::string::npos);
    auto const response = read_response(base::as_bytes(text), "");
    ASSERT_FALSE(response);
    EXPECT_TRUE(response.error().must_understand);
}

TEST(Fault, OfExchange2007IsReadToo)
{
    auto const text
        = envelope("<s:Fault><faultcode>s:Client</faultcode><faultstring>it failed</faultstring><detail>"
                   "<e:ResponseCode xmlns:e='http://schemas.microsoft.com/exchange/services/2006/errors'>"
                   "ErrorInvalidServerVersion</e:ResponseCode></detail></s:Fault>");
    auto const response = read_response(base::as_bytes(text), "");
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Code::invalid_server_version);
    EXPECT_EQ(response.error().message, "it failed");
}

TEST(Fault, WithACodeThatIsNotOursIsAnInternalErrorWithTheServersWords)
{
    auto const text
        = envelope("<s:Fault><faultcode>a:ErrorOdd</faultcode><faultstring>odd</faultstring></s:Fault>");
    auto const response = read_response(base::as_bytes(text), "");
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Code::internal_server_error);
    EXPECT_EQ(response.error().message, "odd");
}

TEST(Fault, IsValid)
{
    if (!test::schemas_are_there()) GTEST_SKIP() << "Microsoft's schemas are not beside the project";
    for (auto const& fault : faults)
        for (auto const& spellings : { Spellings(), https })
            EXPECT_EQ(test::schema_violations(write_fault(fault, spellings, {})), "");
}

TEST(Response, TellsTheServersVersionInWhateverSpelling)
{
    ServerVersion const version { 15, 2, 2562, 17, "V2017_07_11" };
    for (auto const& spellings : { Spellings(), https }) {
        ResponseWriter writer(spellings, version);
        writer.body().open("m:GetFolderResponse").close();
        auto const text = writer.finish();
        auto const response = read_response(base::as_bytes(text), "utf-8");
        ASSERT_TRUE(response);
        EXPECT_EQ(response->version, version);
        EXPECT_TRUE(response->content->is(messages, "GetFolderResponse"));
        EXPECT_EQ(text.find(spellings == https ? "http://" : "https://"), std::string::npos);
    }
}

TEST(Response, WithoutAHeaderIsRead)
{
    auto const text = envelope("<m:GetFolderResponse/>");
    EXPECT_EQ(read_response(base::as_bytes(text), "")->version, std::nullopt);
}

TEST(Response, IsRefusedWhereItIsNone)
{
    for (auto const& text : { std::string("<html/>"), envelope("") })
        EXPECT_EQ(read_response(base::as_bytes(text), "").error().code, Code::schema_validation) << text;
}

TEST(Outcome, OfAFailureHasAllThreePartsInOrder)
{
    std::string text;
    xml::Writer writer(text);
    Error const error { Code::folder_not_found, "not there", "" };
    open_message(writer, "m:X", &error);
    writer.close();
    EXPECT_EQ(text,
        "<m:X ResponseClass=\"Error\"><m:MessageText>not "
        "there</m:MessageText><m:ResponseCode>ErrorFolderNotFound"
        "</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey></m:X>");
}

TEST(Outcome, ReadsBackAndTakesAWarningForASuccess)
{
    Read const warning(
        envelope("<m:X ResponseClass='Warning'><m:ResponseCode>ErrorOdd</m:ResponseCode></m:X>"));
    EXPECT_FALSE(read_outcome(warning.content()));
    Read const odd(envelope("<m:X ResponseClass='Error'><m:MessageText>odd</m:MessageText>"
                            "<m:ResponseCode>ErrorOdd</m:ResponseCode></m:X>"));
    EXPECT_EQ(read_outcome(odd.content())->code, Code::internal_server_error);
    EXPECT_EQ(read_outcome(odd.content())->message, "odd");
}

}
}
