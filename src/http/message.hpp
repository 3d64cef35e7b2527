// One request and its response, as bytes over HTTP/1. Knows no EWS.
#pragma once

#include "base/ascii.hpp"
#include "base/bytes.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace likeness::http {

struct Header {
    std::string_view name;
    std::string_view value; ///< Without blanks around it.
};

/// The head of a request. All views last until the exchange is answered.
struct RequestHead {
    std::string_view method;
    std::string_view target; ///< As sent, "/path?query"; of a URL only this part.
    int minor_version = 1; ///< 0 for HTTP/1.0.
    std::span<Header const> headers;
    std::string_view peer; ///< The caller's address without the port: "192.0.2.7", "2001:db8::7".
    bool secure = false; ///< Over TLS.
    bool loopback = false; ///< The caller is on this machine.

    /// The value of the first header of this name, in any case.
    std::optional<std::string_view> find(std::string_view name) const
    {
        for (auto const& header : headers)
            if (base::equals_ignoring_ascii_case(header.name, name)) return header.value;
        return std::nullopt;
    }
};

/// What is sent back. The connection keeps one and empties it before each request, so that its strings
/// keep their memory: a finished answer costs no allocation.
///
/// The server itself writes the status line, Date, Connection, and Content-Length (none with 204 and 304);
/// to a HEAD it sends all of these and no body.
struct Response {
    int status = 500;
    std::string headers; ///< Header lines of this answer alone, each ended by CRLF.
    std::string text; ///< A small body of this answer alone; not used when `body` is set.

    std::string_view shared_headers; ///< Header lines that many answers share; kept alive by `owner`.
    base::ByteView body; ///< The body, sent from where it lies; kept alive by `owner`.
    std::shared_ptr<void const> owner;

    bool close = false; ///< Close the connection after this answer.

    /// Appends "name: value\r\n". Neither may come from a request unless it was checked to hold no CR or LF.
    void add_header(std::string_view name, std::string_view value)
    {
        headers.append(name).append(": ").append(value).append("\r\n");
    }

    void clear()
    {
        status = 500;
        headers.clear();
        text.clear();
        shared_headers = {};
        body = {};
        owner.reset();
        close = false;
    }
};

}
