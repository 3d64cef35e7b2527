// Handlers that go on from another thread: the promise, kept, dropped, and outliving everybody.
#include "http/running_server.hpp"

#include <atomic>
#include <fmt/format.h>
#include <future>
#include <gtest/gtest.h>
#include <mutex>

namespace likeness::http::test {

namespace {

using namespace std::chrono_literals;

std::string const plain_get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
std::string const post_ok = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nok";

// Keeps promises until a test wants them: a worker lane under the test's control.
class Shelf {
public:
    Next keep(Exchange& exchange)
    {
        std::lock_guard const lock(mutex_);
        kept_.push_back(exchange.defer());
        return Next::wait;
    }

    Resume take()
    {
        EXPECT_TRUE(eventually([&] { return !is_empty(); }));
        std::lock_guard const lock(mutex_);
        auto taken = std::move(kept_.back());
        kept_.pop_back();
        return taken;
    }

    ScriptedHandler::Step step()
    {
        return [this](Exchange& exchange) { return keep(exchange); };
    }

    ScriptedHandler keeping_heads()
    {
        ScriptedHandler handler;
        handler.on_head_step = step();
        return handler;
    }

private:
    bool is_empty()
    {
        std::lock_guard const lock(mutex_);
        return kept_.empty();
    }

    std::mutex mutex_;
    std::vector<Resume> kept_;
};

TEST(Resume, AnswersFromAnotherThread)
{
    Shelf shelf;
    RunningServer const server({}, shelf.keeping_heads());
    auto client = server.connect();
    for (int i = 0; i < 3; ++i) {
        client.send(plain_get);
        auto resume = shelf.take();
        answer_with(
            resume.exchange(), 200, std::string("late ") + std::string(resume.exchange().head.target));
        std::move(resume)(Next::respond);
        EXPECT_EQ(client.read_answer()->body, "late /a");
    }
}

TEST(Resume, LeadsToTheBodyAndWaitsAgain)
{
    Shelf shelf;
    auto handler = shelf.keeping_heads();
    handler.on_body_step = shelf.step();
    RunningServer const server({}, handler);
    auto client = server.connect();
    client.send(post_ok);
    auto on_head = shelf.take();
    on_head.exchange().body_max = 10;
    std::move(on_head)(Next::read_body);
    auto on_body = shelf.take();
    ScriptedHandler::answer_with_body(on_body.exchange());
    std::move(on_body)(Next::respond);
    EXPECT_EQ(client.read_answer()->body, "ok");
}

TEST(Resume, AnswersWhenKeptBeforeTheHandlerReturns)
{
    ScriptedHandler handler;
    handler.on_head_step = [](Exchange& exchange) {
        auto resume = exchange.defer();
        answer_with(exchange, 200, "at once");
        std::move(resume)(Next::respond);
        return Next::wait;
    };
    RunningServer const server({}, handler);
    EXPECT_EQ(server.ask(plain_get).body, "at once");
}

TEST(Resume, DroppedAnswers503AndCloses)
{
    Shelf shelf;
    RunningServer const server({}, shelf.keeping_heads());
    auto client = server.connect();
    client.send(plain_get);
    {
        auto const dropped = shelf.take();
        answer_with(dropped.exchange(), 200, "half an answer");
    }
    auto const answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 503);
    EXPECT_EQ(answer->header("Connection"), "close");
    EXPECT_EQ(answer->body, "");
    EXPECT_TRUE(client.is_closed());
}

TEST(Resume, HoldsUpThePipelinedRequestsOfItsConnectionAlone)
{
    Shelf shelf;
    ScriptedHandler handler;
    handler.on_head_step = [&](Exchange& exchange) {
        if (exchange.head.target == "/slow") return shelf.keep(exchange);
        return ScriptedHandler::answer_with_request_line(exchange);
    };
    RunningServer const server({}, handler);
    auto client = server.connect();
    client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n" + plain_get);
    auto resume = shelf.take();
    EXPECT_EQ(server.ask(plain_get).body, "GET /a");
    EXPECT_TRUE(client.stays_silent_for(20ms));
    answer_with(resume.exchange(), 200, "slow");
    std::move(resume)(Next::respond);
    EXPECT_EQ(client.read_answer()->body, "slow");
    EXPECT_EQ(client.read_answer()->body, "GET /a");
}

TEST(Resume, IsSafeWhenTheCallerHasHungUp)
{
    Shelf shelf;
    RunningServer const server({}, shelf.keeping_heads());
    for (bool const drop : { false, true }) {
        auto client = server.connect();
        client.send(plain_get);
        auto resume = shelf.take();
        client.reset();
        answer_with(resume.exchange(), 200, std::string(5'000'000, 'x'));
        if (!drop) std::move(resume)(Next::respond);
    }
    EXPECT_TRUE(eventually([&] { return server.server->counters().connections_open == 0; }));
}

TEST(Resume, IsSafeWhenTheServerHasGoneWithoutIt)
{
    Shelf shelf;
    std::optional<Resume> called;
    std::optional<Resume> dropped;
    {
        Limits limits;
        limits.shutdown_time_max = 20ms;
        RunningServer server(with_limits(limits), shelf.keeping_heads());
        auto first = server.connect();
        auto second = server.connect();
        first.send(plain_get);
        called.emplace(shelf.take());
        second.send(plain_get);
        dropped.emplace(shelf.take());
        server.stop();
        EXPECT_TRUE(first.is_closed());
    }
    EXPECT_EQ(called->exchange().head.target, "/a");
    EXPECT_EQ(called->exchange().head.peer, "127.0.0.1");
    called->exchange().response.text = "nobody hears this";
    std::move (*called)(Next::respond);
}

TEST(Resume, ComesFromManyThreadsAtOnce)
{
    ScriptedHandler handler;
    std::mutex mutex;
    std::vector<std::jthread> workers;
    handler.on_head_step = [&](Exchange& exchange) {
        std::lock_guard const lock(mutex);
        workers.emplace_back([resume = std::optional(exchange.defer())]() mutable {
            ScriptedHandler::answer_with_request_line(resume->exchange());
            std::move (*resume)(Next::respond);
        });
        return Next::wait;
    };
    RunningServer server({}, handler);
    std::vector<std::jthread> callers;
    callers.reserve(4);
    std::atomic<int> good = 0;
    for (int caller = 0; caller < 4; ++caller)
        callers.emplace_back([&, caller] {
            auto client = server.connect();
            for (int i = 0; i < 25; ++i) {
                client.send(fmt::format("GET /{}/{} HTTP/1.1\r\nHost: h\r\n\r\n", caller, i));
                auto const answer = client.read_answer();
                if (answer && answer->body == fmt::format("GET /{}/{}", caller, i)) ++good;
            }
        });
    callers.clear();
    EXPECT_EQ(good, 100);
    server.stop();
}

// What workers do while a server shuts down must not depend on luck.
TEST(Resume, MayRaceWithTheEndOfTheServer)
{
    for (int round = 0; round < 20; ++round) {
        Shelf shelf;
        std::jthread worker;
        Limits limits;
        limits.shutdown_time_max = 1ms;
        RunningServer server(with_limits(limits), shelf.keeping_heads());
        auto client = server.connect();
        client.send(plain_get);
        worker = std::jthread([resume = std::optional(shelf.take())]() mutable {
            answer_with(resume->exchange(), 200, "perhaps");
            std::move (*resume)(Next::respond);
        });
        server.stop();
    }
}

}

}
