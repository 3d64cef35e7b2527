#include "http/core.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>

namespace likeness::http {

namespace {

using std::chrono::milliseconds;

// How long a thread leaves new connections alone when the system has no descriptor for them.
constexpr milliseconds accept_pause { 100 };

// Often enough that a limit is overrun by an eighth at most, and never more than twice a second.
milliseconds sweep_period(Limits const& limits)
{
    auto const shortest = std::min({ limits.head_time_max, limits.idle_time_max, limits.body_time_max,
        limits.write_time_max, limits.handshake_time_max, limits.linger_time_max, limits.shutdown_time_max });
    return std::clamp<milliseconds>(shortest / 8, milliseconds(1), milliseconds(500));
}

bool is_out_of_resources(error_code const& error)
{
    namespace errc = boost::system::errc;
    return error == errc::too_many_files_open || error == errc::too_many_files_open_in_system
        || error == errc::no_buffer_space || error == errc::not_enough_memory;
}

}

Core::Core(Shared& shared)
    : shared_(shared)
    , sweep_period_(sweep_period(shared.limits))
{
}

Core::~Core()
{
    inbox_->close();
}

void Core::run()
{
    for (auto& doorway : doorways_)
        asio::co_spawn(executor(), accept_from(doorway), [](std::exception_ptr const&) { });
    context_.run();
    inbox_->close();
}

void Core::stop()
{
    inbox_->post([this] { begin_stop(); });
}

Awaitable<void> Core::accept_from(Doorway& doorway)
{
    Timer pause(executor());
    while (doorway.acceptor.is_open()) {
        Tcp::endpoint endpoint;
        auto [error, socket] = co_await doorway.acceptor.async_accept(endpoint, as_result);
        if (!error) {
            admit(std::move(socket), endpoint, doorway.tls);
        } else if (is_out_of_resources(error)) {
            pause.expires_after(accept_pause);
            co_await pause.async_wait(as_result);
        }
    }
}

// A connection costs memory: one that there is none for is closed like one past the limit. (Two cores at once may
// let one too many in: not worth a lock.)
void Core::admit(Socket socket, Tcp::endpoint const& endpoint, bool tls)
try {
    if (shared_.connections_open >= shared_.limits.connections_max)
        return tally_.connections_refused.add_one();
    auto transport
        = tls ? make_tls_transport(std::move(socket), *shared_.tls) : make_plain_transport(std::move(socket));
    auto connection = std::make_unique<Connection>(*this, std::move(transport), peer_of(endpoint));
    tally_.connections_accepted.add_one();
    auto life = connection->serve();
    // Out of memory later, or a handler that breaks its word and throws, ends this connection alone.
    asio::co_spawn(
        executor(), std::move(life), [connection = std::move(connection)](std::exception_ptr const&) { });
} catch (std::bad_alloc const&) {
    tally_.connections_refused.add_one();
}

void Core::enter(Connection& connection)
{
    connection.place = connections_.size();
    connections_.push_back(&connection);
    ++shared_.connections_open;
    arm_sweep();
}

void Core::leave(Connection& connection)
{
    connections_.back()->place = connection.place;
    std::swap(connections_[connection.place], connections_.back());
    connections_.pop_back();
    --shared_.connections_open;
    end_when_empty();
}

// A core without connections sleeps.
void Core::arm_sweep()
{
    if (sweeping_ || connections_.empty()) return;
    sweeping_ = true;
    sweep_timer_.expires_after(sweep_period_);
    sweep_timer_.async_wait([this](error_code const& error) {
        sweeping_ = false;
        if (!error) sweep();
    });
}

void Core::sweep()
{
    auto const moment = now();
    for (auto* connection : connections_)
        if (moment >= shutdown_at_)
            connection->abort();
        else
            connection->sweep(moment);
    arm_sweep();
}

void Core::begin_stop()
{
    if (stopping()) return;
    shutdown_at_ = now() + shared_.limits.shutdown_time_max;
    for (auto& doorway : doorways_) {
        error_code ignored; // There is nothing left to do with a socket that does not close.
        doorway.acceptor.close(ignored);
    }
    for (auto* connection : connections_) connection->stop();
    end_when_empty();
}

void Core::end_when_empty()
{
    if (!stopping() || !connections_.empty()) return;
    sweep_timer_.cancel();
    work_.reset();
}

}
