// The founding document's SOAP section, verbatim, by a program that is not ours: curl. And our client against our
// server, in one process.
// Source: "Get user photos by using EWS in Exchange", Get a mailbox user photo by using the GetUserPhoto operation;
// Decode a Base64-encoded string; spec/photos.md 5 and 6; spec/autodiscover.md 2.
#include "apps/likeness/serve/demo_pictures/pictures.hpp"
#include "base/base64.hpp"
#include "base/file.hpp"
#include "client/soap/ews_client.hpp"
#include "core/picture_type.hpp"
#include "end_to_end/command_line.hpp"
#include "end_to_end/running_server.hpp"
#include "support/founding_requests.hpp"
#include "support/schema_check.hpp"

#include <fmt/format.h>
#include <fstream>

namespace likeness::tests {
namespace {

class SoapByCurl : public testing::Test {
protected:
    static void SetUpTestSuite() { server_ = new RunningServer; }
    static void TearDownTestSuite()
    {
        delete server_;
        server_ = nullptr;
    }

    struct Answer {
        std::string status;
        std::string text;
    };

    static Answer post(std::string_view request, std::string const& path = "/EWS/Exchange.asmx",
        std::string const& options = "")
    {
        auto const file = server_->folder() / "request.xml";
        std::ofstream(file) << request;
        auto const answer = server_->folder() / "answer.xml";
        auto const status = run(fmt::format("curl -s -u {}:{} -H 'Content-Type: text/xml; charset=utf-8' "
                                            "--data-binary '@{}' -o '{}' -w '%{{http_code}}' {} '{}{}'",
                                    app::demo_user, app::demo_password, file.string(), answer.string(),
                                    options, server_->url(), path))
                                .printed;
        auto const bytes = base::read_file(answer, 64 << 20);
        return { status, bytes ? std::string(base::as_text(*bytes)) : std::string() };
    }
    static std::string between(std::string const& text, std::string_view begin, std::string_view end)
    {
        auto const from = text.find(begin);
        if (from == std::string::npos) return "";
        return text.substr(from + begin.size(), text.find(end, from) - from - begin.size());
    }

