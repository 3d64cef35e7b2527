// stop(): no new connections, idle ones close, answers in flight go out, and run() returns in time.
#include "http/running_server.hpp"

#include <gtest/gtest.h>

namespace likeness::http::test {

namespace {

using namespace std::chrono_literals;

std::string const plain_get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

// Answers "/slow" only after open() was called.
class Gate {
public:
    ScriptedHandler handler()
    {
        ScriptedHandler handler;
        handler.on_head_step = [this](Exchange& exchange) {
            if (exchange.head.target != "/slow") return ScriptedHandler::answer_with_request_line(exchange);
            worker_ = std::jthread([this, resume = std::optional(exchange.defer())]() mutable {
                waiting_ = true;
                waiting_.notify_all();
                open_.wait(false);
                answer_with(resume->exchange(), 200, "slow");
                std::move (*resume)(Next::respond);
            });
            return Next::wait;
        };
        return handler;
    }

    void await_caller() { waiting_.wait(false); }

    void open()
    {
        open_ = true;
        open_.notify_all();
    }

private:
    std::atomic<bool> waiting_ = false;
    std::atomic<bool> open_ = false;
    std::jthread worker_;
};

TEST(Stopping, ClosesIdleConnectionsAtOnce)
{
    RunningServer server;
    auto fresh = server.connect();
    auto used = server.connect();
    used.send(plain_get);
    EXPECT_EQ(used.read_answer()->status, 200);
    auto const begin = std::chrono::steady_clock::now();
    server.stop();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, Limits {}.shutdown_time_max);
    EXPECT_TRUE(fresh.is_closed());
    EXPECT_TRUE(used.is_closed());
    EXPECT_EQ(server.server->counters().connections_open, 0u);
}

TEST(Stopping, LetsAnAnswerInFlightOutAndThenCloses)
{
    Gate gate;
    RunningServer server({}, gate.handler());
    auto client = server.connect();
    client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    gate.await_caller();
    server.server->stop();
    EXPECT_TRUE(client.stays_silent_for(20ms));
    gate.open();
    auto const answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "slow");
    EXPECT_EQ(answer->header("Connection"), "close");
    EXPECT_TRUE(client.is_closed());
    server.stop();
}

TEST(Stopping, TakesNoNewConnections)
{
    Gate gate;
    RunningServer server({}, gate.handler());
    auto client = server.connect();
    client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    gate.await_caller();
    auto const port = server.port();
    server.server->stop();
    EXPECT_TRUE(eventually([&] {
        try {
            RawClient late("127.0.0.1", port);
            return false;
        } catch (std::runtime_error const&) {
            return true;
        }
    }));
    gate.open();
    EXPECT_EQ(client.read_answer()->status, 200);
    server.stop();
}

TEST(Stopping, IsBoundedWhenAHandlerNeverGoesOn)
{
    Gate gate;
    Limits limits;
    limits.shutdown_time_max = 50ms;
    RunningServer server(with_limits(limits), gate.handler());
    auto client = server.connect();
    client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    gate.await_caller();
    server.stop();
    EXPECT_TRUE(client.is_closed());
    gate.open();
}

TEST(Stopping, IsBoundedWhenACallerDoesNotTakeItsAnswer)
{
    Limits limits;
    limits.shutdown_time_max = 50ms;
    base::Bytes const large(32'000'000, std::byte { 'x' });
    RunningServer server(with_limits(limits), ScriptedHandler::sending(large));
    RawClient client("127.0.0.1", server.port(), 4096);
    client.send(plain_get);
    EXPECT_TRUE(eventually([&] { return server.server->counters().requests == 1; }));
    server.stop();
    EXPECT_LT(client.read_all().size(), large.size());
}

TEST(Stopping, MayComeTwiceAndFromAHandler)
{
    std::optional<RunningServer> server;
    ScriptedHandler handler;
    handler.on_head_step = [&](Exchange& exchange) {
        server->server->stop();
        server->server->stop();
        return answer_with(exchange, 200, "bye");
    };
    server.emplace(ServerOptions {}, handler);
    EXPECT_EQ(server->ask(plain_get).body, "bye");
    server->stop();
    server->stop();
}

TEST(Stopping, MayComeBeforeTheServerRuns)
{
    ScriptedHandler handler;
    auto const server = Server::open({ .listeners = { {} }, .threads = 2 }, handler);
    ASSERT_TRUE(server);
    (*server)->stop();
    (*server)->run();
}

TEST(Stopping, IsNotNeededByAServerThatNeverRan)
{
    ScriptedHandler handler;
    EXPECT_TRUE(Server::open({ .listeners = { {} } }, handler));
}

}

}
