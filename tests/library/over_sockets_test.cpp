// The public API over real sockets, against servers that say what a test tells them to: the way to a server, cookies,
// progress, stopping and time.
#include "likeness/likeness.hpp"

#include "client/soap_texts.hpp"
#include "client/test_certificates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::exchange {

namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using tests::http_answer;
using tests::jpeg_of;
using tests::Reply;
using tests::says;
using tests::ScriptedServer;
using tests::soap_answer;
using tests::test_certificates;

constexpr auto sadie = "sadie@contoso.com";

ClientOptions with_basic()
{
    return { .user = sadie, .password = "secret", .schemes = { SignInScheme::basic }, .proxy = "none" };
}

Client client_of(ScriptedServer const& server, ClientOptions options = with_basic())
{
    auto client = Client::open("http://127.0.0.1:" + std::to_string(server.port()), std::move(options));
    EXPECT_TRUE(client) << (client ? "" : client.failure().message);
    return *std::move(client);
}

std::string photo()
{
    return http_answer("200 OK", { "ETag: \"A1\"" }, jpeg_of(1000));
}

// Never says anything, and waits for the client to go.
Reply silence()
{
    return { .bytes = "", .keeps_open = true };
}

// Leads the names of contoso.com to a server of the test's.
ClientOptions in_contoso(ScriptedServer const& server)
{
    auto options = with_basic();
    options.ca_file = test_certificates().authority;
    for (auto const* const name : { "contoso.com", "autodiscover.contoso.com", "mail.contoso.com" })
        options.connect_to.push_back(fmt::format("{}:443:127.0.0.1:{}", name, server.port()));
    options.connect_to.push_back(fmt::format(":80:127.0.0.1:{}", server.port()));
    return options;
}

}

TEST(ClientCookies, AreKeptForTheNextRequestAndForNoOtherClient)
{
    // What load balancers and Exchange keep a client at one server by (spec/soap.md 1).
    ScriptedServer const server(says(http_answer("200 OK",
        { "Set-Cookie: X-BackEndCookie=S-1=u56; path=/EWS; httponly",
            "Set-Cookie: exchangecookie=c1; path=/" },
        jpeg_of(10))));
    auto client = client_of(server);
    ASSERT_TRUE(client.get_user_photo(sadie));
    ASSERT_TRUE(client.get_user_photo(sadie));
    ASSERT_TRUE(client_of(server).get_user_photo(sadie));
    auto const requests = server.requests();
    ASSERT_EQ(requests.size(), 3u);
    EXPECT_THAT(requests[0], Not(HasSubstr("Cookie:")));
    EXPECT_THAT(requests[1], AllOf(HasSubstr("X-BackEndCookie=S-1=u56"), HasSubstr("exchangecookie=c1")));
    EXPECT_THAT(requests[2], Not(HasSubstr("Cookie:")));
}

TEST(ClientProgress, EndsWithAllBytesOfAPhoto)
{
    ScriptedServer const server(says(http_answer("200 OK", {}, jpeg_of(3'000'000))));
    std::vector<Progress> told;
    auto const got = client_of(server).get_user_photo(
        sadie, {}, { .progress = [&](Progress at) { told.push_back(at); } });
    ASSERT_TRUE(got) << got.failure().message;
    ASSERT_FALSE(told.empty());
    for (std::size_t at = 1; at < told.size(); ++at) EXPECT_GE(told[at].received, told[at - 1].received);
    EXPECT_EQ(told.back().received, 3'000'000u);
    EXPECT_EQ(told.back().to_receive, 3'000'000u);
}

TEST(ClientProgress, EndsWithAllBytesOfAnUpload)
{
    ScriptedServer const server(says(soap_answer("200 OK", tests::stored_response())));
    Progress last;
    auto const picture = jpeg_of(2'000'000);
    auto const stored = client_of(server).set_user_photo(
        sadie, std::as_bytes(std::span(picture)), { .progress = [&](Progress at) { last = at; } });
    ASSERT_TRUE(stored) << stored.failure().message;
    EXPECT_GT(last.sent, picture.size());
    EXPECT_EQ(last.sent, last.to_send);
}

TEST(ClientStop, EndsACallThatAnotherThreadIsTiredOf)
{
    std::stop_source stop;
    ScriptedServer const server([&](std::string const&) {
        stop.request_stop(); // On the server's thread, while the client waits.
        return silence();
    });
    auto options = with_basic();
    options.time_max = 1h;
    auto client = client_of(server, options);
    EXPECT_EQ(client.get_user_photo(sadie, {}, { .stop = stop.get_token() }).failure().kind,
        FailureKind::cancelled);
    EXPECT_EQ(server.connections(), 1);
}

TEST(ClientStop, EndsABatchAndAsksNothingMore)
{
    std::stop_source stop;
    ScriptedServer const server([&](std::string const&) {
        stop.request_stop();
        return silence();
    });
    std::vector<std::string> const ids(250, "ITEM=");
    auto const contacts = client_of(server).get_contacts(ids, { .time_max = 1h, .stop = stop.get_token() });
    ASSERT_EQ(contacts.size(), 250u);
    for (auto const& contact : contacts) EXPECT_EQ(contact.failure().kind, FailureKind::cancelled);
    EXPECT_EQ(server.connections(), 1);
}

