// Requests and answers over real sockets: what is written on the wire, and who closes when.
#include "http/running_server.hpp"

#include "base/http_date.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace likeness::http::test {

namespace {

using namespace std::chrono_literals;

std::string const plain_get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

ScriptedHandler answering(ScriptedHandler::Step step)
{
    ScriptedHandler handler;
    handler.on_head_step = std::move(step);
    return handler;
}

TEST(Serving, AnswersWithStatusDateLengthAndBody)
{
    RunningServer const server;
    auto const answer = server.ask(plain_get);
    EXPECT_TRUE(answer.head.starts_with("HTTP/1.1 200 OK\r\n")) << answer.head;
    EXPECT_EQ(answer.header("Content-Length"), "6");
    EXPECT_EQ(answer.body, "GET /a");
    EXPECT_FALSE(answer.has("Connection"));
    auto const date = base::parse_http_date(answer.header("Date"));
    ASSERT_TRUE(date);
    EXPECT_LT(std::chrono::abs(std::chrono::system_clock::now() - *date), 1h);
}

TEST(Serving, WritesTheLinesOfThisAnswerAndThoseThatManyShare)
{
    RunningServer const server({}, answering([](Exchange& exchange) {
        exchange.response.status = 404;
        exchange.response.add_header("X-Own", "1");
        exchange.response.shared_headers = "X-Shared: 2\r\nX-More: 3\r\n";
        return Next::respond;
    }));
    auto const answer = server.ask(plain_get);
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.header("X-Own"), "1");
    EXPECT_EQ(answer.header("X-Shared"), "2");
    EXPECT_EQ(answer.header("X-More"), "3");
    EXPECT_EQ(answer.header("Content-Length"), "0");
}

TEST(Serving, SendsABodyFromWhereItLiesAndLetsGoOfItsOwner)
{
    auto const owned = std::make_shared<base::Bytes const>(3'000'000, std::byte { 'x' });
    RunningServer const server({}, answering([&](Exchange& exchange) {
        exchange.response.status = 200;
        exchange.response.text = "not used";
        exchange.response.body = *owned;
        exchange.response.owner = owned;
        return Next::respond;
    }));
    EXPECT_EQ(server.ask(plain_get).body, std::string(3'000'000, 'x'));
    EXPECT_TRUE(eventually([&] { return owned.use_count() == 1; }));
}

TEST(Serving, SendsNoBodyToHeadButSaysHowLongItWouldBe)
{
    RunningServer const server;
    auto client = server.connect();
    client.send("HEAD /abc HTTP/1.1\r\nHost: h\r\n\r\n" + plain_get);
    auto const head = client.read_answer("HEAD");
    ASSERT_TRUE(head);
    EXPECT_EQ(head->header("Content-Length"), "9");
    EXPECT_EQ(client.read_answer()->body, "GET /a");
}

class BodilessStatus : public testing::TestWithParam<int> { };

TEST_P(BodilessStatus, HasNeitherBodyNorLength)
{
    RunningServer const server(
        {}, answering([](Exchange& exchange) { return answer_with(exchange, GetParam(), "never sent"); }));
    auto client = server.connect();
    client.send(plain_get + plain_get);
    for (int i = 0; i < 2; ++i) {
        auto const answer = client.read_answer();
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, GetParam());
        EXPECT_FALSE(answer->has("Content-Length"));
    }
    EXPECT_TRUE(client.stays_silent_for(20ms));
}

INSTANTIATE_TEST_SUITE_P(Serving, BodilessStatus, testing::Values(204, 304));

TEST(Serving, TellsTheHandlerWhoAsksAndHow)
{
    std::string seen;
    RunningServer const server({}, answering([&](Exchange& exchange) {
        auto const& head = exchange.head;
        seen = fmt::format("{} {} 1.{} {} {} {} {}", head.method, head.target, head.minor_version, head.peer,
            head.secure, head.loopback, head.find("x-word").value_or("-"));
        return answer_with(exchange, 200, "");
    }));
    server.ask("PUT /b HTTP/1.0\r\nX-Word: yes\r\n\r\n");
    EXPECT_EQ(seen, "PUT /b 1.0 127.0.0.1 false true yes");
}

TEST(Serving, AnswersAHundredPipelinedRequestsInOrder)
{
    RunningServer const server;
    auto client = server.connect();
    std::string bytes;
    for (int i = 0; i < 100; ++i) bytes += fmt::format("GET /{} HTTP/1.1\r\nHost: h\r\n\r\n", i);
    client.send(bytes);
    for (int i = 0; i < 100; ++i) {
        auto const answer = client.read_answer();
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->body, fmt::format("GET /{}", i));
    }
    EXPECT_EQ(server.server->counters().requests, 100u);
    EXPECT_EQ(server.server->counters().connections_accepted, 1u);
}

TEST(Serving, AnswersRequestsThatArriveAByteAtATime)
{
    RunningServer const server;
    auto client = server.connect();
    for (int i = 0; i < 2; ++i) {
        for (char const letter : plain_get) client.send({ &letter, 1 });
        EXPECT_EQ(client.read_answer()->body, "GET /a");
    }
}

