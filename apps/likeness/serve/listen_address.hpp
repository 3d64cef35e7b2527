// Listen addresses: "127.0.0.1:8080", "[::1]:0", "https://0.0.0.0:443".
#pragma once

#include "core/error.hpp"
#include "http/server.hpp"

#include <string>
#include <string_view>

namespace likeness::app {

/// Reads ADDR:PORT; ADDR is an IPv4 address, an IPv6 address in brackets or "localhost". With "http://" or "https://"
/// in front the listener is plain or TLS; without, it is TLS exactly when `tls_by_default`.
/// Errors: invalid_request, saying what is wrong with which address.
Result<http::Listener> parse_listen_address(std::string_view text, bool tls_by_default);

bool is_loopback(http::Listener const& listener);

/// "http://127.0.0.1:8080", "https://[::1]:8443"; an address that means "every address" shows as localhost.
std::string url_of(http::Listener const& listener);

}
