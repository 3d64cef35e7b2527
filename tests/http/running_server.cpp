#include "http/running_server.hpp"

#include <stdexcept>

namespace likeness::http::test {

using namespace std::chrono_literals;

namespace {

std::unique_ptr<Server> opened(ServerOptions options, Handler& handler)
{
    if (options.listeners.empty()) options.listeners.push_back({});
    if (options.threads == 0) options.threads = 2;
    auto server = Server::open(std::move(options), handler);
    if (!server) throw std::runtime_error(server.error());
    return std::move(*server);
}

}

Next answer_with(Exchange& exchange, int status, std::string_view text)
{
    exchange.response.status = status;
    exchange.response.text = text;
    return Next::respond;
}

Next ScriptedHandler::answer_with_request_line(Exchange& exchange)
{
    exchange.response.text.append(exchange.head.method).append(" ").append(exchange.head.target);
    return answer_with(exchange, 200, std::string(exchange.response.text));
}

Next ScriptedHandler::answer_with_body(Exchange& exchange)
{
    return answer_with(exchange, 200, base::as_text(exchange.body));
}

ScriptedHandler::Step ScriptedHandler::take_body(std::size_t bytes_max)
{
    return [bytes_max](Exchange& exchange) {
        exchange.body_max = bytes_max;
        return Next::read_body;
    };
}

ScriptedHandler ScriptedHandler::sending(base::ByteView bytes)
{
    ScriptedHandler handler;
    handler.on_head_step = [bytes](Exchange& exchange) {
        exchange.response.status = 200;
        exchange.response.body = bytes;
        return Next::respond;
    };
    return handler;
}

RunningServer::RunningServer(ServerOptions options, ScriptedHandler script)
    : handler(std::move(script))
    , server(opened(std::move(options), handler))
    , thread_([this] { server->run(); })
{
}

RunningServer::~RunningServer()
{
    stop();
}

RawClient RunningServer::connect(std::size_t listener) const
{
    return { server->listeners()[listener].address, port(listener) };
}

Answer RunningServer::ask(std::string_view bytes, std::string_view method) const
{
    auto client = connect();
    client.send(bytes);
    return client.read_answer(method).value_or(Answer {});
}

void RunningServer::stop()
{
    server->stop();
    if (thread_.joinable()) thread_.join();
}

Limits impatient()
{
    // What a test does not wait for stays long, so that a slow machine trips over nothing.
    return { .linger_time_max = 300ms };
}

ServerOptions with_limits(Limits const& limits)
{
    return { .listeners = { {} }, .threads = 2, .limits = limits };
}

bool eventually(std::function<bool()> const& condition)
{
    for (auto const end = std::chrono::steady_clock::now() + 20s; std::chrono::steady_clock::now() < end;
        std::this_thread::sleep_for(2ms))
        if (condition()) return true;
    return false;
}

}
