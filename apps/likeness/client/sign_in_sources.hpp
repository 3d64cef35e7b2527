// Where the client's passwords and tokens come from: files, commands, netrc, the environment, the terminal. None is ever
// on the command line, where others see it, or in a profile.
#pragma once

#include "apps/likeness/client/server_options.hpp"

#include <optional>
#include <string>

namespace likeness::app {

/// Asks for a password once, however many servers want it.
class PasswordKeeper {
public:
    /// `options` must outlive it.
    explicit PasswordKeeper(ServerOptions const& options)
        : options_(options)
    {
    }

    /// The credentials of `user` for `host`; nullopt where `user` is empty, where a ticket or token alone is to be used, or
    /// where there is neither a source of passwords nor a terminal to ask.
    /// Errors: invalid_request where a source fails.
    client::Outcome<std::optional<client::Credentials>> credentials_for(
        std::string const& user, std::string const& host);

private:
    client::Outcome<std::optional<std::string>> password_of(
        std::string const& user, std::string const& host) const;

    ServerOptions const& options_;
    std::optional<client::Credentials> asked_;
};

/// Whether there is a Kerberos credential cache; whether a ticket in it is still good shows when it is used.
bool has_ticket_cache();

/// Which schemes may be used, and the source of tokens. Without --auth: Negotiate where there is a ticket, Bearer where
/// there is a token, then NTLM and Basic. Errors: invalid_request for a scheme that there is not.
client::Outcome<client::SignInOptions> sign_in_options(ServerOptions const& options);

}
