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
    CoreServer(ServerOptions const& options, Handler& handler)
        : shared_ { .handler = handler, .limits = options.limits, .tls = nullptr }
        , listeners_(options.listeners)
    {
        auto const count = options.threads ? options.threads : base::available_cores();
        for (unsigned i = 0; i < count; ++i) cores_.push_back(std::make_unique<Core>(shared_));
    }

    base::BasicResult<void, std::string> open(std::optional<TlsFiles> const& files)
    {
        bool const needs_tls = std::ranges::any_of(listeners_, &Listener::tls);
        if (needs_tls && !files)
            return tl::unexpected(std::string("a TLS listener needs the files of a certificate and its key"));
        if (files) {
            auto context = open_tls_context(*files);
            if (!context) return tl::unexpected(std::move(context.error()));
            shared_.tls = std::move(*context);
        }
        for (auto& listener : listeners_)
            if (auto opened = open(listener); !opened) return opened;
        return {};
    }

    std::vector<Listener> listeners() const override { return listeners_; }

    void run() override
    {
        {
            std::vector<std::jthread> others;
            for (auto& core : std::span(cores_).subspan(1)) {
                auto& thread = others.emplace_back([&core] { core->run(); });
                pthread_setname_np(thread.native_handle(), "http");
            }
            cores_.front()->run();
        }
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
    base::BasicResult<void, std::string> open(Listener& listener)
    {
        std::vector<asio::io_context*> contexts;
        for (auto& core : cores_) contexts.push_back(&core->context());
        auto acceptors = listen_on(listener, contexts);
        if (!acceptors) return tl::unexpected(std::move(acceptors.error()));
        for (std::size_t i = 0; i < cores_.size(); ++i)
            cores_[i]->add_doorway({ std::move((*acceptors)[i]), listener.tls });
        return {};
    }

    Shared shared_;
    std::vector<Listener> listeners_;
    std::vector<std::unique_ptr<Core>> cores_;
};

}

base::BasicResult<std::unique_ptr<Server>, std::string> Server::open(ServerOptions options, Handler& handler)
{
    auto server = std::make_unique<CoreServer>(options, handler);
    return server->open(options.tls).map([&]() -> std::unique_ptr<Server> { return std::move(server); });
}

}
