// Bodies that are wanted, and bodies that are not: Expect, draining, lingering (spec/auth.md 2).
#include "http/running_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace likeness::http::test {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view continue_line = "HTTP/1.1 100 Continue";

ScriptedHandler taking_bodies(std::size_t bytes_max = 1u << 20)
{
    ScriptedHandler handler;
    handler.on_head_step = ScriptedHandler::take_body(bytes_max);
    return handler;
}

// As a server does that wants to know first who is calling.
ScriptedHandler refusing()
{
    ScriptedHandler handler;
    handler.on_head_step = [](Exchange& exchange) { return answer_with(exchange, 401, "who?"); };
    return handler;
}

std::string post(std::size_t length, std::string_view lines = "")
{
    return fmt::format("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n{}\r\n", length, lines);
}

std::string const chunked_post = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
std::string const plain_get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

TEST(Body, IsWholeWhenTheHandlerSeesIt)
{
    RunningServer const server({}, taking_bodies());
    auto client = server.connect();
    for (std::size_t const length : { 0u, 1u, 1000u, 4096u, 100'000u, 1'000'000u }) {
        std::string const body(length, 'b');
        client.send(post(length));
        client.send(body);
        EXPECT_EQ(client.read_answer()->body, body) << length;
    }
}

TEST(Body, IsEmptyOfARequestWithout)
{
    RunningServer const server({}, taking_bodies());
    EXPECT_EQ(server.ask(plain_get).header("Content-Length"), "0");
}

TEST(Body, ArrivesInChunksAndWithTheNextRequestBehindIt)
{
    RunningServer const server({}, taking_bodies());
    auto client = server.connect();
    client.send(chunked_post + "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nTrailer: x\r\n\r\n" + post(2) + "ok");
    EXPECT_EQ(client.read_answer()->body, "hello world");
    EXPECT_EQ(client.read_answer()->body, "ok");
}

TEST(Body, PastWhatTheHandlerTakesIsRefusedUnread)
{
    RunningServer const server({}, taking_bodies(1000));
    auto client = server.connect();
    client.send(post(1001, "Expect: 100-continue\r\n"));
    auto const answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 413);
    EXPECT_EQ(answer->header("Connection"), "close");
    client.finish_sending();
    EXPECT_TRUE(client.is_closed());
}

TEST(Body, PastWhatTheHandlerTakesIsRefusedInChunksToo)
{
    RunningServer const server({}, taking_bodies(1000));
    EXPECT_EQ(server.ask(chunked_post + "3E8\r\n" + std::string(1000, 'b') + "\r\n1\r\n").status, 413);
}

TEST(Body, OfABrokenFramingIsRefused)
{
    RunningServer const server({}, taking_bodies());
    EXPECT_EQ(server.ask(chunked_post + "5\r\nhelloX").status, 400);
}

TEST(Body, IsInvitedWhenTheHandlerWantsIt)
{
    RunningServer const server({}, taking_bodies());
    auto client = server.connect();
    client.send(post(5, "Expect: 100-continue\r\n"));
    EXPECT_EQ(client.read_answer()->head, continue_line);
    client.send("hello");
    EXPECT_EQ(client.read_answer()->body, "hello");
}

TEST(Body, ThatComesUninvitedIsNotInvitedAgain)
{
    RunningServer const server({}, taking_bodies());
    EXPECT_EQ(server.ask(post(5, "Expect: 100-continue\r\n") + "hello").body, "hello");
}

TEST(Body, IsNotInvitedOfHttp10)
{
    RunningServer const server({}, taking_bodies());
    auto client = server.connect();
    client.send("POST / HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_TRUE(client.stays_silent_for(20ms));
    client.send("ok");
    EXPECT_EQ(client.read_answer()->body, "ok");
}

TEST(Body, ThatNobodyWantsIsDrainedIfSmallSoThatTheConnectionStays)
{
    RunningServer const server({}, refusing());
    auto client = server.connect();
    for (int i = 0; i < 3; ++i) {
        client.send(post(65'536) + std::string(65'536, 'b'));
        auto const answer = client.read_answer();
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 401);
        EXPECT_FALSE(answer->has("Connection"));
    }
    client.send(chunked_post + "5\r\nhello\r\n0\r\n\r\n" + plain_get);
    EXPECT_EQ(client.read_answer()->status, 401);
    EXPECT_EQ(client.read_answer()->status, 401);
    EXPECT_EQ(server.server->counters().connections_accepted, 1u);
}

// A final 401 without a 100 would leave it open whether the body follows.
TEST(Body, ThatNobodyWantsIsInvitedIfSmallThenDrained)
{
    RunningServer const server({}, refusing());
    auto client = server.connect();
    client.send(post(5, "Expect: 100-continue\r\n"));
    EXPECT_EQ(client.read_answer()->head, continue_line);
    client.send("hello" + plain_get);
    EXPECT_EQ(client.read_answer()->status, 401);
    EXPECT_EQ(client.read_answer()->status, 401);
}

TEST(Body, ThatNobodyWantsIsLeftUnreadIfLargeAndTheConnectionCloses)
{
    RunningServer const server({}, refusing());
    auto client = server.connect();
    client.send(post(65'537, "Expect: 100-continue\r\n"));
    auto const answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 401);
    EXPECT_EQ(answer->header("Connection"), "close");
    client.finish_sending();
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(server.server->counters().bad_requests, 0u);
}

TEST(Body, ThatGrowsTooLargeInChunksIsLeftUnread)
{
    RunningServer const server({}, refusing());
    auto client = server.connect();
    client.send(chunked_post + "8000\r\n" + std::string(0x8000, 'b') + "\r\n8001\r\n");
    auto const answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 401);
    EXPECT_EQ(answer->header("Connection"), "close");
}

TEST(Body, LetsACallerReadTheAnswerWhoSendsALargeOneRegardless)
{
    RunningServer const server({}, refusing());
    auto client = server.connect();
    client.send(post(3'000'000) + std::string(3'000'000, 'b'));
    client.finish_sending();
    auto const all = client.read_all();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 401 ")) << all.substr(0, 100);
    EXPECT_TRUE(all.ends_with("who?"));
}

TEST(Body, ThatEndsEarlyEndsTheConnection)
{
    RunningServer const server({}, taking_bodies());
    auto client = server.connect();
    client.send(post(5) + "hell");
    client.finish_sending();
    EXPECT_TRUE(client.is_closed());
    EXPECT_TRUE(eventually([&] { return server.server->counters().connections_open == 0; }));
}

TEST(Body, DoesNotDisturbWhatTheHandlerSawInTheHead)
{
    ScriptedHandler handler;
    std::string_view target;
    handler.on_head_step = [&](Exchange& exchange) {
        target = exchange.head.target;
        exchange.body_max = 1u << 20;
        return Next::read_body;
    };
    handler.on_body_step = [&](Exchange& exchange) { return answer_with(exchange, 200, target); };
    RunningServer const server({}, handler);
    EXPECT_EQ(server
                  .ask("POST /still-here HTTP/1.1\r\nHost: h\r\nContent-Length: 500000\r\n\r\n"
                      + std::string(500'000, 'b'))
                  .body,
        "/still-here");
}

}

}
