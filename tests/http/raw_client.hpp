// RawClient: bytes in and out of a socket, as no well-behaved HTTP library would send them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace likeness::http::test {

/// An answer, taken apart.
struct Answer {
    int status = 0;
    std::string head; ///< With the status line, without the empty line.
    std::string body;

    /// The value of the first header of this name, in any case; "" without one.
    std::string header(std::string_view name) const;
    bool has(std::string_view name) const;
};

/// Blocking; gives up after twenty seconds, so that a server that hangs fails a test instead of stopping all.
class RawClient {
public:
    /// A small receive buffer makes the server's send buffer fill soon; 0 leaves it as the system likes.
    RawClient(std::string const& address, std::uint16_t port, int receive_buffer_bytes = 0);
    ~RawClient();
    RawClient(RawClient const&) = delete;
    RawClient& operator=(RawClient const&) = delete;

    void send(std::string_view bytes);

    /// Sends what the system takes without waiting; how much that was.
    std::size_t send_some(std::string_view bytes);

    /// Says that nothing more is sent.
    void finish_sending();

    /// The next answer by its Content-Length; nullopt when the connection ends before it is whole.
    /// An answer to a HEAD has no body, whatever its head says.
    std::optional<Answer> read_answer(std::string_view method = "GET");

    /// Whether the server closes in order with no byte more.
    bool is_closed();

    /// Everything until the server closes or resets.
    std::string read_all();

    /// Whether nothing comes in for this long.
    bool stays_silent_for(std::chrono::milliseconds time);

    /// Closes at once, with a reset: how a crashed caller looks.
    void reset();

    int descriptor() const { return socket_; }

private:
    bool receive_more();

    int socket_ = -1;
    std::string received_;
};

}
