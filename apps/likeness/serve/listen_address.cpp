#include "apps/likeness/serve/listen_address.hpp"

#include "base/ascii.hpp"

#include <arpa/inet.h>
#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace likeness::app {

namespace {

struct HostAndPort {
    std::string_view host;
    std::string_view port;
};

// An IPv6 address stands in brackets, for it has colons of its own.
std::optional<HostAndPort> split(std::string_view text)
{
    if (text.starts_with('[')) {
        auto const end = text.find("]:");
        if (end == std::string_view::npos) return std::nullopt;
        return HostAndPort { text.substr(1, end - 1), text.substr(end + 2) };
    }
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    return HostAndPort { text.substr(0, colon), text.substr(colon + 1) };
}

std::optional<std::uint16_t> port_of(std::string_view text)
{
    std::uint16_t port = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return port;
}

bool is_ipv6(std::string const& address)
{
    in6_addr parsed {};
    return inet_pton(AF_INET6, address.c_str(), &parsed) == 1;
}

bool is_ipv4(std::string const& address)
{
    in_addr parsed {};
    return inet_pton(AF_INET, address.c_str(), &parsed) == 1;
}

}

Result<http::Listener> parse_listen_address(std::string_view text, bool tls_by_default)
{
    auto const refuse = [&](std::string_view why) {
        return fail(Code::invalid_request, fmt::format("cannot listen on \"{}\": {}", text, why));
    };
    bool tls = tls_by_default;
    auto rest = text;
    for (auto const& [scheme, is_tls] : { std::pair("https://", true), std::pair("http://", false) })
        if (base::starts_with_ignoring_ascii_case(text, scheme)) {
            tls = is_tls;
            rest = text.substr(std::string_view(scheme).size());
        }

    auto const parts = split(rest);
    if (!parts) return refuse("it must be ADDR:PORT, with an IPv6 address in brackets");
    auto const port = port_of(parts->port);
    if (!port) return refuse("the port must be a number from 0 (the system picks one) to 65535");
    auto const address = std::string(parts->host == "localhost" ? "127.0.0.1" : parts->host);
    if (rest.starts_with('[') ? !is_ipv6(address) : !is_ipv4(address))
        return refuse("the address must be IPv4, IPv6 in brackets, or localhost");
    return http::Listener { .address = address, .port = *port, .tls = tls };
}

bool is_loopback(http::Listener const& listener)
{
    return listener.address.starts_with("127.") || listener.address == "::1";
}

std::string url_of(http::Listener const& listener)
{
    auto const* const scheme = listener.tls ? "https" : "http";
    if (listener.address == "0.0.0.0" || listener.address == "::")
        return fmt::format("{}://localhost:{}", scheme, listener.port);
    return listener.address.contains(':')
        ? fmt::format("{}://[{}]:{}", scheme, listener.address, listener.port)
        : fmt::format("{}://{}:{}", scheme, listener.address, listener.port);
}

}
