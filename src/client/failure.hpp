// Failure: why the client has no answer to give, by kind, so that a caller can act on it.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace likeness::client {

enum class FailureKind {
    invalid_request, ///< Nothing was sent: the address, a name or a file we were given cannot be used.
    sign_in, ///< The server wants other credentials than it got, or any at all.
    denied, ///< Signed in, and not allowed.
    not_found, ///< An upload: nobody with a mailbox has the address. (That there is no photo to get is no failure.)
    refused, ///< The server understood and will not, for a reason of its own: `detail` names it.
    network, ///< No connection, no name, a time limit, or an answer that was broken off.
    tls, ///< The server could not prove who it is, or speaks no TLS that we accept.
    private_address, ///< A name of the Internet leads into a private network, and nobody has said that it may.
    redirected, ///< The server sends us to where we do not follow.
    server_busy, ///< 429 or 503; `retry_after` may say when to come back.
    server_error, ///< Any other 5xx.
    protocol, ///< An answer that is none of those that spec/photos.md 4.1, 5.3 and 6 list.
    cancelled, ///< The caller has asked to stop.
    internal, ///< Trouble on this side: the HTTP library, or a file that cannot be written.
};

struct Failure {
    FailureKind kind = FailureKind::internal;
    std::string message; ///< One line for a person; holds no text that the server wrote.
    std::string detail; ///< libcurl's or the server's own words, printable ASCII or UTF-8. May be empty.
    std::optional<std::chrono::seconds> retry_after;
    int http_status = 0; ///< Of an answer that was judged by its status alone; 0 for every other.

    friend bool operator==(Failure const&, Failure const&) = default;
};

template <class Value> using Outcome = base::BasicResult<Value, Failure>;

inline tl::unexpected<Failure> fail(FailureKind kind, std::string message, std::string detail = {})
{
    return tl::unexpected(Failure { kind, std::move(message), std::move(detail), std::nullopt, 0 });
}

}
