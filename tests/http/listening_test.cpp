// Addresses and ports: what is bound, what is shared, and what an operator is told.
#include "http/running_server.hpp"

#include <gmock/gmock.h>

namespace likeness::http::test {

namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string const plain_get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

std::string error_of(ServerOptions options)
{
    ScriptedHandler handler;
    auto const server = Server::open(std::move(options), handler);
    return server ? "opened" : server.error();
}

TEST(Listening, PicksAPortThatAllThreadsShare)
{
    RunningServer const server({ .listeners = { {} }, .threads = 4 });
    EXPECT_NE(server.port(), 0);
    // The system spreads connections over the threads: with this many all of them answer.
    for (int i = 0; i < 50; ++i) EXPECT_EQ(server.ask(plain_get).status, 200);
}

TEST(Listening, ServesSeveralAddressesAndIPv6)
{
    std::string peers;
    ScriptedHandler handler;
    handler.on_head_step = [&](Exchange& exchange) {
        peers.append(exchange.head.peer).append(exchange.head.loopback ? " loopback\n" : "\n");
        return answer_with(exchange, 200, "");
    };
    RunningServer const server(
        { .listeners = { {}, { .address = "::1" }, { .address = "127.0.0.2" } } }, handler);
    for (std::size_t i : { 0u, 1u, 2u }) {
        auto client = server.connect(i);
        client.send(plain_get);
        EXPECT_EQ(client.read_answer()->status, 200);
    }
    EXPECT_EQ(peers, "127.0.0.1 loopback\n::1 loopback\n127.0.0.1 loopback\n");
}

// Without this "::" would take all of IPv4 as well, and a listener on 0.0.0.0 beside it be refused.
TEST(Listening, KeepsIPv4OutOfIPv6Sockets)
{
    EXPECT_THAT(error_of({ .listeners = { { .address = "::ffff:127.0.0.1" } } }),
        StartsWith("cannot listen on [::ffff:127.0.0.1]:0: "));
}

TEST(Listening, RefusesAPortThatAnotherServerListensOn)
{
    RunningServer const first;
    EXPECT_EQ(error_of({ .listeners = { { .port = first.port() } } }),
        "cannot listen on 127.0.0.1:" + std::to_string(first.port()) + ": Address already in use");
}

TEST(Listening, TakesAPortAgainWhoseServerHasJustEnded)
{
    std::uint16_t port = 0;
    {
        RunningServer const first;
        port = first.port();
        first.ask("GET / HTTP/1.0\r\n\r\n");
    }
    RunningServer const second({ .listeners = { { .port = port } } });
    EXPECT_EQ(second.ask(plain_get).status, 200);
}

TEST(Listening, SaysWhatIsWrongWithAnAddress)
{
    EXPECT_THAT(error_of({ .listeners = { { .address = "localhost", .port = 80 } } }),
        HasSubstr("\"localhost\" is neither an IPv4 nor an IPv6 address"));
    EXPECT_THAT(error_of({ .listeners = { { .address = "192.0.2.1" } } }),
        StartsWith("cannot listen on 192.0.2.1:0: Cannot assign requested address"));
    EXPECT_THAT(error_of({ .listeners = { { .address = "2001:db8::1", .port = 8080 } } }),
        StartsWith("cannot listen on [2001:db8::1]:8080: "));
}

}

}
