#include "http/transport.hpp"

#include <boost/asio/ssl/stream.hpp>

namespace likeness::http {

namespace {

// What one TLS record holds: head and body of a photo travel in one.
constexpr std::size_t record_bytes_max = 16u << 10;

class TlsTransport final : public Transport {
public:
    TlsTransport(Socket socket, asio::ssl::context& context)
        : stream_(std::move(socket), context)
    {
    }

    bool secure() const override { return true; }
    Socket& socket() override { return stream_.next_layer(); }

    Awaitable<std::tuple<error_code>> handshake() override
    {
        return stream_.async_handshake(asio::ssl::stream_base::server, as_result);
    }

    Awaitable<std::tuple<error_code, std::size_t>> read_some(std::span<std::byte> room) override
    {
        return stream_.async_read_some(asio::buffer(room.data(), room.size()), as_result);
    }

    // Asio's TLS stream cannot leave a write half done without waiting: only prepares the first record.
    void write_now(Outgoing& outgoing) override { outgoing.fold_body(record_bytes_max); }

    Awaitable<std::tuple<error_code, std::size_t>> write_some(Outgoing& outgoing) override
    {
        auto const next = outgoing.block().empty() ? outgoing.body() : outgoing.block();
        return stream_.async_write_some(asio::buffer(next.data(), next.size()), as_result);
    }

    Awaitable<std::tuple<error_code>> say_goodbye() override { return stream_.async_shutdown(as_result); }

private:
    asio::ssl::stream<Socket> stream_;
};

}

std::unique_ptr<Transport> make_tls_transport(Socket socket, asio::ssl::context& context)
{
    return std::make_unique<TlsTransport>(std::move(socket), context);
}

}
