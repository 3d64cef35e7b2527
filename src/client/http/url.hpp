// Url: an http or https address taken apart, and the judgements that guard credentials: what may carry them
// and which redirect is followed.
// Source: spec/photos.md 1 and 9.4; spec/auth.md 9.6.
#pragma once

#include "client/failure.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace likeness::client {

enum class Scheme { http, https };

/// A value. No user name, password or fragment: they are refused or dropped where it is read.
struct Url {
    Scheme scheme = Scheme::https;
    std::string host; ///< Lower case; an IPv6 address stands in brackets.
    std::uint16_t port = 443;
    std::string path = "/"; ///< Begins with a slash; still percent-encoded.
    std::string query; ///< Without the question mark; may be empty.

    friend bool operator==(Url const&, Url const&) = default;
};

/// In: an absolute address; without a scheme it is an https one. IPv4 hosts in odd spellings (0x7f.1) come out
/// in the plain one. Errors: invalid_request for other schemes, for a user name or password inside, for what
/// is no address or longer than limits::url_bytes_max.
Outcome<Url> parse_url(std::string_view text);

/// Where `location`, relative or absolute, leads from `from`; not judged. nullopt for what is no address of http or https,
/// has a user name or password inside, or is longer than limits::url_bytes_max.
std::optional<Url> resolved(Url const& from, std::string_view location);

/// The address that parse_url reads back; the port only where it is not the scheme's own.
std::string to_string(Url const& url);

/// Whether the host is this very machine by its spelling alone: localhost, 127.0.0.0/8 or [::1]. (libcurl
/// resolves localhost without asking the network.)
bool is_loopback(Url const& url);

/// Credentials travel over https, whose certificate the transport verifies, or stay on this machine.
/// Errors: invalid_request when they would go in the clear.
Outcome<void> check_may_carry_credentials(Url const& url);

/// Brings what a person calls the server's address to the photo resource, without a query: a bare host, an
/// EWS address (.../EWS, .../EWS/Exchange.asmx) or the photo address itself, in any case.
/// Errors: invalid_request for any other path.
Outcome<Url> photo_endpoint(Url const& base);

/// The same for the EWS resource, where SOAP is spoken: .../EWS/Exchange.asmx.
Outcome<Url> ews_endpoint(Url const& base);

/// Where a redirect leads, once it is judged safe: the same host, by https on the same port, or up from http
/// to https on the default ports; on a loopback host also to http on the same port and to any https port.
/// In: the Location header's value, relative or absolute. Errors: redirected.
Outcome<Url> judge_redirect(Url const& from, std::string_view location);

}
