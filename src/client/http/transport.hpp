// Transport: one HTTP GET or POST over libcurl, within limits, following nothing. What may be asked of whom is
// judged above it (http_client.cpp); that https means a verified certificate is settled here.
#pragma once

#include "base/bytes.hpp"
#include "client/http/sign_in.hpp"
#include "client/http/url.hpp"
#include "client/limits.hpp"
#include "core/limits.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace likeness::client {

struct TransportOptions {
    std::filesystem::path
        ca_file; ///< PEM; trusted in place of the system's authorities. Empty: the system's.
    std::chrono::milliseconds connect_time_max = limits::connect_time_max;
    std::chrono::seconds stall_time_max = limits::stall_time_max;
    /// Names resolved here instead of by the system, each "HOST:PORT:ADDRESS": for tests, and for a server
    /// that its own name does not lead to yet.
    std::vector<std::string> resolve;
    /// Where connections really go, each "HOST:PORT:OTHER_HOST:OTHER_PORT"; certificates are still those of HOST.
    std::vector<std::string> connect_to;
    /// "http://proxy.contoso.com:3128". Empty: what the environment names (https_proxy, no_proxy and the like). "none":
    /// no proxy whatever the environment says.
    std::string proxy;
};

enum class Method { get, post };

/// How far a transfer is, in bytes of bodies.
struct TransferProgress {
    std::uint64_t sent = 0;
    std::uint64_t to_send = 0;
    std::uint64_t received = 0;
    std::uint64_t to_receive = 0; ///< 0: the server has not said.
};

struct HttpRequest {
    Method method = Method::get;
    Url url;
    std::optional<SignIn> sign_in; ///< Used at once. The URL must be one that may carry it.
    bool public_addresses_only
        = false; ///< Refuse to connect to a private network, whatever the name leads to.
    std::string if_none_match; ///< Empty: not sent.
    std::string content_type; ///< Of a POST's body.
    std::string body; ///< Of a POST.
    std::size_t answer_bytes_max = likeness::limits::upload_bytes_max; ///< Of an answer with status 200.
    std::chrono::milliseconds time_max = limits::request_time_max;
    std::stop_token stop; ///< Once it is requested the transfer ends, within a second.
    std::function<void(TransferProgress)> progress; ///< Called on the calling thread; must not throw.
};

/// The parts of an answer that a photo server's answer is judged by.
struct HttpAnswer {
    int status = 0;
    std::string content_type;
    std::string etag;
    std::string location;
    std::string photo_error; ///< X-Photo-Error, the reason for a 400 in likeness' own words.
    std::vector<std::string> challenges; ///< WWW-Authenticate, one header each.
    bool soap_enabled = false; ///< X-SOAP-Enabled is there: Autodiscover speaks SOAP.
    std::optional<std::chrono::seconds> retry_after; ///< Either form of Retry-After.
    std::string missing_ticket; ///< Why Negotiate had nothing to send, in GSSAPI's words; empty where it had.
    /// Of a 200, and of any other answer in XML that is no longer than limits::error_body_bytes_max: EWS says by such a
    /// one why it refuses. That of other answers is read and dropped.
    base::Bytes body;
};

/// What carries requests: Transport, or what a test puts in its place. One call at a time, from any thread.
class HttpSender {
public:
    virtual ~HttpSender() = default;

    /// Any complete answer within the limits, whatever its status.
    /// Errors: network, tls, protocol (limits, no HTTP), cancelled, internal; redirects are answers.
    virtual Outcome<HttpAnswer> send(HttpRequest const& request) = 0;
};

/// One call at a time, from any thread; connections are kept between calls. Objects know nothing of each
/// other, so a thread each may have its own.
class Transport {
public:
    /// Errors: invalid_request when `ca_file` cannot be read; internal when libcurl cannot be set up.
    static Outcome<Transport> open(TransportOptions options);

    Transport(Transport&&) noexcept;
    Transport& operator=(Transport&&) noexcept;
    ~Transport();

    /// Any complete answer within the limits, whatever its status; a proxy's 407 is one, however it came. Cookies are kept
    /// between calls.
    /// Errors: network, tls, private_address, protocol (limits, no HTTP), cancelled, internal; invalid_request where a
    /// sign-in would travel in the clear, NTLM cannot be made of a password, or the proxy's address cannot be used;
    /// redirects are answers.
    Outcome<HttpAnswer> send(HttpRequest const& request);

private:
    class Easy;

    Transport(TransportOptions options, std::unique_ptr<Easy> easy);

    TransportOptions options_;
    std::unique_ptr<Easy> easy_;
};

}
