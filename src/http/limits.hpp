// What a connection may cost. docs/limits.md lists these with what a caller is told.
#pragma once

#include <chrono>
#include <cstddef>

namespace likeness::http {

struct Limits {
    std::size_t head_bytes_max = 32u << 10; ///< Request line and headers: 431 past it.
    std::size_t target_bytes_max = 8u << 10; ///< 414 past it.
    std::size_t headers_max = 100; ///< 431 past it.
    std::size_t drain_bytes_max = 64u << 10; ///< Of a body that nobody wants; past it the connection closes.
    std::size_t connections_max = 10'000; ///< Past it a new connection is closed at once.
    std::chrono::milliseconds head_time_max = std::chrono::seconds(15); ///< First byte to end of head: 408.
    std::chrono::milliseconds idle_time_max
        = std::chrono::seconds(120); ///< Before a request; closed in silence.
    std::chrono::milliseconds body_time_max = std::chrono::seconds(120); ///< End of head to end of body: 408.
    std::chrono::milliseconds write_time_max = std::chrono::seconds(60); ///< For a caller to take an answer.
    std::chrono::milliseconds handshake_time_max = std::chrono::seconds(10);
    std::chrono::milliseconds linger_time_max
        = std::chrono::seconds(2); ///< For a caller to read a last answer.
    std::chrono::milliseconds shutdown_time_max
        = std::chrono::seconds(10); ///< For answers in flight at stop().
};

}
