// A server on loopback that says exactly the bytes a test tells it to, however wrong, and keeps what it was
// sent: what a client did or did not give away is proven by what arrived here.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace likeness::tests {

struct Reply {
    std::string bytes;
    std::chrono::milliseconds pause_per_byte { 0 };
    bool keeps_open = false; ///< Waits for the client to go, where it would close.
    bool before_the_body = false; ///< Said as soon as the head is there; the request's body is never read.
};

struct ServerCertificate {
    std::filesystem::path chain;
    std::filesystem::path key;
};

/// One connection after the other, one request on each.
class ScriptedServer {
public:
    /// Gets the request's head, up to and with the empty line; runs on the server's thread.
    using Script = std::function<Reply(std::string const& head)>;

    explicit ScriptedServer(Script script);
    ScriptedServer(ServerCertificate const& certificate, Script script);
    ~ScriptedServer();
    ScriptedServer(ScriptedServer const&) = delete;
    ScriptedServer& operator=(ScriptedServer const&) = delete;

    std::uint16_t port() const { return port_; }
    int connections() const { return connections_; }
    std::vector<std::string> requests() const; ///< Their heads.
    std::vector<std::string> bodies() const; ///< One a request that was read whole; empty for a GET.

private:
    class Peer;

    void serve(std::stop_token stop);
    void answer(Peer& peer);
    bool take_head(Peer& peer, std::string& head);
    bool take_body(Peer& peer, std::string const& head);

    Script script_;
    std::shared_ptr<void> tls_;
    std::uint16_t port_ = 0;
    int listener_ = -1; ///< Making it sets `port_`.
    std::atomic<int> connections_ = 0;
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    std::vector<std::string> bodies_;
    std::jthread thread_;
};

/// A whole answer: "200 OK", header lines without line ends, and the body with its length.
std::string http_answer(
    std::string_view status, std::vector<std::string> const& headers = {}, std::string_view body = "");

/// Always the same answer.
ScriptedServer::Script says(std::string bytes);

/// Bytes that are taken for a JPEG, `size` of them.
std::string jpeg_of(std::size_t size, char filler = 'x');

}
