// Asio's types as this room uses them: all bound to the one executor there is, which saves the type erasure
// (and a tenth of a request's time) that Asio's own defaults bring.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace likeness::http {

namespace asio = boost::asio;
using boost::system::error_code;

using Executor = asio::io_context::executor_type;
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
    asio::wait_traits<std::chrono::steady_clock>, Executor>;

template <class Value> using Awaitable = asio::awaitable<Value, Executor>;

/// Completion token: the result as a tuple that begins with an error_code.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> as_result {};

}
