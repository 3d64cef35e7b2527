// Where the client's passwords and tokens come from: files, commands, netrc, the environment, the terminal. None is ever
// on the command line, where others see it, or in a profile.
#pragma once

#include "apps/likeness/client/server_options.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace likeness::app {

/// Where somebody is to sign in.
struct SignInPlace {
    std::string host;
    std::vector<client::SignInScheme>
        schemes; ///< That may be used there, the most wanted first; never empty.
    bool may_do_without = false; ///< One of several that a search asks: no line of netrc for it is no error.
};

/// Asks for a password once, however many servers want it.
class PasswordKeeper {
public:
    /// `options` must outlive it. The passwords of the environment are those of --user, else of `profile_user`, and then
    /// of nobody else; where there is neither, of whoever signs in.
    PasswordKeeper(ServerOptions const& options, std::string profile_user)
        : options_(options)
        , profile_user_(std::move(profile_user))
    {
    }

    /// The credentials of `user` for a place; nullopt where `user` is empty, where a ticket or token alone is to be used,
    /// or where there is neither a source of passwords nor a terminal to ask.
    /// Errors: invalid_request where a source fails; cancelled by Ctrl-C at the terminal.
    client::Outcome<std::optional<client::Credentials>> credentials_for(
        std::string const& user, SignInPlace const& place);

private:
    client::Outcome<std::optional<std::string>> password_of(
        std::string const& user, SignInPlace const& place) const;
    bool is_of(std::string const& user, std::string const& source, char const* variable) const;

    ServerOptions const& options_;
    std::string profile_user_;
    std::optional<client::Credentials> asked_;
};

/// Whether there is a Kerberos credential cache: the file that KRB5CCNAME names, else the usual one. A cache of another
/// kind than a file counts as there. Whether a ticket in it is still good shows when it is used.
bool has_ticket_cache();

/// Which schemes may be used, and the source of tokens. Without --auth: Negotiate where there is a ticket, Bearer where
/// there is a token, then NTLM and Basic. Errors: invalid_request for a scheme that there is not.
client::Outcome<client::SignInOptions> sign_in_options(ServerOptions const& options);

/// The same by this scheme alone.
client::SignInOptions narrowed(client::SignInOptions options, client::SignInScheme scheme);

}
