// Transport: the bytes of one connection, plain or over TLS.
#pragma once

#include "http/asio_types.hpp"
#include "http/outgoing.hpp"

#include <memory>
#include <span>
#include <tuple>

struct ssl_ctx_st;

namespace likeness::http {

/// Belongs to one I/O thread. One call at a time; socket().cancel() ends it with operation_aborted.
class Transport {
public:
    virtual ~Transport() = default;

    virtual bool secure() const = 0;
    virtual Socket& socket() = 0;

    virtual Awaitable<std::tuple<error_code>> handshake() = 0;

    /// At least one byte, or why not.
    virtual Awaitable<std::tuple<error_code, std::size_t>> read_some(std::span<std::byte> room) = 0;

    /// Sends as much as the system takes without waiting; what is left over needs write_some().
    /// Errors show there.
    virtual void write_now(Outgoing& outgoing) = 0;

    /// Sends some of what is left, and says how much.
    virtual Awaitable<std::tuple<error_code, std::size_t>> write_some(Outgoing& outgoing) = 0;

    /// Tells the caller that nothing more follows; over TLS also waits for their farewell.
    virtual Awaitable<std::tuple<error_code>> say_goodbye() = 0;
};

std::unique_ptr<Transport> make_plain_transport(Socket socket);

std::unique_ptr<Transport> make_tls_transport(Socket socket, ssl_ctx_st& context);

}
