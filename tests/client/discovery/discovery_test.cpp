// The order in which servers are looked for, and what is made of their answers.
#include "client/discovery/discovery.hpp"
#include "client/discovery/discovery_world.hpp"
#include "client/scripted_sender.hpp"
#include "support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using namespace tests;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto ews = "https://mail.contoso.com/EWS/Exchange.asmx";

bool asks_for(std::string const& head, std::string_view path)
{
    return head.contains(" " + std::string(path) + " ");
}

}

TEST(Discovery, FindsTheServerBySoapAtTheMailDomain)
{
    DiscoveryWorld world;
    world.domain = to_signed_in(soap_settings(ews));
    auto const found = world.discover();
    ASSERT_TRUE(found.server) << found.server.error().message << found.server.error().detail;
    EXPECT_EQ(to_string(found.server->ews), ews);
    EXPECT_EQ(found.server->source, Source::mail_domain);
    EXPECT_EQ(found.server->known_as, "sadie@contoso.com");
    EXPECT_THAT(findings_of(found), ElementsAre(Finding::is_there, Finding::found));
    EXPECT_EQ(world.asked_for_credentials, 1);
    auto const requests = world.server(world.domain_server).requests();
    ASSERT_EQ(requests.size(), 2u);
    EXPECT_FALSE(has_sign_in(requests[0]));
    EXPECT_TRUE(asks_for(requests[1], "/autodiscover/autodiscover.svc"));
}

TEST(Discovery, AsksByPlainXmlWhereSoapIsNotPromised)
{
    DiscoveryWorld world;
    world.host = to_signed_in_by_pox(pox_settings(ews));
    auto const found = world.discover();
    ASSERT_TRUE(found.server);
    EXPECT_EQ(found.server->source, Source::autodiscover_host);
    EXPECT_TRUE(
        asks_for(world.server(world.host_server).requests().back(), "/autodiscover/autodiscover.xml"));
}

TEST(Discovery, AsksByPlainXmlWhereSoapIsPromisedAndBroken)
{
    DiscoveryWorld world;
    world.host = [](std::string const& head) {
        if (!has_sign_in(head)) return Reply { .bytes = wants_sign_in() };
        auto const is_pox = asks_for(head, "/autodiscover/autodiscover.xml");
        return Reply { .bytes = is_pox ? pox_settings(ews) : http_answer("500 Broken") };
    };
    auto const found = world.discover();
    ASSERT_TRUE(found.server);
    EXPECT_EQ(to_string(found.server->ews), ews);
}

TEST(Discovery, FollowsTheRedirectByHttpToAHostOfTheDomain)
{
    DiscoveryWorld world;
    world.http = says(leads_to("https://mail.contoso.com/autodiscover/autodiscover.xml"));
    world.mail = to_signed_in(soap_settings(ews));
    auto const found = world.discover();
    ASSERT_TRUE(found.server);
    EXPECT_EQ(found.server->source, Source::http_redirect);
    auto const by_http = world.server(world.http_server).requests();
    ASSERT_EQ(by_http.size(), 1u);
    EXPECT_TRUE(by_http[0].starts_with("GET "));
}

TEST(Discovery, TakesTheServiceRecordOfLowestPriorityAndHighestWeight)
{
    DiscoveryWorld world;
    world.services.records = { { 10, 99, 443, "contoso.com" }, { 5, 1, 443, "autodiscover.contoso.com" },
        { 5, 7, 443, "mail.contoso.com" }, { 1, 1, 444, "mail.contoso.com" } };
    world.mail = to_signed_in(soap_settings(ews));
    auto const found = world.discover();
    ASSERT_TRUE(found.server);
    EXPECT_EQ(found.server->source, Source::service_record);
    EXPECT_THAT(world.services.asked, ElementsAre("_autodiscover._tcp.contoso.com"));
}

TEST(Discovery, DoesNotRepeatAPasswordThatAHostHasRefused)
{
    DiscoveryWorld world;
    world.host = says(wants_sign_in());
    world.http = says(leads_to("https://autodiscover.contoso.com/autodiscover/autodiscover.xml"));
    world.services.records = { { 1, 1, 443, "autodiscover.contoso.com" } };
    auto const found = world.discover();
    ASSERT_FALSE(found.server);
    EXPECT_EQ(found.server.error().kind, FailureKind::sign_in);
    EXPECT_EQ(world.sign_ins_at_contoso().size(), 1u);
}

