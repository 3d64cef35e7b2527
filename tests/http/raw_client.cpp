#include "http/raw_client.hpp"

#include "base/ascii.hpp"

#include <arpa/inet.h>
#include <array>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace likeness::http::test {

namespace {

constexpr int patience_ms = 20'000;

std::optional<std::string> find_header(std::string_view head, std::string_view name)
{
    for (auto rest = std::optional(base::Halves { "", head }); rest;
        rest = base::split_once(rest->after, '\n')) {
        auto const line = rest->after.substr(0, rest->after.find('\r'));
        auto const halves = base::split_once(line, ':');
        if (halves && base::equals_ignoring_ascii_case(halves->before, name))
            return std::string(base::trim(halves->after));
    }
    return std::nullopt;
}

void check(bool good, char const* what)
{
    if (!good) throw std::runtime_error(what);
}

}

std::string Answer::header(std::string_view name) const
{
    return find_header(head, name).value_or("");
}

bool Answer::has(std::string_view name) const
{
    return find_header(head, name).has_value();
}

RawClient::~RawClient()
{
    if (socket_ >= 0) close(socket_);
}

RawClient::RawClient(std::string const& address, std::uint16_t port, int receive_buffer_bytes)
{
    bool const v6 = address.find(':') != std::string::npos;
    socket_ = socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check(socket_ >= 0, "no socket");
    if (receive_buffer_bytes > 0)
        setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
    int const on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in to4 { .sin_family = AF_INET, .sin_port = htons(port) };
    sockaddr_in6 to6 { .sin6_family = AF_INET6, .sin6_port = htons(port) };
    inet_pton(AF_INET, address.c_str(), &to4.sin_addr);
    inet_pton(AF_INET6, address.c_str(), &to6.sin6_addr);
    auto const* to = v6 ? reinterpret_cast<sockaddr const*>(&to6) : reinterpret_cast<sockaddr const*>(&to4);
    check(connect(socket_, to, v6 ? sizeof to6 : sizeof to4) == 0, "cannot connect");
}

void RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return; // The server has closed: what it said shows in the answer.
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::size_t RawClient::send_some(std::string_view bytes)
{
    auto const count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

void RawClient::finish_sending()
{
    shutdown(socket_, SHUT_WR);
}

bool RawClient::receive_more()
{
    pollfd waiting { .fd = socket_, .events = POLLIN, .revents = 0 };
    check(poll(&waiting, 1, patience_ms) == 1, "the server neither answers nor closes");
    std::array<char, 16384> bytes;
    auto const count = recv(socket_, bytes.data(), bytes.size(), 0);
    if (count <= 0) return false;
    received_.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

std::optional<Answer> RawClient::read_answer(std::string_view method)
{
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos)
        if (!receive_more()) return std::nullopt;
    Answer answer { .head = received_.substr(0, end) };
    answer.status = std::atoi(answer.head.substr(std::min<std::size_t>(answer.head.size(), 9)).c_str());
    auto const length
        = method == "HEAD" ? 0u : std::strtoull(answer.header("Content-Length").c_str(), nullptr, 10);
    while (received_.size() < end + 4 + length)
        if (!receive_more()) return std::nullopt;
    answer.body = received_.substr(end + 4, length);
    received_.erase(0, end + 4 + length);
    return answer;
}

bool RawClient::is_closed()
{
    return !receive_more() && received_.empty();
}

std::string RawClient::read_all()
{
    while (receive_more()) { }
    return std::exchange(received_, {});
}

bool RawClient::stays_silent_for(std::chrono::milliseconds time)
{
    pollfd waiting { .fd = socket_, .events = POLLIN, .revents = 0 };
    return received_.empty() && poll(&waiting, 1, static_cast<int>(time.count())) == 0;
}

void RawClient::reset()
{
    linger const at_once { .l_onoff = 1, .l_linger = 0 };
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(std::exchange(socket_, -1));
}

}
