// Transport: the hook by which a test, or a program with a network of its own, carries HTTP in libcurl's place.
#pragma once

#include <likeness/export.hpp>
#include <likeness/result.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::exchange {

/// A way to sign in over HTTP.
enum class SignInScheme {
    negotiate, ///< By the Kerberos ticket that is there.
    bearer, ///< By a token.
    ntlm, ///< By a password that stays here.
    basic, ///< By handing the password over.
};

/// As HTTP names it: "Negotiate".
LIKENESS_API std::string_view name_of(SignInScheme scheme) noexcept;

struct HttpRequest {
    std::string method {}; ///< "GET" or "POST".
    std::string url {};
    std::optional<SignInScheme> scheme {}; ///< By which to sign in; nullopt: not at all.
    std::string user {}; ///< For Basic and NTLM.
    std::string password {};
    std::string token {}; ///< For Bearer.
    std::string if_none_match {}; ///< Empty: not sent.
    std::string content_type {}; ///< Of a POST's body.
    std::string body {};
    bool public_addresses_only = false; ///< A name that leads into a private network is to be a Failure.
    std::chrono::milliseconds time_max {}; ///< The answer must be there by then.
    std::size_t answer_bytes_max = 0; ///< A longer one is to be a Failure.
};

struct HttpResponse {
    int status = 0;
    std::string content_type {};
    std::string etag {};
    std::string location {}; ///< Of a redirect, which the client judges.
    std::vector<std::string> challenges {}; ///< WWW-Authenticate, one header each.
    bool soap_enabled = false; ///< X-SOAP-Enabled is there, as Autodiscover says that it speaks SOAP.
    std::optional<std::chrono::seconds> retry_after {};
    std::vector<std::byte> body {};
};

/// Called by one client or search at a time, on the thread that calls it. Cookies, if there are to be any, are its own to keep. Redirects are not to be followed, and https means
/// that the server's certificate was verified.
class Transport {
public:
    virtual ~Transport() = default;
    Transport(Transport const&) = delete;
    Transport& operator=(Transport const&) = delete;

    /// Must not throw. Errors: network, tls, private_address, protocol, cancelled, internal.
    virtual Result<HttpResponse> send(HttpRequest const& request) noexcept = 0;

protected:
    Transport() = default;
};

}