TEST(Discovery, SendsNoCredentialsThatWouldBeReadAsOthers)
{
    for (auto const& given : { Credentials { "sadie:x", "secret" },
             Credentials { "sadie", std::string("a\0b", 3) }, Credentials { "", "secret" } }) {
        DiscoveryWorld world;
        world.options.credentials = [&](std::string const&) { return std::optional(given); };
        world.domain = says(wants_sign_in());
        auto const found = world.discover();
        ASSERT_FALSE(found.server);
        EXPECT_EQ(found.server.error().kind, FailureKind::invalid_request);
        EXPECT_TRUE(world.sign_ins_at_contoso().empty());
    }
}

TEST(Discovery, TakesASignInThatVersionTwoWantsForNoAutodiscover)
{
    DiscoveryWorld world;
    world.domain
        = to_signed_in(soap_user("<ErrorCode>InvalidUser</ErrorCode><ErrorMessage>who?</ErrorMessage>"));
    world.host = [](std::string const& head) {
        return Reply { .bytes
            = asks_for(head, "/autodiscover/autodiscover.json") ? wants_sign_in() : not_there() };
    };
    auto const found = world.discover();
    ASSERT_FALSE(found.server);
    EXPECT_EQ(found.server.error().kind, FailureKind::not_found) << found.server.error().message;
}

TEST(Discovery, ReadsANameWithACharacterThatXmlDoesNotHave)
{
    DiscoveryWorld world;
    world.domain
        = to_signed_in(soap_user("<ErrorCode>NoError</ErrorCode><UserSettings>"
                                 "<UserSetting><Name>UserDisplayName</Name><Value>Sadie&#x1F;</Value>"
                                 "</UserSetting><UserSetting><Name>ExternalEwsUrl</Name><Value>"
            + std::string(ews) + "</Value></UserSetting></UserSettings>"));
    auto const found = world.discover();
    ASSERT_TRUE(found.server);
    EXPECT_EQ(to_string(found.server->ews), ews);
}

TEST(Discovery, AsksForTheCredentialsOfEachHostByItself)
{
    DiscoveryWorld world;
    std::vector<std::string> hosts;
    world.options.credentials = [&](std::string const& host) {
        hosts.push_back(host);
        return std::optional(Credentials { "sadie@contoso.com", "that of " + host });
    };
    world.domain = says(wants_sign_in());
    world.host = to_signed_in(soap_settings(ews));
    ASSERT_TRUE(world.discover().server);
    EXPECT_THAT(hosts, ElementsAre("contoso.com", "autodiscover.contoso.com"));
}

