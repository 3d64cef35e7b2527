#include "base/cores.hpp"
#include "http/core.hpp"
#include "http/listening.hpp"

#include <algorithm>
#include <pthread.h>
#include <thread>

namespace likeness::http {

namespace {

class CoreServer final : public Server {
public:
    CoreServer(ServerOptions options, Handler& handler)
        : shared_ { .handler = handler, .limits = options.limits, .tls = nullptr }
        , listeners_(std::move(options.listeners))
        , files_(std::move(options.tls))
    {
        auto const count = options.threads ? options.threads : base::available_cores();
        for (unsigned i = 0; i < count; ++i) cores_.push_back(std::make_unique<Core>(shared_));
    }

    base::BasicResult<void, std::string> open()
    {
        return open_tls().and_then([this] { return open_listeners(); });
    }

    std::vector<Listener> listeners() const override { return listeners_; }

    void run() override
    {
        std::vector<std::jthread> others; // Waited for when this returns.
        for (auto& core : std::span(cores_).subspan(1)) {
            auto& thread = others.emplace_back([&core] { core->run(); });
            pthread_setname_np(thread.native_handle(), "http");
        }
        cores_.front()->run();
    }

    void stop() override
    {
        for (auto& core : cores_) core->stop();
    }

    ServerCounters counters() const override
    {
        ServerCounters sum { .connections_open = shared_.connections_open };
        for (auto const& core : cores_) {
            auto const& tally = core->tally();
            sum.connections_accepted += tally.connections_accepted.get();
            sum.connections_refused += tally.connections_refused.get();
            sum.requests += tally.requests.get();
            sum.bad_requests += tally.bad_requests.get();
            sum.timeouts += tally.timeouts.get();
        }
        return sum;
    }

private:
    using Outcome = base::BasicResult<void, std::string>;

    Outcome open_tls()
    {
        bool const needs_tls = std::ranges::any_of(listeners_, &Listener::tls);
        if (needs_tls && !files_)
            return tl::unexpected(std::string("a TLS listener needs the files of a certificate and its key"));
        if (!files_) return {};
        return open_tls_context(*files_).map(
            [this](TlsContext context) { shared_.tls = std::move(context); });
    }

    Outcome open_listeners()
    {
        Outcome outcome;
        for (auto& listener : listeners_) outcome = outcome.and_then([&] { return open(listener); });
        return outcome;
    }

    Outcome open(Listener& listener)
    {
        std::vector<asio::io_context*> contexts(cores_.size());
        std::ranges::transform(cores_, contexts.begin(), [](auto const& core) { return &core->context(); });
        return listen_on(listener, contexts).map([&](std::vector<Acceptor> acceptors) {
            for (std::size_t i = 0; i < cores_.size(); ++i)
                cores_[i]->add_doorway({ std::move(acceptors[i]), listener.tls });
        });
    }

    Shared shared_;
    std::vector<Listener> listeners_;
    std::optional<TlsFiles> files_;
    std::vector<std::unique_ptr<Core>> cores_;
};

}

base::BasicResult<std::unique_ptr<Server>, std::string> Server::open(ServerOptions options, Handler& handler)
{
    auto server = std::make_unique<CoreServer>(std::move(options), handler);
    return server->open().map([&]() -> std::unique_ptr<Server> { return std::move(server); });
}

}
