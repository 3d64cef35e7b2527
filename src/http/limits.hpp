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
    std::chrono::seconds head_time_max {
        15
    }; ///< From the first byte of a request to the end of its head: 408.
    std::chrono::seconds idle_time_max { 120 }; ///< Between two requests, and before the first.
    std::chrono::seconds body_time_max { 120 }; ///< From the end of the head to the end of the body: 408.
    std::chrono::seconds write_time_max { 60 }; ///< For a caller to take an answer.
    std::chrono::seconds handshake_time_max { 10 };
    std::chrono::seconds shutdown_time_max { 10 }; ///< For answers in flight once the server is told to stop.
};

}