TEST(Discovery, FindsWithoutAnySignInByVersionTwo)
{
    DiscoveryWorld world;
    world.options.credentials = {};
    world.host = [](std::string const& head) {
        if (!asks_for(head, "/autodiscover/autodiscover.json?Email=sadie@contoso.com&Protocol=Ews"))
            return Reply { .bytes = wants_sign_in() };
        return Reply { .bytes = http_answer("200 OK", { "Content-Type: application/json" },
                           R"({"Protocol":"Ews","Url":"https://mail.contoso.com/EWS/Exchange.asmx"})") };
    };
    auto const found = world.discover();
    ASSERT_TRUE(found.server);
    EXPECT_EQ(found.server->source, Source::json);
    EXPECT_THAT(findings_of(found), testing::Contains(Finding::no_sign_in));
}

TEST(Discovery, BeginsAgainForAnotherAddressOfTheDomain)
{
    DiscoveryWorld world;
    world.options.trust.domains = { "fabrikam.com" };
    world.domain = to_signed_in(soap_redirect("RedirectAddress", "sadie@mail.contoso.com"));
    world.mail = to_signed_in(soap_settings(ews));
    auto const found = world.discover();
    ASSERT_TRUE(found.server);
    EXPECT_EQ(found.server->known_as, "sadie@mail.contoso.com");
    EXPECT_THAT(findings_of(found), testing::Contains(Finding::leads_to_address));
}

TEST(Discovery, AsksTheDirectorysConnectionPointsFirst)
{
    DiscoveryWorld world;
    world.options.connection_points = [](EmailAddress const&) {
        return std::vector<std::string> { "http://mail.contoso.com/autodiscover/autodiscover.xml",
            "https://mail.contoso.com/Autodiscover/Autodiscover.xml" };
    };
    world.domain = to_signed_in(soap_settings("https://other.contoso.com/EWS/Exchange.asmx"));
    world.mail = to_signed_in(soap_settings(ews));
    auto const found = world.discover();
    ASSERT_TRUE(found.server);
    EXPECT_EQ(found.server->source, Source::directory);
    EXPECT_EQ(to_string(found.server->ews), ews);
    EXPECT_EQ(found.steps.front().finding, Finding::not_https);
}

TEST(Discovery, TakesTheInnerAddressWhereTheOuterOneIsAStrangers)
{
    DiscoveryWorld world;
    world.domain = to_signed_in(soap_user(
        "<ErrorCode>NoError</ErrorCode><UserSettings>"
        "<UserSetting><Name>ExternalEwsUrl</Name><Value>https://mail.fabrikam.com/EWS/Exchange.asmx</Value></"
        "UserSetting>"
        "<UserSetting><Name>InternalEwsUrl</Name><Value> https://mail.contoso.com/EWS/Exchange.asmx </Value>"
        "</UserSetting></UserSettings>"));
    auto const found = world.discover();
    ASSERT_TRUE(found.server);
    EXPECT_EQ(to_string(found.server->ews), ews);
}

TEST(Discovery, GoesToAHostOfAnotherDomainThatSomebodyHasApproved)
{
    DiscoveryWorld world;
    world.options.trust.domains = { "fabrikam.com" };
    world.domain = to_signed_in(soap_settings("https://mail.fabrikam.com/EWS/Exchange.asmx"));
    auto const found = world.discover();
    ASSERT_TRUE(found.server);
    EXPECT_EQ(found.server->ews.host, "mail.fabrikam.com");
}

TEST(Discovery, GoesOnAfterARefusedSignInAndSaysSoInTheEnd)
{
    DiscoveryWorld world;
    world.domain = says(wants_sign_in());
    world.host = says(wants_sign_in());
    auto const found = world.discover();
    ASSERT_FALSE(found.server);
    EXPECT_EQ(found.server.error().kind, FailureKind::sign_in);
    EXPECT_EQ(world.sign_ins_at_contoso().size(), 2u);
    EXPECT_EQ(world.asked_for_credentials, 2);
}

TEST(Discovery, SendsNoPasswordToAServerThatOffersNoSchemeThatMayBeUsed)
{
    DiscoveryWorld world;
    world.options.sign_in.schemes = { SignInScheme::ntlm };
    world.domain = says(wants_sign_in("Basic realm=\"contoso\""));
    auto const found = world.discover();
    ASSERT_FALSE(found.server);
    EXPECT_TRUE(world.sign_ins_at_contoso().empty());
    EXPECT_THAT(findings_of(found), testing::Contains(Finding::no_sign_in));
}

TEST(Discovery, SaysThatNobodyIsKnown)
{
    DiscoveryWorld world;
    world.domain
        = to_signed_in(soap_user("<ErrorCode>InvalidUser</ErrorCode><ErrorMessage>who?</ErrorMessage>"));
    auto const found = world.discover();
    ASSERT_FALSE(found.server);
    EXPECT_EQ(found.server.error().kind, FailureKind::not_found);
    EXPECT_THAT(found.server.error().detail, HasSubstr("InvalidUser: who?"));
}

TEST(Discovery, EndsWithWhatIsWrongOnThisSide)
{
    DiscoveryWorld world;
    world.options.credentials = [](std::string const&) -> Outcome<std::optional<Credentials>> {
        return fail(FailureKind::invalid_request, "no password was given");
    };
    world.domain = to_signed_in(soap_settings(ews));
    auto const found = world.discover();
    ASSERT_FALSE(found.server);
    EXPECT_EQ(found.server.error().message, "no password was given");
}

TEST(Discovery, AsksNothingBelowAPublicSuffix)
{
    for (auto const* const address : { "sadie@com", "sadie@co.uk", "sadie@github.io", "sadie@localhost" }) {
        DiscoveryWorld world;
        auto const found = world.discover(address);
        ASSERT_FALSE(found.server);
        EXPECT_THAT(findings_of(found), ElementsAre(Finding::public_suffix)) << address;
        EXPECT_TRUE(world.sent_to_strangers().empty());
    }
}

TEST(Discovery, LooksForNothingAboveTheMailDomain)
{
    DiscoveryWorld world;
    world.domain = to_signed_in(soap_settings(ews));
    auto const found = world.discover("sadie@sub.contoso.com");
    EXPECT_FALSE(found.server);
    EXPECT_TRUE(world.server(world.domain_server).requests().empty());
    EXPECT_THAT(world.services.asked, ElementsAre("_autodiscover._tcp.sub.contoso.com"));
}

TEST(Discovery, TakesAGivenAddressAsItIs)
{
    DiscoveryWorld world;
    world.options.given = parse_url("http://localhost:8080/EWS/Exchange.asmx").value();
    auto const found = world.discover();
    ASSERT_TRUE(found.server);
    EXPECT_EQ(found.server->ews, *world.options.given);
    EXPECT_EQ(found.steps.front().source, Source::given);
}

TEST(Discovery, KeepsWhatItHasFoundAndAsksNobodyTheNextTime)
{
    test::TemporaryFolder const folder;
    auto cache = ServerCache::open(folder.path() / "servers").value();
    DiscoveryWorld world;
    world.options.cache = &cache;
    world.options.user = "sadie@contoso.com";
    world.domain = to_signed_in(soap_settings(ews));
    ASSERT_TRUE(world.discover().server);

    auto const again = world.discover();
    ASSERT_TRUE(again.server);
    EXPECT_EQ(again.server->source, Source::kept);
    EXPECT_EQ(to_string(again.server->ews), ews);
    EXPECT_TRUE(world.server(world.domain_server).requests().empty());

    world.options.asks_cache = false;
    EXPECT_EQ(world.discover().server->source, Source::mail_domain);
}

TEST(Discovery, JudgesAgainWhatWasKept)
{
    test::TemporaryFolder const folder;
    auto cache = ServerCache::open(folder.path() / "servers").value();
    DiscoveryWorld world;
    world.options.cache = &cache;
    world.options.trust.domains = { "fabrikam.com" };
    world.domain = to_signed_in(soap_settings("https://mail.fabrikam.com/EWS/Exchange.asmx"));
    ASSERT_TRUE(world.discover().server);

    world.options.trust.domains.clear();
    auto const again = world.discover();
    EXPECT_FALSE(again.server);
    EXPECT_EQ(again.steps.front().source, Source::kept);
    EXPECT_EQ(again.steps.front().finding, Finding::other_host);
}

TEST(Discovery, TellsEachStepAsItIsTaken)
{
    DiscoveryWorld world;
    std::vector<Step> told;
    world.options.on_step = [&](Step const& step) { told.push_back(step); };
    world.domain = to_signed_in(soap_settings(ews));
    EXPECT_EQ(world.discover().steps, told);
}

TEST(Discovery, ConnectsToNoPrivateAddressForADomainOfTheInternet)
{
    for (auto const* const address : { "127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "192.168.1.1" }) {
        DiscoveryWorld world;
        world.start();
        world.options.trust.private_domains.clear();
        world.options.transport.connect_to.clear();
        for (auto const* const name :
            { "contoso.com:443:", "autodiscover.contoso.com:443:", "autodiscover.contoso.com:80:" })
            world.options.transport.resolve.push_back(name + std::string(address));
        auto const found = discover(EmailAddress::parse("sadie@contoso.com").value(), world.options);
        ASSERT_FALSE(found.server);
        EXPECT_EQ(found.server.error().kind, FailureKind::private_address) << address;
        EXPECT_THAT(findings_of(found),
            ElementsAre(Finding::private_address, Finding::private_address, Finding::private_address,
                Finding::no_record, Finding::private_address));
    }
}

TEST(Discovery, EndsWhereSomebodyAsksItToStop)
{
    DiscoveryWorld world;
    std::stop_source stop;
    world.options.stop = stop.get_token();
    // The first place has begun to answer, and never ends.
    world.domain = [&](std::string const&) {
        stop.request_stop();
        return Reply { .bytes = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", .keeps_open = true };
    };
    world.options.step_time_max = world.options.time_max = std::chrono::hours(1);
    auto const found = world.discover();
    ASSERT_FALSE(found.server);
    EXPECT_EQ(found.server.error().kind, FailureKind::cancelled);
    EXPECT_TRUE(found.steps.empty());
}

TEST(Discovery, AsksOnePlaceAfterTheOtherByWhatIsPutInLibcurlsPlace)
{
    DiscoveryOptions options;
    std::vector<std::string> asked;
    options.sender = std::make_shared<ScriptedSender>([&](HttpRequest const& request) {
        asked.push_back(request.url.host);
        return HttpAnswer { .status = 404 };
    });
    EXPECT_FALSE(discover(EmailAddress::parse("sadie@contoso.com").value(), options).server);
    EXPECT_THAT(asked,
        ElementsAre("contoso.com", "autodiscover.contoso.com", "autodiscover.contoso.com",
            "autodiscover.contoso.com"));
}

}
