// Core: one I/O thread with all that is its own: acceptors, connections, a sweep of deadlines, counters.
// Nothing in here is shared with another core but what Shared names.
#pragma once

#include "http/asio_types.hpp"
#include "http/clock.hpp"
#include "http/connection.hpp"
#include "http/inbox.hpp"
#include "http/server.hpp"
#include "http/tally.hpp"
#include "http/tls_context.hpp"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <vector>

namespace likeness::http {

/// What all cores of a server have in common.
struct Shared {
    Handler& handler;
    Limits limits;
    TlsContext tls;
    std::atomic<std::size_t> connections_open = 0;
};

/// A socket that listens.
struct Doorway {
    Acceptor acceptor;
    bool tls = false;
};

class Core {
public:
    explicit Core(Shared& shared);
    ~Core();
    Core(Core const&) = delete;
    Core& operator=(Core const&) = delete;

    asio::io_context& context() { return context_; }
    void add_doorway(Doorway doorway) { doorways_.push_back(std::move(doorway)); }

    /// Accepts and serves on the calling thread, until stop() has had its effect.
    void run();

    /// From any thread.
    void stop();

    Tally const& tally() const { return tally_; }

    // For connections, on the core's own thread.
    Handler& handler() { return shared_.handler; }
    Limits const& limits() const { return shared_.limits; }
    std::string_view date_line() { return date_line_.get(); }
    Tally& tally() { return tally_; }
    std::shared_ptr<Inbox> const& inbox() const { return inbox_; }
    Executor executor() { return context_.get_executor(); }
    void enter(Connection& connection);
    void leave(Connection& connection);
    bool stopping() const { return shutdown_at_ != never; }

private:
    Awaitable<void> accept_from(Doorway& doorway);
    void admit(Socket socket, Tcp::endpoint const& endpoint, bool tls);
    void arm_sweep();
    void sweep();
    void begin_stop();
    void end_when_empty();

    Shared& shared_;
    // Sockets and timers are touched by this thread alone and need no locks; posting keeps its own.
    asio::io_context context_ { BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO };
    asio::executor_work_guard<Executor> work_ { context_.get_executor() };
    std::shared_ptr<Inbox> const inbox_ = std::make_shared<Inbox>(context_);
    std::vector<Doorway> doorways_;
    std::vector<Connection*> connections_;
    Timer sweep_timer_ { context_.get_executor() };
    std::chrono::milliseconds const sweep_period_;
    bool sweeping_ = false;
    Moment shutdown_at_ = never;
    DateLine date_line_;
    Tally tally_;
};

}