    static RunningServer* server_;
};

RunningServer* SoapByCurl::server_ = nullptr;

TEST_F(SoapByCurl, TheFoundingDocumentsRequestGetsItsAnswerAndThePhotoDecodes)
{
    auto const answer = post(test::founding_request);
    EXPECT_EQ(answer.status, "200");
    EXPECT_NE(answer.text.find("<s:Envelope xmlns:s=\"https://schemas.xmlsoap.org/soap/envelope/\">"),
        std::string::npos);
    EXPECT_NE(
        answer.text.find("<GetUserPhotoResponse ResponseClass=\"Success\" "
                         "xmlns=\"https://schemas.microsoft.com/exchange/services/2006/messages\">"
                         "<ResponseCode>NoError</ResponseCode><HasChanged>true</HasChanged><PictureData>"),
        std::string::npos)
        << answer.text.substr(0, 1000);
    auto const photo = base::base64_decode(between(answer.text, "<PictureData>", "</PictureData>"));
    ASSERT_TRUE(photo);
    ASSERT_TRUE(base::write_file_atomically(server_->folder() / "Sadie.jpg", *photo));
    EXPECT_EQ(
        run(fmt::format("vipsheader -f width '{}'", (server_->folder() / "Sadie.jpg").string())).printed,
        "360\n");
}

TEST_F(SoapByCurl, ItsAnswersFitMicrosoftsSchemaInBothSpellings)
{
    if (!test::schemas_are_there())
        GTEST_SKIP() << "skipped: Microsoft's schemas are not beside this project";
    for (auto const& request : { std::string(test::founding_request),
             test::with_http_spellings(std::string(test::founding_request)) }) {
        auto const photo = post(request);
        EXPECT_EQ(photo.status, "200");
        EXPECT_EQ(test::schema_violations(photo.text), "");
        auto nobody = request;
        nobody.replace(nobody.find("sadie@"), 6, "nobody@");
        auto const none = post(nobody);
        EXPECT_EQ(none.status, "404");
        EXPECT_EQ(test::schema_violations(none.text), "");
        auto const fault = post(request.substr(0, request.size() / 2));
        EXPECT_EQ(fault.status, "500");
        EXPECT_EQ(test::schema_violations(fault.text), "");
    }
}

TEST_F(SoapByCurl, AnswersOddButLegalRequests)
{
    auto const odd = [](std::string const& options) {
        return post(test::founding_request, "/ews/exchange.asmx", options).status;
    };
    EXPECT_EQ(odd("-H 'Transfer-Encoding: chunked'"), "200");
    EXPECT_EQ(odd("--http1.0"), "200");
    EXPECT_EQ(odd("-H 'Connection: close'"), "200");
    EXPECT_EQ(odd("-H 'Expect: 100-continue'"), "200");
    EXPECT_EQ(odd("-H 'SOAPAction: \"http://example.org/Something\"'"), "200");
    EXPECT_EQ(
        post("\xEF\xBB\xBF" + test::with_http_spellings(std::string(test::founding_request))).status, "200");
    EXPECT_EQ(odd("-u nobody@contoso.com:wrong"), "401");
    EXPECT_EQ(
        run(fmt::format("curl -s -o /dev/null -w '%{{http_code}}' '{}/EWS/Exchange.asmx'", server_->url()))
            .printed,
        "401");
}

client::EwsClient client_of(RunningServer const& server, std::string const& user = app::demo_user)
{
    auto endpoint = client::parse_url(server.url()).and_then(client::ews_endpoint);
    auto client = client::EwsClient::open(
        { .endpoint = *endpoint, .credentials = client::Credentials { user, app::demo_password } });
    EXPECT_TRUE(client);
    return std::move(*client);
}

EmailAddress address(std::string_view text)
{
    return EmailAddress::parse(text).value();
}

TEST_F(SoapByCurl, OurClientGetsThePhotoAndLearnsThatItIsUnchanged)
{
    auto client = client_of(*server_);
    GetUserPhoto const request { address("hope@contoso.com"), PhotoSize::hr96x96 };
    auto const first = client.get_user_photo(request);
    ASSERT_TRUE(first) << first.error().message;
    auto const* const photo = std::get_if<client::ReceivedPhoto>(&*first);
    ASSERT_TRUE(photo);
    EXPECT_EQ(photo->type, PictureType::jpeg);
    auto const again = client.get_user_photo(request, photo->validator);
    ASSERT_TRUE(again);
    EXPECT_TRUE(std::holds_alternative<client::Unchanged>(*again));
    auto const nobody = client.get_user_photo({ address("nobody@contoso.com"), PhotoSize::hr96x96 });
    ASSERT_TRUE(nobody);
    EXPECT_TRUE(std::holds_alternative<client::NoPhoto>(*nobody));
}

TEST_F(SoapByCurl, OurClientSetsOnesOwnPhotoAndNobodyElses)
{
    auto client = client_of(*server_);
    GetUserPhoto const request { address("sadie@contoso.com"), PhotoSize::hr240x240 };
    auto const before = std::get<client::ReceivedPhoto>(client.get_user_photo(request).value());
    auto const stored = client.set_user_photo({ address("sadie@contoso.com"), app::hope_picture() });
    EXPECT_TRUE(stored) << stored.error().message;
    auto const after = std::get<client::ReceivedPhoto>(client.get_user_photo(request).value());
    EXPECT_NE(after.bytes, before.bytes);
    EXPECT_NE(after.validator, before.validator);

    auto const denied = client.set_user_photo({ address("hope@contoso.com"), app::sadie_picture() });
    ASSERT_FALSE(denied);
    EXPECT_EQ(denied.error().kind, client::FailureKind::denied);
    auto const no_picture
        = client.set_user_photo({ address("sadie@contoso.com"), base::as_bytes("no picture") });
    ASSERT_FALSE(no_picture);
    EXPECT_EQ(no_picture.error().kind, client::FailureKind::refused);
}

TEST_F(SoapByCurl, MicrosoftsAutodiscoverSampleIsAnsweredInBothSpellings)
{
    // As Microsoft's page prints it, with line ends inside Action and To.
    std::string const sample = R"(<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:a="https://schemas.microsoft.com/exchange/2010/Autodiscover"
               xmlns:wsa="http://www.w3.org/2005/08/addressing"
               xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
               xmlns:soap="https://schemas.xmlsoap.org/soap/envelope/">
  <soap:Header>
    <a:RequestedServerVersion>Exchange2013</a:RequestedServerVersion>
    <wsa:Action>
      https://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings
    </wsa:Action>
    <wsa:To>
      https://autodiscover.contoso.com/autodiscover/autodiscover.svc
    </wsa:To>
  </soap:Header>
  <soap:Body>
    <a:GetUserSettingsRequestMessage xmlns:a="https://schemas.microsoft.com/exchange/2010/Autodiscover">
      <a:Request>
        <a:Users><a:User><a:Mailbox>sadie@contoso.com</a:Mailbox></a:User></a:Users>
        <a:RequestedSettings><a:Setting>UserDisplayName</a:Setting><a:Setting>ExternalEwsUrl</a:Setting>
        </a:RequestedSettings>
      </a:Request>
    </a:GetUserSettingsRequestMessage>
  </soap:Body>
</soap:Envelope>)";
    for (auto const& request : { sample, test::with_http_spellings(sample) }) {
        auto const answer = post(request, "/autodiscover/autodiscover.svc");
        EXPECT_EQ(answer.status, "200");
        EXPECT_NE(answer.text.find("<Value>Sadie Daniels</Value>"), std::string::npos) << answer.text;
        EXPECT_NE(
            answer.text.find("<Value>" + server_->url() + "/EWS/Exchange.asmx</Value>"), std::string::npos);
        EXPECT_EQ(answer.text.find("https://schemas") == std::string::npos, request != sample);
    }
}

}
}
