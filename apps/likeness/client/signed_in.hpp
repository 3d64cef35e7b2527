// SignedIn: what a server tells of whoever signs in to it.
#pragma once

#include "client/http/http_client.hpp"
#include "core/operations/resolve_names.hpp"
#include "ews/schema.hpp"

#include <optional>
#include <string>

namespace likeness::app {

struct SignedIn {
    client::SignInScheme scheme = client::SignInScheme::basic; ///< That the server took.
    std::optional<ews::ServerVersion> version; ///< nullopt: the server does not say.
    /// Their entry in the directory; nobody where the server knows none, or cannot tell which of several it is.
    Resolutions entry;
};

/// Signs in to a server's EWS, and asks it who `user` is.
/// In: options whose endpoint is EWS; user@domain, DOMAIN\user or user.
/// Errors: those of EwsClient::open and of its calls; protocol for a server that wants no sign-in.
client::Outcome<SignedIn> ask_who_is_signed_in(client::HttpClientOptions wanted, std::string const& user);

}
