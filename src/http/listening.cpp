#include "http/listening.hpp"

#include <boost/asio/ip/v6_only.hpp>
#include <fmt/format.h>
#include <sys/socket.h>

namespace likeness::http {

namespace {

enum class Sharing { alone, with_other_cores };

std::string shown(Listener const& listener)
{
    bool const is_v6 = listener.address.find(':') != std::string::npos;
    return fmt::format("{}{}{}:{}", is_v6 ? "[" : "", listener.address, is_v6 ? "]" : "", listener.port);
}

error_code share_port(Acceptor& acceptor)
{
    int const on = 1;
    if (setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0) return {};
    return { errno, boost::system::system_category() };
}

// Accepted sockets inherit TCP_NODELAY: set once here, it costs no connection a system call.
error_code set_options(Acceptor& acceptor, Tcp::endpoint const& endpoint, Sharing sharing)
{
    error_code error;
    acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.set_option(Tcp::no_delay(true), error);
    // Otherwise "::" would take IPv4 as well, and a listener on 0.0.0.0 beside it would be refused.
    if (!error && endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true), error);
    if (!error && sharing == Sharing::with_other_cores) error = share_port(acceptor);
    return error;
}

error_code listen(Acceptor& acceptor, Tcp::endpoint const& endpoint, Sharing sharing)
{
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) error = set_options(acceptor, endpoint, sharing);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    return error;
}

// Two servers of one user could share a port and each get half of the callers. A socket that shares with
// nobody finds out whether there is such another.
error_code check_nobody_listens(asio::io_context& context, Tcp::endpoint const& endpoint)
{
    Acceptor probe(context);
    return listen(probe, endpoint, Sharing::alone);
}

}

base::BasicResult<std::vector<Acceptor>, std::string> listen_on(
    Listener& listener, std::span<asio::io_context* const> contexts)
{
    auto const fail = [&](error_code const& error) {
        return tl::unexpected(fmt::format("cannot listen on {}: {}", shown(listener), error.message()));
    };
    error_code error;
    auto const address = asio::ip::make_address(listener.address, error);
    if (error)
        return tl::unexpected(
            fmt::format("cannot listen on {}: \"{}\" is neither an IPv4 nor an IPv6 address", shown(listener),
                listener.address));
    if (listener.port != 0) error = check_nobody_listens(*contexts.front(), { address, listener.port });
    if (error) return fail(error);

    std::vector<Acceptor> acceptors;
    for (auto* context : contexts) {
        auto& acceptor = acceptors.emplace_back(*context);
        error = listen(acceptor, { address, listener.port }, Sharing::with_other_cores);
        if (error) return fail(error);
        if (listener.port == 0) listener.port = acceptor.local_endpoint(error).port();
        if (error) return fail(error);
    }
    return acceptors;
}

}
