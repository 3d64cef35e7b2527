// OpenSSL straight on the socket, by a BIO of our own. Asio's TLS stream would copy every record twice more, take a
// trip through the event loop for each answer and hold 70 KB a connection; OpenSSL's own socket BIO would raise
// SIGPIPE.
#include "http/tls_context.hpp"
#include "http/transport.hpp"

#include <boost/asio/error.hpp>
#include <cerrno>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace likeness::http {

namespace {

// What one TLS record holds: head and body of a photo travel in one.
constexpr std::size_t record_bytes_max = 16u << 10;

int descriptor_of(BIO* bio)
{
    return static_cast<Socket*>(BIO_get_data(bio))->native_handle();
}

bool may_retry(ssize_t count)
{
    return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

int read_socket(BIO* bio, char* bytes, int size)
{
    auto const count = recv(descriptor_of(bio), bytes, static_cast<std::size_t>(size), 0);
    BIO_clear_retry_flags(bio);
    if (may_retry(count)) BIO_set_retry_read(bio);
    if (count == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return static_cast<int>(count);
}

int write_socket(BIO* bio, char const* bytes, int size)
{
    auto const count = send(descriptor_of(bio), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    BIO_clear_retry_flags(bio);
    if (may_retry(count)) BIO_set_retry_write(bio);
    return static_cast<int>(count);
}

long control_socket(BIO* bio, int command, long, void*)
{
    if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    return command == BIO_CTRL_FLUSH;
}

BIO_METHOD* socket_method()
{
    static BIO_METHOD* const method = [] {
        auto* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "likeness socket");
        BIO_meth_set_read(made, read_socket);
        BIO_meth_set_write(made, write_socket);
        BIO_meth_set_ctrl(made, control_socket);
        return made;
    }();
    return method;
}

BIO* bio_on(Socket& socket)
{
    auto* bio = BIO_new(socket_method());
    if (!bio) throw std::bad_alloc();
    BIO_set_data(bio, &socket);
    BIO_set_init(bio, 1);
    return bio;
}

struct Free {
    void operator()(SSL* raw) const noexcept { SSL_free(raw); }
};

class TlsTransport final : public Transport {
public:
    TlsTransport(Socket socket, SSL_CTX& context)
        : socket_(std::move(socket))
        , ssl_(SSL_new(&context))
    {
        if (!ssl_) throw std::bad_alloc();
        error_code ignored; // A socket that is broken already says so in the handshake.
        socket_.non_blocking(true, ignored);
        auto* const bio = bio_on(socket_);
        SSL_set_bio(ssl_.get(), bio, bio);
        SSL_set_accept_state(ssl_.get());
    }

    bool secure() const override { return true; }
    Socket& socket() override { return socket_; }

    Awaitable<std::tuple<error_code>> handshake() override { co_return co_await finish(SSL_do_handshake); }

    Awaitable<std::tuple<error_code, std::size_t>> read_some(std::span<std::byte> room) override
    {
        // Mostly nothing is there yet: to wait first saves the attempt.
        error_code error;
        if (!SSL_has_pending(ssl_.get()))
            std::tie(error) = co_await socket_.async_wait(Socket::wait_read, as_result);
        std::size_t count = 0;
        while (!error && count == 0) {
            auto const outcome
                = attempt([&] { return SSL_read_ex(ssl_.get(), room.data(), room.size(), &count); });
            if (outcome != SSL_ERROR_NONE) std::tie(error) = co_await wait_for(outcome);
        }
        co_return std::tuple(error, count);
    }

    void write_now(Outgoing& outgoing) override
    {
        outgoing.fold_body(record_bytes_max);
        while (!outgoing.empty()) {
            std::size_t count = 0;
            if (write(outgoing, count) != SSL_ERROR_NONE) return;
            outgoing.sent(count);
        }
    }

    Awaitable<std::tuple<error_code, std::size_t>> write_some(Outgoing& outgoing) override
    {
        error_code error;
        std::size_t count = 0;
        while (!error && count == 0) {
            auto const outcome = write(outgoing, count);
            if (outcome != SSL_ERROR_NONE) std::tie(error) = co_await wait_for(outcome);
        }
        co_return std::tuple(error, count);
    }

    Awaitable<std::tuple<error_code>> say_goodbye() override
    {
        // The first call sends our farewell, the second awaits theirs.
        if (SSL_shutdown(ssl_.get()) == 1) co_return error_code();
        co_return co_await finish(SSL_shutdown);
    }

private:
    // One call into OpenSSL, and what it came to as SSL_get_error() names it. That looks at the thread's queue of
    // errors, in which another connection may have left one.
    template <class Call> int attempt(Call call)
    {
        ERR_clear_error();
        auto const result = call();
        return result == 1 ? SSL_ERROR_NONE : SSL_get_error(ssl_.get(), result);
    }

    int write(Outgoing const& outgoing, std::size_t& count)
    {
        auto const next = outgoing.block().empty() ? outgoing.body() : outgoing.block();
        return attempt([&] { return SSL_write_ex(ssl_.get(), next.data(), next.size(), &count); });
    }

    // Waits for what OpenSSL wants, or turns into an error what no waiting will cure.
    Awaitable<std::tuple<error_code>> wait_for(int outcome)
    {
        if (outcome == SSL_ERROR_WANT_READ) return socket_.async_wait(Socket::wait_read, as_result);
        if (outcome == SSL_ERROR_WANT_WRITE) return socket_.async_wait(Socket::wait_write, as_result);
        return at_once(outcome == SSL_ERROR_ZERO_RETURN
                ? asio::error::make_error_code(asio::error::eof)
                : asio::error::make_error_code(asio::error::connection_aborted));
    }

    static Awaitable<std::tuple<error_code>> at_once(error_code error) { co_return error; }

    Awaitable<std::tuple<error_code>> finish(int (*step)(SSL*))
    {
        error_code error;
        while (!error) {
            auto const outcome = attempt([&] { return step(ssl_.get()); });
            if (outcome == SSL_ERROR_NONE) break;
            std::tie(error) = co_await wait_for(outcome);
        }
        co_return error;
    }

    Socket socket_;
    std::unique_ptr<SSL, Free> ssl_;
};

}

std::unique_ptr<Transport> make_tls_transport(Socket socket, SSL_CTX& context)
{
    return std::make_unique<TlsTransport>(std::move(socket), context);
}

}
