#include "http/transport.hpp"

#include <array>

namespace likeness::http {

namespace {

std::array<asio::const_buffer, 2> buffers_of(Outgoing const& outgoing)
{
    return { asio::const_buffer(outgoing.block().data(), outgoing.block().size()),
        asio::const_buffer(outgoing.body().data(), outgoing.body().size()) };
}

class PlainTransport final : public Transport {
public:
    explicit PlainTransport(Socket socket)
        : socket_(std::move(socket))
    {
        error_code ignored; // A socket that is broken already says so at the first read.
        socket_.non_blocking(true, ignored);
    }

    bool secure() const override { return false; }
    Socket& socket() override { return socket_; }

    Awaitable<std::tuple<error_code>> handshake() override { co_return error_code(); }

    Awaitable<std::tuple<error_code, std::size_t>> read_some(std::span<std::byte> room) override
    {
        return socket_.async_read_some(asio::buffer(room.data(), room.size()), as_result);
    }

    // Nearly every answer fits the socket's buffer: no need for a trip through the event loop.
    void write_now(Outgoing& outgoing) override
    {
        error_code shows_later;
        outgoing.sent(socket_.write_some(buffers_of(outgoing), shows_later));
    }

    Awaitable<std::tuple<error_code, std::size_t>> write_some(Outgoing& outgoing) override
    {
        return socket_.async_write_some(buffers_of(outgoing), as_result);
    }

    Awaitable<std::tuple<error_code>> say_goodbye() override
    {
        error_code error;
        socket_.shutdown(Socket::shutdown_send, error);
        co_return error;
    }

private:
    Socket socket_;
};

}

std::unique_ptr<Transport> make_plain_transport(Socket socket)
{
    return std::make_unique<PlainTransport>(std::move(socket));
}

}
