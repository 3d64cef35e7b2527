// Server: listens, and carries requests to a Handler. A thread, an io_context and a SO_REUSEPORT socket a core.
#pragma once

#include "base/result.hpp"
#include "http/handler.hpp"
#include "http/limits.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace likeness::http {

struct Listener {
    std::string address = "127.0.0.1"; ///< An IPv4 or IPv6 address, without brackets.
    std::uint16_t port = 0; ///< 0: the system picks one.
    bool tls = false;

    friend bool operator==(Listener const&, Listener const&) = default;
};

struct TlsFiles {
    std::filesystem::path certificate; ///< PEM, the chain with our own certificate first.
    std::filesystem::path key; ///< PEM.
};

struct ServerOptions {
    std::vector<Listener> listeners;
    std::optional<TlsFiles> tls;
    unsigned threads = 0; ///< 0: one a core.
    Limits limits;
};

/// Counted since the start; read from any thread.
struct ServerCounters {
    std::uint64_t connections_accepted = 0;
    std::uint64_t connections_open = 0;
    std::uint64_t connections_refused = 0; ///< Over connections_max, or out of memory.
    std::uint64_t requests = 0;
    std::uint64_t bad_requests
        = 0; ///< Answered by the server itself: 400, 408, 413, 414, 417, 431, 501, 505.
    std::uint64_t timeouts = 0; ///< Handshakes, heads, bodies and answers that took too long; idling is none.
};

class Server {
public:
    /// Binds and listens, but answers nothing before run(). `handler` must outlive the server.
    /// Errors, in words for an operator: an address that cannot be bound, a certificate or key that cannot
    /// be read or do not belong together, a TLS listener without files.
    static base::BasicResult<std::unique_ptr<Server>, std::string> open(
        ServerOptions options, Handler& handler);

    virtual ~Server() = default;

    /// As asked for, with the ports that the system picked.
    virtual std::vector<Listener> listeners() const = 0;

    /// Serves until stop() was called and the answers in flight are out, or shutdown_time_max has passed.
    virtual void run() = 0;

    /// No new connections; idle ones close; run() returns soon. From any thread, any number of times.
    virtual void stop() = 0;

    virtual ServerCounters counters() const = 0;
};

}
