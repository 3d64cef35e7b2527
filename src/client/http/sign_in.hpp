// How a client signs in: the schemes of HTTP that it may use, which of them a server offers, and which is taken.
// Source: spec/auth.md 2 and 9; RFC 9110, section 11.
#pragma once

#include "client/failure.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace likeness::client {

enum class SignInScheme { negotiate, bearer, ntlm, basic };

/// As a person writes and HTTP names it: "Negotiate". Read in any case.
std::string_view name_of(SignInScheme scheme);
std::optional<SignInScheme> sign_in_scheme_from(std::string_view name);

struct Credentials {
    std::string user; ///< user@domain, DOMAIN\user or user.
    std::string password;
};

/// Whether they can be written as Basic and given to libcurl. Errors: invalid_request for a user name that is empty or has
/// a colon, for either with a NUL, and for one that is longer than limits::login_bytes_max or password_bytes_max.
Outcome<void> check_sendable(Credentials const& credentials);

/// Makes a token for Bearer; `rejected` is one that the server refused, so that another one is wanted.
using TokenSource = std::function<Outcome<std::string>(std::optional<std::string> const& rejected)>;

struct SignInOptions {
    /// What may be used, the most wanted first. Basic alone is sent with the first request; of several, what the server
    /// offers is asked first.
    std::vector<SignInScheme> schemes { SignInScheme::basic };
    TokenSource token; ///< For Bearer.
    std::string account; ///< Who one is by ticket or token, to tell apart what is kept. Not sent.
    /// Whether Basic, which hands the password over, may follow where Negotiate or NTLM was refused.
    bool may_fall_back_to_basic = false;
};

/// What one request signs in with: credentials for Basic and NTLM, the token for Bearer, nothing for Negotiate, which
/// takes the Kerberos ticket that is there.
struct SignIn {
    SignInScheme scheme = SignInScheme::basic;
    Credentials credentials;
    std::string token;
};

/// One way that a server offers.
struct Challenge {
    std::string scheme; ///< As it came.
    std::string token; ///< A token68, empty where there is none.
    /// Names as they came, in order; values without their quotes.
    std::vector<std::pair<std::string, std::string>> parameters;

    /// The first of this name, in any case; empty where there is none.
    std::string parameter(std::string_view name) const;

    friend bool operator==(Challenge const&, Challenge const&) = default;
};

/// The challenges in the values of a server's WWW-Authenticate headers, which may each hold several: a comma in a quoted
/// text separates nothing. What is no challenge ends the reading of its header; what came before it counts.
std::vector<Challenge> read_challenges(std::vector<std::string> const& headers);

/// How somebody may sign in, with what they have.
struct SignInMeans {
    SignInOptions options;
    std::optional<Credentials> credentials;

    bool is_usable(SignInScheme scheme) const; ///< Whether there is something to use it with.
    bool is_anonymous() const; ///< None of the schemes is.
};

/// The scheme to take: the first of the allowed that is usable and offered, and that is not in `tried`. One other may
/// follow the first, no third, and Basic follows nothing that keeps the password to itself, unless it may. nullopt where
/// none is left.
std::optional<SignInScheme> choose_scheme(
    SignInMeans const& means, std::vector<Challenge> const& offered, std::vector<SignInScheme> const& tried);

}
