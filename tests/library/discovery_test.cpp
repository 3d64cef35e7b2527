// From an address to a client of its server by the public API alone: what is found, what is sent to whom, what is kept.
// How hostile servers fare is tested below it (tests/client/discovery).
#include "likeness/likeness.hpp"

#include "client/limits.hpp"
#include "client/soap_texts.hpp"
#include "library/scripted_transport.hpp"
#include "support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::exchange {

namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::Not;
using tests::always;
using tests::scripted;

constexpr auto sadie = "sadie@contoso.com";
constexpr auto ews = "https://mail.contoso.com/EWS/Exchange.asmx";

std::string settings(std::string_view ews_url, std::string_view schemas = "Exchange2007, Exchange2016")
{
    return fmt::format(
        R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)"
        R"(<GetUserSettingsResponseMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover">)"
        "<Response><ErrorCode>NoError</ErrorCode><UserResponses><UserResponse><ErrorCode>NoError</ErrorCode>"
        "<UserSettings><UserSetting><Name>ExternalEwsUrl</Name><Value>{}</Value></UserSetting><UserSetting>"
        "<Name>EwsSupportedSchemas</Name><Value>{}</Value></UserSetting></UserSettings></UserResponse>"
        "</UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>",
        ews_url, schemas);
}

// Autodiscover at these hosts alone, for who signs in; no photo anywhere else.
std::shared_ptr<tests::ScriptedTransport> autodiscover_at(
    std::string_view host, std::string told = settings(ews))
{
    return scripted([place = fmt::format("https://{}/autodiscover", host), told](
                        HttpRequest const& request) -> Result<HttpResponse> {
        if (!request.url.starts_with(place)) return HttpResponse { .status = 404 };
        if (request.scheme) return tests::soap(told);
        return HttpResponse { .status = 401, .challenges = { "Basic realm=\"x\"" }, .soap_enabled = true };
    });
}

ClientOptions me(std::shared_ptr<Transport> transport)
{
    return { .password = "secret", .transport = std::move(transport) };
}

std::vector<std::string> signed_in_at(std::vector<HttpRequest> const& requests)
{
    std::vector<std::string> urls;
    for (auto const& request : requests)
        if (request.scheme) urls.push_back(request.url);
    return urls;
}

HttpResponse leads_to(std::string_view location)
{
    return { .status = 302, .location = std::string(location) };
}

}

TEST(Discover, LeadsFromAnAddressAndAPasswordToAClient)
{
    auto const transport = autodiscover_at("autodiscover.contoso.com");
    auto const server = discover(sadie, me(transport));
    ASSERT_TRUE(server) << server.failure().message;
    EXPECT_EQ(server->url, ews);
    EXPECT_EQ(server->email, sadie);
    EXPECT_EQ(server->user, sadie);
    EXPECT_THAT(server->schemas, ElementsAre("Exchange2007", "Exchange2016"));
    EXPECT_TRUE(server->public_addresses_only);
    EXPECT_FALSE(server->is_kept);
    EXPECT_THAT(signed_in_at(transport->requests),
        ElementsAre("https://autodiscover.contoso.com/autodiscover/autodiscover.svc"));

    transport->requests.clear();
    auto client = Client::open(*server, me(transport));
    ASSERT_TRUE(client) << client.failure().message;
    EXPECT_TRUE(client->get_user_photo(sadie));
    EXPECT_THAT(transport->requests, Each(Field(&HttpRequest::public_addresses_only, true)));
    EXPECT_THAT(transport->requests.at(0).url, HasSubstr("https://mail.contoso.com/"));
}

TEST(Discover, TellsEveryStepInWordsAndNames)
{
    std::vector<DiscoveryStep> told;
    auto const server = discover(sadie, me(autodiscover_at("autodiscover.contoso.com")),
        { .on_step = [&](DiscoveryStep const& step) { told.push_back(step); } });
    ASSERT_TRUE(server);
    EXPECT_EQ(server->steps, told);
    ASSERT_EQ(told.size(), 3u);
    EXPECT_EQ(told[0].source, "mail_domain");
    EXPECT_EQ(told[0].target, "https://contoso.com/autodiscover/autodiscover.xml");
    EXPECT_EQ(told[0].finding, "no_autodiscover");
    EXPECT_FALSE(told[0].has_led_on);
    EXPECT_EQ(told[2].finding, "found");
    EXPECT_TRUE(told[2].has_led_on);
    EXPECT_THAT(told[2].text, HasSubstr(ews));
}

TEST(Discover, TellsTheStepsOfASearchThatFoundNothingToo)
{
    std::vector<std::string> findings;
    auto const server = discover(sadie, me(always({ .status = 404 })),
        { .on_step = [&](DiscoveryStep const& step) { findings.push_back(step.finding); } });
    ASSERT_FALSE(server);
    EXPECT_EQ(server.failure().kind, FailureKind::network);
    EXPECT_THAT(
        findings, ElementsAre("no_autodiscover", "no_autodiscover", "no_autodiscover", "no_autodiscover"));
}

