// Theory: serve() is one coroutine for the life of a connection; everything it awaits is awaited in a statement
// of its own, since g++ 12 miscompiles `co_await a && co_await b`.
// A deadline is set before each wait and looked at by the core's sweep, which cancels what is under way; the
// coroutine then finds `expired_` set. While another thread has the exchange there is no deadline: how long a
// handler may take is the handler's business.
#include "http/connection.hpp"

#include "http/core.hpp"
#include "http/status.hpp"

#include <array>

namespace likeness::http {

namespace {

constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

asio::ip::address without_mapping(asio::ip::address const& address)
{
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
}

// A refusal as a person sees it who looks at what a program got.
void write_refusal(Response& response, Refusal const& refusal)
{
    response.clear();
    response.status = refusal.status;
    response.add_header("Content-Type", "text/plain");
    response.text.append(reason_phrase(refusal.status)).append(": ").append(refusal.reason).append("\r\n");
}

}

Peer peer_of(Tcp::endpoint const& endpoint)
{
    auto const address = without_mapping(endpoint.address());
    return { address.to_string(), address.is_loopback() };
}

Connection::Connection(Core& core, std::unique_ptr<Transport> transport, Peer peer)
    : core_(core)
    , transport_(std::move(transport))
    , exchange_(std::make_shared<ExchangeState>(core.limits(), core.inbox(), std::move(peer.address)))
    , reader_(exchange_->reader)
    , loopback_(peer.loopback)
    , resumption_(core.executor())
{
    exchange_->waiter = this;
    core_.enter(*this);
}

Connection::~Connection()
{
    exchange_->waiter = nullptr;
    core_.leave(*this);
}

void Connection::set_deadline(std::chrono::milliseconds from_now)
{
    expired_ = false;
    deadline_ = now() + from_now;
}

void Connection::sweep(Moment moment)
{
    if (moment < deadline_) return;
    deadline_ = never;
    expired_ = true;
    error_code ignored; // Cancelling a socket that has just broken changes nothing.
    transport_->socket().cancel(ignored);
}

void Connection::stop()
{
    if (!idle_) return;
    error_code ignored;
    transport_->socket().cancel(ignored);
}

void Connection::abort()
{
    aborted_ = true;
    error_code ignored;
    transport_->socket().close(ignored);
    resumption_.cancel();
}

Awaitable<void> Connection::serve()
{
    set_deadline(core_.limits().handshake_time_max);
    auto const [error] = co_await transport_->handshake();
    if (expired_) core_.tally().timeouts.add_one();
    if (error || expired_) co_return;
    while (co_await read_head()) {
        bool const kept = co_await answer();
        if (!kept) break;
        exchange_->end();
    }
    co_await say_goodbye();
}

// How long the caller may take is said once before, and once at the first byte.
void Connection::set_deadline_of_head()
{
    bool const begun = !reader_.is_idle();
    if (begun && !head_begun_)
        set_deadline(core_.limits().head_time_max);
    else if (!begun && !idle_)
        set_deadline(core_.limits().idle_time_max);
    head_begun_ = begun;
    idle_ = !begun;
}

Awaitable<bool> Connection::read_head()
{
    head_begun_ = idle_ = false;
    auto progress = reader_.read_head();
    while (progress == Progress::need_more) {
        set_deadline_of_head();
        farewell_ = Farewell::polite;
        if (idle_ && core_.stopping()) co_return false;
        auto const arrival = co_await receive();
        if (arrival == Arrival::late && head_begun_) co_await refuse({ 408, "the head took too long" });
        if (arrival != Arrival::more) co_return false;
        progress = reader_.read_head();
    }
    idle_ = false;
    deadline_ = never;
    if (progress == Progress::refused) {
        co_await refuse(reader_.refusal());
        co_return false;
    }
    core_.tally().requests.add_one();
    exchange_->begin(transport_->secure(), loopback_);
    co_return true;
}

Awaitable<Connection::Arrival> Connection::receive()
{
    auto const [error, count] = co_await transport_->read_some(reader_.room());
    reader_.received(count);
    if (expired_) co_return Arrival::late;
    if (!error) co_return Arrival::more;
    // The end of the stream is how callers leave; an aborted read is our own wish to end.
    bool const in_order = error == asio::error::eof || error == asio::error::operation_aborted;
    farewell_ = in_order ? Farewell::polite : Farewell::none;
    co_return Arrival::lost;
}

Awaitable<bool> Connection::answer()
{
    auto next = core_.handler().on_head(*exchange_);
    if (next == Next::wait) next = co_await resumed();
    if (aborted_) co_return false;
    auto const use = next == Next::read_body ? BodyUse::wanted : BodyUse::drained;
    bool in_order = true;
    read_whole_ = !reader_.framing().has_body();
    if (!read_whole_) in_order = co_await read_body(use);
    if (in_order && use == BodyUse::wanted) in_order = co_await hand_over_body();
    if (in_order) in_order = co_await send();
    co_return in_order;
}

Awaitable<bool> Connection::hand_over_body()
{
    exchange_->body = reader_.body();
    if (core_.handler().on_body(*exchange_) == Next::wait) co_await resumed();
    co_return !aborted_;
}

// Until then the exchange belongs to another thread.
Awaitable<Next> Connection::resumed()
{
    resumption_.expires_at(Timer::time_point::max());
    co_await resumption_.async_wait(as_result);
    co_return next_;
}

void Connection::go_on(Next next)
{
    next_ = next;
    resumption_.cancel();
}

Awaitable<bool> Connection::read_body(BodyUse use)
{
    bool const is_awaited = reader_.framing().expects_continue && !reader_.has_more();
    auto const bytes_max = use == BodyUse::wanted ? exchange_->body_max : core_.limits().drain_bytes_max;
    set_deadline(core_.limits().body_time_max);
    auto progress = reader_.begin_body(bytes_max);
    if (progress == Progress::need_more && is_awaited) co_await invite_body();
    while (progress == Progress::need_more) {
        auto const arrival = co_await receive();
        if (arrival == Arrival::late) co_await refuse({ 408, "the body took too long" });
        if (arrival != Arrival::more) co_return false;
        progress = reader_.read_body();
    }
    deadline_ = never;
    read_whole_ = progress == Progress::done;
    if (read_whole_) co_return true;
    // Too long to drain: the answer goes out all the same, and the rest stays unread.
    if (reader_.refusal().status == 413 && use == BodyUse::drained) co_return true;
    co_await refuse(reader_.refusal());
    co_return false;
}

// A caller that cannot be told shows it by sending no body.
Awaitable<void> Connection::invite_body()
{
    outgoing_.compose(continue_line);
    transport_->write_now(outgoing_);
    while (!outgoing_.empty()) {
        auto const [error, count] = co_await transport_->write_some(outgoing_);
        if (error) co_return;
        outgoing_.sent(count);
    }
}

Awaitable<bool> Connection::send()
{
    auto const& response = exchange_->response;
    bool const keep_alive
        = read_whole_ && reader_.framing().keep_alive && !response.close && !core_.stopping();
    outgoing_.compose(response,
        { .date_line = core_.date_line(),
            .minor_version = exchange_->head.minor_version,
            .keep_alive = keep_alive,
            .to_head = exchange_->head.method == "HEAD" });
    transport_->write_now(outgoing_);
    bool sent = outgoing_.empty();
    if (!sent) sent = co_await write_rest();
    if (!sent) co_return false;
    bool const all_read = read_whole_ && !reader_.has_more();
    farewell_ = all_read ? Farewell::polite : Farewell::lingering;
    co_return keep_alive;
}

Awaitable<bool> Connection::write_rest()
{
    set_deadline(core_.limits().write_time_max);
    farewell_ = Farewell::none;
    while (!outgoing_.empty()) {
        auto const [error, count] = co_await transport_->write_some(outgoing_);
        outgoing_.sent(count);
        if (expired_) core_.tally().timeouts.add_one();
        if (error || expired_) co_return false;
    }
    deadline_ = never;
    co_return true;
}

// The connection ends with it: what the caller meant by the bytes that follow is anybody's guess.
Awaitable<void> Connection::refuse(Refusal refusal)
{
    core_.tally().bad_requests.add_one();
    if (refusal.status == 408) core_.tally().timeouts.add_one();
    write_refusal(exchange_->response, refusal);
    exchange_->response.close = true;
    read_whole_ = false;
    co_await send();
}

Awaitable<void> Connection::say_goodbye()
{
    if (aborted_ || farewell_ == Farewell::none) co_return;
    set_deadline(core_.limits().linger_time_max);
    co_await transport_->say_goodbye();
    if (farewell_ == Farewell::lingering && !expired_) co_await linger();
}

// Closing while bytes come in would make the system reset the connection, and the caller lose our answer:
// read over them until the caller has seen it and closes, or the time is up.
Awaitable<void> Connection::linger()
{
    auto& socket = transport_->socket();
    error_code error;
    socket.shutdown(Socket::shutdown_send, error);
    std::array<std::byte, 4096> unwanted;
    while (!error && !expired_ && !aborted_)
        std::tie(error, std::ignore)
            = co_await socket.async_read_some(asio::buffer(unwanted.data(), unwanted.size()), as_result);
}

}
