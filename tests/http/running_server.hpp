// RunningServer: a server on a port of its own with a handler made of two functions, for as long as a test lasts.
#pragma once

#include "http/raw_client.hpp"
#include "http/server.hpp"

#include <functional>
#include <thread>

namespace likeness::http::test {

/// By default answers 200 with "METHOD TARGET" on the head, or, where there is a body and `takes_body` is set,
/// with the body itself.
class ScriptedHandler final : public Handler {
public:
    using Step = std::function<Next(Exchange&)>;

    Step on_head_step = answer_with_request_line;
    Step on_body_step = answer_with_body;

    static Next answer_with_request_line(Exchange& exchange);
    static Next answer_with_body(Exchange& exchange);

    /// On the head: takes a body of at most `bytes_max`.
    static Step take_body(std::size_t bytes_max = 1u << 20);

    /// On the head: sends these bytes, which the caller keeps alive.
    static ScriptedHandler sending(base::ByteView bytes);

    Next on_head(Exchange& exchange) override { return on_head_step(exchange); }
    Next on_body(Exchange& exchange) override { return on_body_step(exchange); }
};

Next answer_with(Exchange& exchange, int status, std::string_view text);

class RunningServer {
public:
    explicit RunningServer(ServerOptions options = {}, ScriptedHandler handler = {});
    ~RunningServer();

    std::uint16_t port(std::size_t listener = 0) const { return server->listeners()[listener].port; }
    RawClient connect(std::size_t listener = 0) const;

    /// Sends `bytes` on a connection of their own and reads the first answer.
    Answer ask(std::string_view bytes, std::string_view method = "GET") const;

    /// Stops, and waits until run() has returned.
    void stop();

    ScriptedHandler handler;
    std::unique_ptr<Server> server;

private:
    std::jthread thread_;
};

/// Limits so short that a test may wait for them.
Limits impatient();

/// Loopback, any port, two threads, these limits.
ServerOptions with_limits(Limits const& limits);

/// Waits until `condition` holds; false when it does not within twenty seconds.
bool eventually(std::function<bool()> const& condition);

}
