// The resources of Autodiscover, a request in and the answer out, without sockets.
// Source: spec/autodiscover.md 1 to 6 and 9.
#include "autodiscover/get_user_settings.hpp"
#include "autodiscover/pox.hpp"
#include "autodiscover/v2.hpp"
#include "core/limits.hpp"
#include "endpoints/autodiscover_endpoints.hpp"
#include "endpoints/router.hpp"
#include "fake_exchange.hpp"
#include "scripted_sign_in.hpp"

#include <gtest/gtest.h>

namespace likeness::endpoints {
namespace {

using namespace tests;

class AutodiscoverEndpointsTest : public testing::Test {
protected:
    using Headers = std::vector<std::pair<std::string, std::string>>;

    ScriptedDirectory directory;
    ScriptedPasswords passwords;
    ScriptedClock clock;
    Publication publication { .base_url = "https://mail.contoso.com" };
    identity::SignInCache sign_ins { clock, {} };
    identity::FailureThrottle throttle { clock, {} };
    AutodiscoverParts parts { directory, publication, store_lane, store_lane, clock };
    AutodiscoverSoapEndpoint soap { parts };
    AutodiscoverPoxEndpoint pox { parts };
    AutodiscoverV2Endpoint v2 { parts };
    SignIn sign_in { { passwords, sign_ins, throttle, cpu_lane }, "mail.contoso.com" };
    std::string const soap_enabled { soap_enabled_line };
    Router router { sign_in,
        { { std::string(autodiscover_soap_path), "POST", Access::signed_in, &soap, soap_enabled },
            { .path = std::string(autodiscover_pox_path),
                .allow = "GET, HEAD, POST",
                .endpoint = &pox,
                .headers = soap_enabled },
            { .path = std::string(autodiscover::v2_path),
                .allow = "GET, HEAD",
                .access = Access::anyone,
                .endpoint = &v2,
                .has_more_below = true } } };
    base::WorkerLane store_lane { "store", {} };
    base::WorkerLane cpu_lane { "cpu", {} };

    std::pair<std::string, std::string> const hope = basic("hope@contoso.com", "secret");

    void SetUp() override
    {
        directory.people = { person(person_id(1), "sadie@contoso.com"),
            person(person_id(2), "recluse@contoso.com", Visibility::hidden) };
    }

    struct Said {
        int status = 0;
        std::string text;
        std::unique_ptr<FakeExchange> exchange;

        bool has(std::string_view part) const { return text.find(part) != std::string::npos; }
        std::string header(std::string_view name) const { return exchange->header(name); }
    };