struct Lifetime {
    char const* request;
    bool kept;
    char const* connection; // The line in the answer.
};

class KeepAlive : public testing::TestWithParam<Lifetime> { };

TEST_P(KeepAlive, FollowsTheRulesOfBothVersions)
{
    RunningServer const server;
    auto client = server.connect();
    client.send(GetParam().request);
    auto const answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->header("Connection"), GetParam().connection);
    client.send(GetParam().kept ? plain_get : "");
    if (GetParam().kept)
        EXPECT_EQ(client.read_answer()->body, "GET /a");
    else
        EXPECT_TRUE(client.is_closed());
}

// RFC 9112, section 9.3.
INSTANTIATE_TEST_SUITE_P(Serving, KeepAlive,
    testing::Values( //
        Lifetime { "GET / HTTP/1.1\r\nHost: h\r\n\r\n", true, "" },
        Lifetime { "GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\n\r\n", true, "" },
        Lifetime { "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", false, "close" },
        Lifetime { "GET / HTTP/1.1\r\nHost: h\r\nConnection: TE, Close\r\n\r\n", false, "close" },
        Lifetime { "GET / HTTP/1.0\r\n\r\n", false, "close" },
        Lifetime { "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true, "keep-alive" }));

TEST(Serving, ClosesWhenTheHandlerWantsIt)
{
    RunningServer const server({}, answering([](Exchange& exchange) {
        exchange.response.close = true;
        return answer_with(exchange, 403, "no");
    }));
    auto client = server.connect();
    client.send(plain_get + plain_get);
    EXPECT_EQ(client.read_answer()->header("Connection"), "close");
    EXPECT_TRUE(client.is_closed());
}

TEST(Serving, RefusesWithAShortTextAndCloses)
{
    RunningServer const server;
    auto client = server.connect();
    client.send("GET / HTTP/1.1\r\n\r\n" + plain_get);
    auto const answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 400);
    EXPECT_EQ(answer->header("Connection"), "close");
    EXPECT_EQ(answer->header("Content-Type"), "text/plain");
    EXPECT_EQ(answer->body, "Bad Request: no Host\r\n");
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(server.server->counters().bad_requests, 1u);
    EXPECT_EQ(server.server->counters().requests, 0u);
}

TEST(Serving, AnswersWhatCameBeforeABadRequest)
{
    RunningServer const server;
    auto client = server.connect();
    client.send(plain_get + "nonsense\r\n\r\n");
    EXPECT_EQ(client.read_answer()->status, 200);
    EXPECT_EQ(client.read_answer()->status, 400);
    EXPECT_TRUE(client.is_closed());
}

// Closing with bytes unread would reset the connection and take the answer with it.
TEST(Serving, LetsACallerReadARefusalWhoIsStillSending)
{
    RunningServer const server;
    auto client = server.connect();
    client.send("GET / HTTP/1.1\r\nHost: a b\r\n\r\n");
    for (int i = 0; i < 50; ++i) client.send(std::string(20'000, 'x'));
    client.finish_sending();
    auto const all = client.read_all();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 400 ")) << all.substr(0, 100);
    EXPECT_TRUE(all.ends_with("no valid Host\r\n")) << all.substr(0, 1000);
}

TEST(Serving, SurvivesCallersThatHangUp)
{
    base::Bytes const large(8'000'000, std::byte { 'x' });
    RunningServer const server({}, ScriptedHandler::sending(large));
    for (int i = 0; i < 20; ++i) {
        auto client = server.connect();
        client.send(i % 2 ? plain_get + plain_get : plain_get.substr(0, 10));
        client.reset();
    }
    EXPECT_TRUE(eventually([&] { return server.server->counters().connections_open == 0; }));
    EXPECT_EQ(server.ask(plain_get).body.size(), large.size());
}

TEST(Serving, EndsOneConnectionWhenAHandlerThrows)
{
    RunningServer const server({}, answering([](Exchange& exchange) -> Next {
        if (exchange.head.target == "/throw") throw std::runtime_error("a handler must not");
        return ScriptedHandler::answer_with_request_line(exchange);
    }));
    auto client = server.connect();
    client.send("GET /throw HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(server.ask(plain_get).status, 200);
}

TEST(Serving, AnswersACallerThatHasFinishedSending)
{
    RunningServer const server;
    auto client = server.connect();
    client.send(plain_get);
    client.finish_sending();
    EXPECT_EQ(client.read_answer()->body, "GET /a");
    EXPECT_TRUE(client.is_closed());
}

TEST(Serving, CountsConnections)
{
    RunningServer const server;
    {
        auto first = server.connect();
        auto second = server.connect();
        EXPECT_TRUE(eventually([&] { return server.server->counters().connections_open == 2; }));
    }
    EXPECT_TRUE(eventually([&] { return server.server->counters().connections_open == 0; }));
    EXPECT_EQ(server.server->counters().connections_accepted, 2u);
}

}

}