TEST(ClientTime, EndsACallThatAServerDoesNotAnswer)
{
    ScriptedServer const server([](std::string const&) { return silence(); });
    auto client = client_of(server);
    EXPECT_EQ(client.get_user_photo(sadie, {}, { .time_max = 50ms }).failure().kind, FailureKind::network);
    EXPECT_EQ(client.resolve_name("sadie", { .time_max = 50ms }).failure().kind, FailureKind::network);
}

TEST(ClientTime, IsNotSpentOnABusyServerThatNamesALongerOne)
{
    auto const busy = http_answer("503 Service Unavailable", { "Retry-After: 3600" });
    ScriptedServer const server(says(busy));
    auto const failure = client_of(server).get_user_photo(sadie).failure();
    EXPECT_EQ(failure.kind, FailureKind::server_busy);
    EXPECT_EQ(failure.retry_after, 3600s);
    EXPECT_EQ(server.connections(), 1);
}

TEST(ClientTime, HoldsTheTimeThatABusyServerNames)
{
    // By a date too: one that is over means as long as where none is named.
    for (auto const* const after : { "Retry-After: 1", "Retry-After: Fri, 01 Jan 2010 00:00:00 GMT" }) {
        int asked = 0;
        ScriptedServer const server([&](std::string const&) {
            return Reply { asked++ == 0 ? http_answer("503 Service Unavailable", { after }) : photo() };
        });
        EXPECT_TRUE(client_of(server).get_user_photo(sadie)->picture) << after;
        EXPECT_EQ(asked, 2) << after;
    }
}

TEST(ClientWay, LeadsThroughAProxyWhereOneIsNamed)
{
    ScriptedServer const proxy(says(photo()));
    auto client = Client::open(
        "http://mail.contoso.com", { .proxy = fmt::format("http://127.0.0.1:{}", proxy.port()) });
    ASSERT_TRUE(client);
    EXPECT_TRUE(client->get_user_photo(sadie));
    EXPECT_THAT(proxy.requests(), ElementsAre(HasSubstr("GET http://mail.contoso.com/EWS/")));
}

TEST(ClientWay, LeadsToAServerOfAnAuthorityOfOnesOwnAndToNoOther)
{
    ScriptedServer const server(test_certificates().good, says(photo()));
    auto client = Client::open("https://mail.contoso.com", in_contoso(server));
    ASSERT_TRUE(client);
    EXPECT_TRUE(client->get_user_photo(sadie));
    EXPECT_THAT(server.requests(), ElementsAre(HasSubstr("Authorization: Basic")));

    auto doubting = in_contoso(server);
    doubting.ca_file = test_certificates().other_authority;
    EXPECT_EQ(Client::open("https://mail.contoso.com", doubting)->get_user_photo(sadie).failure().kind,
        FailureKind::tls);
    EXPECT_EQ(server.requests().size(), 1u);
    auto none = in_contoso(server);
    none.ca_file = "/nowhere/authority.pem";
    EXPECT_EQ(Client::open("https://mail.contoso.com", none).failure().kind, FailureKind::invalid_request);
}

TEST(ClientWay, LeadsFromAnAddressToAPhoto)
{
    auto const settings = tests::http_answer("200 OK", { "Content-Type: text/xml" },
        R"(<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">)"
        R"(<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">)"
        "<Account><AccountType>email</AccountType><Action>settings</Action><Protocol><Type>EXPR</Type>"
        "<EwsUrl>https://mail.contoso.com/EWS/Exchange.asmx</EwsUrl></Protocol></Account></Response></"
        "Autodiscover>");
    ScriptedServer const server(test_certificates().good, [&](std::string const& head) {
        if (head.find("Authorization: Basic") == std::string::npos)
            return Reply { http_answer("401 Unauthorized", { "WWW-Authenticate: Basic realm=\"x\"" }) };
        return Reply { head.find("autodiscover") == std::string::npos ? photo() : settings };
    });
    auto const me = in_contoso(server);
    auto const found = discover(sadie, me, { .private_domains = { "contoso.com" } });
    ASSERT_TRUE(found) << found.failure().message << found.failure().detail;
    auto client = Client::open(*found, me);
    ASSERT_TRUE(client);
    auto const got = client->get_user_photo(sadie);
    ASSERT_TRUE(got) << got.failure().message;
    EXPECT_EQ(got->picture->bytes.size(), 1000u);
    EXPECT_EQ(client->scheme(), SignInScheme::basic);
}

TEST(ClientWay, LeadsIntoNoPrivateNetworkThatTheSearchDidNotAllow)
{
    ScriptedServer const server(test_certificates().good, says(photo()));
    auto client = Client::open(
        Server { .url = "https://mail.contoso.com/EWS/Exchange.asmx", .public_addresses_only = true },
        in_contoso(server));
    ASSERT_TRUE(client);
    EXPECT_EQ(client->get_user_photo(sadie).failure().kind, FailureKind::private_address);
    EXPECT_EQ(client->resolve_name("sadie").failure().kind, FailureKind::private_address);
    EXPECT_EQ(server.connections(), 0);
}

}