    Said ask(std::string const& method, std::string const& target, Headers headers = {},
        std::string const& body = "")
    {
        auto exchange = std::make_unique<FakeExchange>(method, target, std::move(headers));
        auto& response = exchange->answer_of(router, body);
        return { response.status, response.text, std::move(exchange) };
    }
    Said post(std::string_view path, std::string const& body)
    {
        return ask("POST", std::string(path), { hope, { "Content-Type", "text/xml; charset=utf-8" } }, body);
    }
    Said settings_of(std::string const& address, std::vector<std::string> const& settings)
    {
        return post(autodiscover_soap_path,
            autodiscover::write_get_user_settings({ { address }, settings }, "https://mail.contoso.com/"));
    }
};

TEST_F(AutodiscoverEndpointsTest, TellWithTheChallengeThatSoapIsSpoken)
{
    for (auto const& [method, path] :
        { std::pair("GET", autodiscover_pox_path), { "POST", autodiscover_pox_path },
            { "GET", autodiscover_soap_path }, { "POST", autodiscover_soap_path } }) {
        auto const said = ask(method, std::string(path));
        EXPECT_EQ(said.status, 401);
        EXPECT_EQ(said.header("X-SOAP-Enabled"), "True");
        EXPECT_EQ(said.header("WWW-Authenticate"), "Basic realm=\"mail.contoso.com\"");
    }
}

TEST_F(AutodiscoverEndpointsTest, AnswerSettingsFromConfigurationWhateverTheHostHeaderSays)
{
    auto const request = autodiscover::write_get_user_settings(
        { { "sadie@contoso.com" }, { "ExternalEwsUrl", "ExternalPhotosUrl", "UserDisplayName" } },
        "https://x/");
    auto const said = ask("POST", "/AutoDiscover/AutoDiscover.svc",
        { hope, { "Host", "evil.example" }, { "Content-Type", "text/xml" } }, request);
    EXPECT_EQ(said.status, 200);
    EXPECT_EQ(said.header("Content-Type"), "text/xml; charset=utf-8");
    EXPECT_TRUE(said.has("<Value>https://mail.contoso.com/EWS/Exchange.asmx</Value>")) << said.text;
    EXPECT_TRUE(said.has("<Value>https://mail.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto</Value>"));
    EXPECT_FALSE(said.has("evil"));
}

TEST_F(AutodiscoverEndpointsTest, AnswerNobodyAndSomebodyHiddenAlike)
{
    auto nobody = settings_of("nobodyy@contoso.com", { "ExternalEwsUrl" }).text;
    auto const hidden = settings_of("recluse@contoso.com", { "ExternalEwsUrl" }).text;
    EXPECT_NE(hidden.find("<ErrorCode>InvalidUser</ErrorCode>"), std::string::npos) << hidden;
    nobody.replace(nobody.find("nobodyy"), 7, "recluse");
    EXPECT_EQ(nobody, hidden);
}

TEST_F(AutodiscoverEndpointsTest, FaultWhatIsNoRequestWithStatus500)
{
    EXPECT_EQ(post(autodiscover_soap_path, "<a>").status, 500);
    EXPECT_EQ(
        ask("POST", std::string(autodiscover_soap_path), { hope, { "Content-Type", "application/json" } })
            .status,
        415);
}

TEST_F(AutodiscoverEndpointsTest, TakeNoLongerRequestThanTheirLimit)
{
    for (auto const path : { autodiscover_soap_path, autodiscover_pox_path }) {
        std::string const blank(limits::autodiscover_request_bytes_max, ' ');
        EXPECT_NE(post(path, blank).status, 413);
        EXPECT_EQ(post(path, blank + ' ').status, 413);
    }
}

TEST_F(AutodiscoverEndpointsTest, SayServerBusyRatherThanInvalidUserWhenTheDirectoryIsDown)
{
    directory.down = true;
    auto const said = settings_of("sadie@contoso.com", { "ExternalEwsUrl" });
    EXPECT_TRUE(said.has("<ErrorCode>ServerBusy</ErrorCode>")) << said.text;
    EXPECT_FALSE(said.has("InvalidUser"));
}

TEST_F(AutodiscoverEndpointsTest, AnswerPlainXml)
{
    auto const said
        = post(autodiscover_pox_path, autodiscover::write_pox_request({ .address = "sadie@contoso.com" }));
    EXPECT_EQ(said.status, 200);
    EXPECT_TRUE(said.has("<EwsUrl>https://mail.contoso.com/EWS/Exchange.asmx</EwsUrl>")) << said.text;
    EXPECT_TRUE(said.has("<Action>settings</Action>"));
}

TEST_F(AutodiscoverEndpointsTest, AnswerPlainXmlsErrorsWithStatus200AndTheTimeOfDay)
{
    auto const nobody
        = post(autodiscover_pox_path, autodiscover::write_pox_request({ .address = "nobody@contoso.com" }));
    EXPECT_EQ(nobody.status, 200);
    EXPECT_TRUE(nobody.has("<ErrorCode>500</ErrorCode>")) << nobody.text;
    EXPECT_TRUE(nobody.has("Time=\"08:00:00")) << nobody.text;
    EXPECT_TRUE(post(autodiscover_pox_path, "<a>").has("<ErrorCode>600</ErrorCode>"));
    auto const got = ask("GET", std::string(autodiscover_pox_path), { hope });
    EXPECT_EQ(got.status, 200);
    EXPECT_TRUE(got.has("<ErrorCode>600</ErrorCode>"));
    EXPECT_EQ(got.header("X-SOAP-Enabled"), "True");
}

TEST_F(AutodiscoverEndpointsTest, AnswerJsonToAnybodyAndDiscloseNoOne)
{
    std::vector<std::string> texts;
    for (auto const* const email : { "sadie@contoso.com", "nobody@contoso.com", "recluse@contoso.com" }) {
        auto const said
            = ask("GET", std::string("/autodiscover/autodiscover.json?Email=") + email + "&Protocol=EWS");
        EXPECT_EQ(said.status, 200);
        EXPECT_EQ(said.header("Content-Type"), "application/json; charset=utf-8");
        texts.push_back(said.text);
    }
    for (auto const& text : texts)
        EXPECT_EQ(text, R"({"Protocol":"Ews","Url":"https://mail.contoso.com/EWS/Exchange.asmx"})");
    EXPECT_EQ(
        ask("GET", "/autodiscover/autodiscover.json/v1.0/x@contoso.com?protocol=ews").text, texts.front());
    EXPECT_EQ(
        ask("GET", "/autodiscover/autodiscover.json?Email=x@elsewhere.example&Protocol=EWS").status, 404);
}

TEST_F(AutodiscoverEndpointsTest, RefuseInJsonWhatIsNoQuestion)
{
    auto const missing = ask("GET", "/autodiscover/autodiscover.json?Email=x@contoso.com");
    EXPECT_EQ(missing.status, 400);
    EXPECT_TRUE(missing.has("MissingProtocol"));
    EXPECT_EQ(ask("GET", "/autodiscover/autodiscover.json").status, 400);
    EXPECT_EQ(ask("GET", "/autodiscover/autodiscover.json?Email=x@contoso.com&Protocol=Pigeon").status, 400);
    EXPECT_EQ(ask("GET", "/autodiscover/autodiscover.json/elsewhere").status, 404);
    directory.down = true;
    auto const down = ask("GET", "/autodiscover/autodiscover.json?Email=x@contoso.com&Protocol=EWS");
    EXPECT_EQ(down.status, 503);
    EXPECT_EQ(down.header("Retry-After"), "1");
}

TEST_F(AutodiscoverEndpointsTest, SendWhoComesInTheClearToHttpsBeforeAskingForCredentials)
{
    Router redirecting(sign_in,
        { { .path = std::string(autodiscover_pox_path),
            .allow = "GET, HEAD, POST",
            .endpoint = &pox,
            .secure_url = "https://mail.contoso.com/autodiscover/autodiscover.xml" } });
    FakeExchange clear("GET", "/Autodiscover/Autodiscover.xml");
    EXPECT_EQ(clear.answer_of(redirecting).status, 302);
    EXPECT_EQ(clear.header("Location"), "https://mail.contoso.com/autodiscover/autodiscover.xml");
    FakeExchange secure("GET", "/autodiscover/autodiscover.xml");
    secure.head.secure = true;
    EXPECT_EQ(secure.answer_of(redirecting).status, 401);
    FakeExchange by_proxy("GET", "/autodiscover/autodiscover.xml", { { "X-Forwarded-Proto", "https" } });
    EXPECT_EQ(by_proxy.answer_of(redirecting).status, 401);
}

}
}
