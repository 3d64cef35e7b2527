// How a program signs in to a server, and the way to it: what discovery and Client have in common.
#pragma once

#include <likeness/result.hpp>
#include <likeness/transport.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace likeness::exchange {

/// Makes a token for Bearer. `refused` is one that the server did not take, so that another one is wanted: a request is
/// sent once more with it. Called when no token is held yet, on the thread that calls the library; must not throw.
using TokenSource = std::function<Result<std::string>(std::optional<std::string> const& refused)>;

/// A value.
struct ClientOptions {
    /// user@domain, DOMAIN\user or user. Empty: where there is a password, the address that the server was found for; of a
    /// server that was not found, a password wants a user.
    std::string user {};
    std::string password {};
    TokenSource token {}; ///< For Bearer. Empty: there is none.
    /// What may be used, the most wanted first; of several the first that the server offers is taken. One alone is used
    /// without asking. Empty: Bearer where there is a source of tokens, then NTLM and Basic where there is a user.
    /// Negotiate is used where it is named here: it takes the Kerberos ticket that is there.
    std::vector<SignInScheme> schemes {};
    /// Whether Basic, which hands the password over, may follow where Negotiate or NTLM was refused.
    bool basic_may_follow = false;

    /// PEM, trusted in place of the system's authorities. Empty: the system's.
    std::filesystem::path ca_file {};
    /// "http://proxy.contoso.com:3128". Empty: what the environment names (https_proxy, no_proxy). "none": none.
    std::string proxy {};
    /// Names that are not looked up, each "HOST:PORT:ADDRESS".
    std::vector<std::string> resolve {};
    /// Where connections really go, each "HOST:PORT:OTHER_HOST:OTHER_PORT"; certificates are still those of HOST.
    std::vector<std::string> connect_to {};
    std::chrono::milliseconds connect_time_max = std::chrono::seconds(10); ///< Until a connection is there.
    std::shared_ptr<Transport> transport {}; ///< In place of libcurl and of all of the way; nullptr: libcurl.

    std::chrono::milliseconds time_max
        = std::chrono::seconds(60); ///< Of a call, waiting for a busy server included. Not of discovery.
    int busy_retries_max = 2; ///< How often a busy server is asked again, after the time that it says.
};

}
