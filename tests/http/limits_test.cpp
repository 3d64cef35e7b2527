// What a connection may cost: every limit of time and number, and what the caller is told.
#include "http/running_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace likeness::http::test {

namespace {

using namespace std::chrono_literals;

std::string const plain_get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

ScriptedHandler taking_bodies()
{
    ScriptedHandler handler;
    handler.on_head_step = ScriptedHandler::take_body();
    return handler;
}

TEST(Limits, EndAHeadThatDribbles)
{
    auto limits = impatient();
    limits.head_time_max = 60ms;
    RunningServer const server(with_limits(limits));
    auto client = server.connect();
    // Each byte in time, all of them too late.
    for (int i = 0; i < 100 && client.stays_silent_for(10ms); ++i) client.send(i == 0 ? "GET /" : "a");
    auto const answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 408);
    EXPECT_EQ(answer->header("Connection"), "close");
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(server.server->counters().timeouts, 1u);
    EXPECT_EQ(server.server->counters().bad_requests, 1u);
}

TEST(Limits, EndAnIdleConnectionInSilence)
{
    auto limits = impatient();
    limits.idle_time_max = 50ms;
    RunningServer const server(with_limits(limits));
    auto fresh = server.connect();
    auto used = server.connect();
    used.send(plain_get);
    EXPECT_EQ(used.read_answer()->status, 200);
    EXPECT_TRUE(fresh.is_closed());
    EXPECT_TRUE(used.is_closed());
    EXPECT_EQ(server.server->counters().timeouts, 0u);
}

TEST(Limits, AreNotStretchedByEmptyLines)
{
    auto limits = impatient();
    limits.idle_time_max = 60ms;
    RunningServer const server(with_limits(limits));
    auto client = server.connect();
    int sent = 0;
    for (; sent < 500 && client.stays_silent_for(10ms); ++sent) client.send(sent % 2 ? "\n" : "\r");
    EXPECT_LT(sent, 500);
}

TEST(Limits, CountTheTimeOfAHeadFromItsFirstByte)
{
    auto limits = impatient();
    limits.head_time_max = 100ms;
    RunningServer const server(with_limits(limits));
    auto client = server.connect();
    EXPECT_TRUE(client.stays_silent_for(300ms));
    client.send(plain_get);
    EXPECT_EQ(client.read_answer()->status, 200);
}

TEST(Limits, EndABodyThatDribbles)
{
    auto limits = impatient();
    limits.body_time_max = 60ms;
    RunningServer const server(with_limits(limits), taking_bodies());
    auto client = server.connect();
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
    for (int i = 0; i < 100 && client.stays_silent_for(10ms); ++i) client.send("b");
    EXPECT_EQ(client.read_answer()->status, 408);
    EXPECT_EQ(server.server->counters().timeouts, 1u);
}

TEST(Limits, EndABodyThatDribblesWhileNobodyWantsIt)
{
    auto limits = impatient();
    limits.body_time_max = 60ms;
    RunningServer const server(with_limits(limits));
    auto client = server.connect();
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nb");
    EXPECT_EQ(client.read_answer()->status, 408);
}

TEST(Limits, EndACallerThatDoesNotTakeItsAnswer)
{
    auto limits = impatient();
    limits.write_time_max = 60ms;
    base::Bytes const large(32'000'000, std::byte { 'x' });
    RunningServer const server(with_limits(limits), ScriptedHandler::sending(large));
    RawClient client("127.0.0.1", server.port(), 4096);
    client.send(plain_get);
    EXPECT_TRUE(eventually([&] { return server.server->counters().timeouts == 1; }));
    EXPECT_TRUE(eventually([&] { return server.server->counters().connections_open == 0; }));
    EXPECT_LT(client.read_all().size(), large.size());
}

TEST(Limits, EndTheLingeringBehindAnAnswer)
{
    auto limits = impatient();
    limits.linger_time_max = 60ms;
    RunningServer const server(with_limits(limits));
    auto client = server.connect();
    client.send("nonsense\r\n\r\n");
    EXPECT_EQ(client.read_answer()->status, 400);
    // The caller neither closes nor sends.
    EXPECT_TRUE(eventually([&] { return server.server->counters().connections_open == 0; }));
}

TEST(Limits, RefuseLongTargetsLongHeadsAndManyHeaders)
{
    Limits limits;
    limits.target_bytes_max = 100;
    limits.head_bytes_max = 1000;
    limits.headers_max = 5;
    RunningServer const server(with_limits(limits));
    EXPECT_EQ(server.ask("GET /" + std::string(200, 'a')).status, 414);
    EXPECT_EQ(server.ask("GET / HTTP/1.1\r\nA: " + std::string(1000, 'a')).status, 431);
    EXPECT_EQ(server.ask("GET / HTTP/1.1\r\nA:\r\nB:\r\nC:\r\nD:\r\nE:\r\nF:\r\n\r\n").status, 431);
    EXPECT_EQ(server.server->counters().bad_requests, 3u);
}

TEST(Limits, TakeAHeadOfFullLength)
{
    RunningServer const server;
    std::string head = "GET / HTTP/1.1\r\nHost: h\r\nA: ";
    head.append(Limits {}.head_bytes_max - head.size() - 4, 'a').append("\r\n\r\n");
    auto client = server.connect();
    for (int i = 0; i < 3; ++i) {
        client.send(head);
        EXPECT_EQ(client.read_answer()->status, 200);
    }
}

TEST(Limits, CloseConnectionsPastTheirNumber)
{
    Limits limits;
    limits.connections_max = 2;
    RunningServer const server(with_limits(limits));
    std::optional<RawClient> first(std::in_place, "127.0.0.1", server.port());
    auto second = server.connect();
    for (auto* client : { &*first, &second }) {
        client->send(plain_get);
        EXPECT_EQ(client->read_answer()->status, 200);
    }
    auto third = server.connect();
    EXPECT_TRUE(third.is_closed());
    EXPECT_EQ(server.server->counters().connections_refused, 1u);

    first.reset();
    EXPECT_TRUE(eventually([&] { return server.server->counters().connections_open == 1; }));
    EXPECT_EQ(server.ask(plain_get).status, 200);
}

TEST(Limits, DoNotEndAHandlerThatTakesItsTime)
{
    Limits limits;
    limits.head_time_max = limits.idle_time_max = limits.body_time_max = limits.write_time_max = 20ms;
    ScriptedHandler handler;
    std::jthread worker;
    handler.on_head_step = [&](Exchange& exchange) {
        worker = std::jthread([resume = std::optional(exchange.defer())]() mutable {
            std::this_thread::sleep_for(150ms);
            answer_with(resume->exchange(), 200, "at last");
            std::move (*resume)(Next::respond);
        });
        return Next::wait;
    };
    RunningServer const server(with_limits(limits), handler);
    EXPECT_EQ(server.ask(plain_get).body, "at last");
}

}

}
