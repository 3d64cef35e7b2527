// Listening sockets: one for each core, all on the same address and port.
#pragma once

#include "base/result.hpp"
#include "http/asio_types.hpp"
#include "http/server.hpp"

#include <span>
#include <vector>

namespace likeness::http {

/// A socket for each of `contexts`, and the port they share (into `listener.port`, when it was 0).
/// The system spreads connections over them (SO_REUSEPORT).
/// Errors, for an operator: no such address, not ours, in use, not allowed.
base::BasicResult<std::vector<Acceptor>, std::string> listen_on(
    Listener& listener, std::span<asio::io_context* const> contexts);

}