TEST(Discover, GoesToAHostOfAnotherDomainWhereItIsTrustedOrApprovedAndNowhereElse)
{
    struct Case {
        std::vector<std::string> trusted;
        std::function<bool(std::string const&)> approve;
        bool is_found;
    };
    int asked = 0;
    auto const answers = [&](bool answer) {
        return [&asked, answer](std::string const& host) {
            EXPECT_EQ(host, "mail.fabrikam.com");
            ++asked;
            return answer;
        };
    };
    for (auto const& [trusted, approve, is_found] :
        { Case { {}, {}, false }, Case { {}, answers(false), false }, Case { {}, answers(true), true },
            Case { { "fabrikam.com" }, {}, true }, Case { { "mail.FABRIKAM.com" }, answers(false), true },
            Case { { "other.com" }, {}, false } }) {
        auto const inner = autodiscover_at("mail.fabrikam.com");
        auto const transport = scripted([&](HttpRequest const& request) -> Result<HttpResponse> {
            if (request.url.starts_with("http://"))
                return leads_to("https://mail.fabrikam.com/autodiscover/autodiscover.xml");
            return inner->send(request);
        });
        asked = 0;
        auto const server
            = discover(sadie, me(transport), { .trusted_domains = trusted, .approve = approve });
        EXPECT_EQ(server.has_value(), is_found);
        EXPECT_LE(asked, 1);
        if (is_found) continue;
        EXPECT_EQ(server.failure().kind, FailureKind::redirected);
        for (auto const& request : transport->requests) EXPECT_THAT(request.url, Not(HasSubstr("fabrikam")));
    }
}

TEST(Discover, KeepsWhatItHasFoundWhereItIsGivenAFolder)
{
    test::TemporaryFolder const folder;
    auto const transport = autodiscover_at("contoso.com");
    DiscoveryOptions const how { .cache_folder = folder.path() / "servers" };
    ASSERT_TRUE(discover(sadie, me(transport), how));
    transport->requests.clear();
    auto const again = discover(sadie, me(transport), how);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->is_kept);
    EXPECT_EQ(again->url, ews);
    EXPECT_TRUE(transport->requests.empty());
    auto anew = how;
    anew.asks_cache = false;
    EXPECT_FALSE(discover(sadie, me(transport), anew)->is_kept);
    auto somebody_else = me(transport);
    somebody_else.user = "hope@contoso.com";
    EXPECT_FALSE(discover(sadie, somebody_else, how)->is_kept) << "what another user found is theirs";
}

TEST(Discover, AsksAVersionThatTheServerSaysItSpeaks)
{
    auto const transport = scripted([](HttpRequest const&) -> Result<HttpResponse> {
        return tests::soap(tests::refused_message("ResolveNames", "ErrorNameResolutionNoResults"));
    });
    struct Case {
        std::vector<std::string> schemas;
        std::string asked;
    };
    for (auto const& [schemas, asked] : { Case { {}, "Exchange2013" },
             Case { { "Exchange2007_SP1", "Exchange2010_SP2", "Exchange2010" }, "Exchange2010_SP2" },
             Case { { "Exchange2010", "Exchange2013", "Exchange2016" }, "Exchange2013" },
             Case { { "Exchange2016", "V2017_07_11" }, "Exchange2016" },
             Case { { "nonsense", "" }, "Exchange2013" } }) {
        auto client = Client::open(Server { .url = ews, .schemas = schemas }, { .transport = transport });
        ASSERT_TRUE(client);
        EXPECT_TRUE(client->resolve_name("sadie"));
        EXPECT_THAT(transport->requests.back().body, HasSubstr("Version=\"" + asked + "\""));
    }
}

TEST(Discover, RefusesWhatCannotBeSearchedWithBeforeAnythingIsSent)
{
    auto const transport = always({ .status = 404 });
    struct Case {
        char const* email;
        ClientOptions sign_in;
        DiscoveryOptions how;
    };
    auto const by = [&](SignInScheme scheme) {
        return ClientOptions { .schemes = { scheme }, .transport = transport };
    };
    for (auto const& [email, sign_in, how] :
        { Case { "sadie", me(transport), {} }, Case { "sadie@com", me(transport), {} },
            Case { "sadie@127.0.0.1", me(transport), {} }, Case { sadie, by(SignInScheme::bearer), {} },
            Case { sadie, me(transport), { .trusted_domains = { "co.uk" } } },
            Case { sadie, me(transport), { .private_domains = { "not a domain" } } },
            Case { sadie, me(transport), { .json_hosts = { "ftp://outlook.com" } } } }) {
        auto const server = discover(email, sign_in, how);
        ASSERT_FALSE(server) << email;
        EXPECT_EQ(server.failure().kind, FailureKind::invalid_request) << server.failure().message;
    }
    EXPECT_TRUE(transport->requests.empty());
}

TEST(Discover, WaitsAsLongAsTheCommandDoesWhereNothingElseIsSaid)
{
    EXPECT_EQ(DiscoveryOptions {}.step_time_max, client::limits::discovery_step_time_max);
    EXPECT_EQ(DiscoveryOptions {}.time_max, client::limits::discovery_time_max);
    EXPECT_EQ(ClientOptions {}.connect_time_max, client::limits::connect_time_max);
    EXPECT_EQ(ClientOptions {}.time_max, client::limits::request_time_max);
}

TEST(Discover, EndsWhereItIsAskedToStop)
{
    std::stop_source stop;
    auto const transport = scripted([&](HttpRequest const&) -> Result<HttpResponse> {
        stop.request_stop();
        return HttpResponse { .status = 404 };
    });
    auto const server = discover(sadie, me(transport), { .stop = stop.get_token() });
    ASSERT_FALSE(server);
    EXPECT_EQ(server.failure().kind, FailureKind::cancelled);
    EXPECT_EQ(transport->requests.size(), 1u);
}

TEST(Discover, SendsNoPasswordWhereNobodyGaveOne)
{
    auto const transport = autodiscover_at("contoso.com");
    auto const server = discover(sadie, { .transport = transport });
    ASSERT_FALSE(server);
    EXPECT_EQ(server.failure().kind, FailureKind::sign_in);
    EXPECT_TRUE(signed_in_at(transport->requests).empty());
}

}
