#include "client/scripted_server.hpp"

#include <arpa/inet.h>
#include <csignal>
#include <cstdlib>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace likeness::tests {

namespace {

// A test cannot go on without its server.
void require(bool holds)
{
    if (!holds) std::abort();
}

std::shared_ptr<SSL_CTX> tls_context(ServerCertificate const& certificate)
{
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    require(SSL_CTX_use_certificate_chain_file(context.get(), certificate.chain.c_str()) == 1);
    require(SSL_CTX_use_PrivateKey_file(context.get(), certificate.key.c_str(), SSL_FILETYPE_PEM) == 1);
    return context;
}

int listen_on_loopback(std::uint16_t& port)
{
    int const listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address { .sin_family = AF_INET, .sin_addr = { .s_addr = htonl(INADDR_LOOPBACK) } };
    socklen_t size = sizeof address;
    require(::bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0);
    require(::listen(listener, 16) == 0);
    require(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port = ntohs(address.sin_port);
    return listener;
}

std::size_t content_length(std::string const& head)
{
    constexpr std::string_view name = "\r\nContent-Length: ";
    auto const at = head.find(name);
    return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + name.size(), nullptr, 10);
}

}

// The accepted end of a connection, in the clear or in TLS.
class ScriptedServer::Peer {
public:
    Peer(int socket, SSL_CTX* context)
        : socket_(socket)
        , ssl_(context ? SSL_new(context) : nullptr, &SSL_free)
    {
        if (ssl_) SSL_set_fd(ssl_.get(), socket_);
    }
    ~Peer()
    {
        if (ssl_) SSL_shutdown(ssl_.get());
        ::close(socket_);
    }
    Peer(Peer const&) = delete;
    Peer& operator=(Peer const&) = delete;

    bool greet() { return !ssl_ || SSL_accept(ssl_.get()) == 1; }

    int read(char* into, int size)
    {
        return ssl_ ? SSL_read(ssl_.get(), into, size)
                    : static_cast<int>(::recv(socket_, into, static_cast<std::size_t>(size), 0));
    }

    bool write(std::string_view bytes)
    {
        while (!bytes.empty()) {
            auto const sent = ssl_ ? SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()))
                                   : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    // Closing with unread bytes would reset the connection under the answer.
    void finish_writing()
    {
        if (ssl_) SSL_shutdown(ssl_.get());
        ::shutdown(socket_, SHUT_WR);
    }

    void wait_until_left()
    {
        char ignored[4096];
        while (read(ignored, sizeof ignored) > 0) { }
    }

private:
    int socket_;
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
};

ScriptedServer::ScriptedServer(Script script)
    : script_(std::move(script))
    , listener_(listen_on_loopback(port_))
    , thread_([this](std::stop_token stop) { serve(std::move(stop)); })
{
}

ScriptedServer::ScriptedServer(ServerCertificate const& certificate, Script script)
    : script_(std::move(script))
    , tls_(tls_context(certificate))
    , listener_(listen_on_loopback(port_))
    , thread_([this](std::stop_token stop) { serve(std::move(stop)); })
{
}

ScriptedServer::~ScriptedServer()
{
    thread_.request_stop();
    // Ends a waiting accept on Linux; the thread then sees the stop.
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
}

std::vector<std::string> ScriptedServer::requests() const
{
    std::scoped_lock const lock(mutex_);
    return requests_;
}

std::vector<std::string> ScriptedServer::bodies() const
{
    std::scoped_lock const lock(mutex_);
    return bodies_;
}

void ScriptedServer::serve(std::stop_token stop)
{
    // SSL_write knows no MSG_NOSIGNAL, and a client that leaves early is what half of the tests are about.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    while (!stop.stop_requested()) {
        int const socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) continue;
        ++connections_;
        Peer peer(socket, static_cast<SSL_CTX*>(tls_.get()));
        if (peer.greet()) answer(peer);
    }
}

bool ScriptedServer::take_head(Peer& peer, std::string& head)
{
    char letter = 0;
    while (!head.ends_with("\r\n\r\n")) {
        if (peer.read(&letter, 1) != 1) return false;
        head += letter;
    }
    std::scoped_lock const lock(mutex_);
    requests_.push_back(head);
    return true;
}

bool ScriptedServer::take_body(Peer& peer, std::string const& head)
{
    std::string body(content_length(head), '\0');
    std::size_t have = 0;
    while (have < body.size()) {
        auto const got = peer.read(body.data() + have, static_cast<int>(body.size() - have));
        if (got <= 0) return false;
        have += static_cast<std::size_t>(got);
    }
    std::scoped_lock const lock(mutex_);
    bodies_.push_back(std::move(body));
    return true;
}

void ScriptedServer::answer(Peer& peer)
{
    std::string head;
    if (!take_head(peer, head)) return;
    auto const reply = script_(head);
    if (!reply.before_the_body && !take_body(peer, head)) return;
    if (reply.pause_per_byte.count() == 0) {
        if (!peer.write(reply.bytes)) return;
    } else {
        for (auto const& byte : reply.bytes) {
            if (!peer.write({ &byte, 1 })) return;
            std::this_thread::sleep_for(reply.pause_per_byte);
        }
    }
    if (!reply.keeps_open) peer.finish_writing();
    peer.wait_until_left();
}

std::string http_answer(
    std::string_view status, std::vector<std::string> const& headers, std::string_view body)
{
    std::string text = "HTTP/1.1 " + std::string(status) + "\r\n";
    for (auto const& header : headers) text += header + "\r\n";
    // 304 has no body; the script closes, so nothing else needs a length to be complete.
    if (!status.starts_with("304")) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "Connection: close\r\n\r\n" + std::string(body);
}

ScriptedServer::Script says(std::string bytes)
{
    return [bytes = std::move(bytes)](std::string const&) { return Reply { .bytes = bytes }; };
}

std::string jpeg_of(std::size_t size, char filler)
{
    std::string bytes = "\xFF\xD8\xFF\xE0";
    bytes.resize(size, filler);
    return bytes;
}

}
