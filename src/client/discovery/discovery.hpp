// Discovery: the way from an address to the server that has its mailbox.
// Source: spec/autodiscover.md 7 and 8.
#pragma once

#include "client/discovery/server_cache.hpp"
#include "client/discovery/service_lookup.hpp"
#include "client/discovery/step.hpp"
#include "client/http/transport.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace likeness::client {

struct FoundServer {
    Url ews; ///< .../EWS/Exchange.asmx: judged, and may be sent credentials.
    Source source = Source::given;
    std::string known_as; ///< The address by which the server knows the person.
    std::string display_name; ///< As the server sent it; may be empty.
    std::vector<std::string> schemas; ///< The versions of EWS that it says it speaks; may be empty.
    bool public_addresses_only = false; ///< For every request to it: see HttpRequest.

    friend bool operator==(FoundServer const&, FoundServer const&) = default;
};

/// Where a domain's directory says that Autodiscover is: addresses of plain XML, the nearest first.
/// Errors: any; the search goes on without them.
using ConnectionPoints = std::function<Outcome<std::vector<std::string>>(EmailAddress const&)>;

/// Who to sign in as at a host that was accepted and has proven itself. Called once for each host that wants it: what is
/// kept for one need not be right for another. Errors end the search.
using CredentialsSource = std::function<Outcome<std::optional<Credentials>>(std::string const& host)>;

struct DiscoveryOptions {
    std::optional<Url> given; ///< EWS, where it is known: nothing is searched then.
    ServerCache* cache = nullptr; ///< What is found is kept there.
    bool asks_cache = true; ///< False after what was kept has proven wrong.
    std::string user; ///< Who asks, as far as what is kept is concerned; empty when anonymous.
    ConnectionPoints connection_points; ///< Empty: there is no directory to ask.
    ServiceLookup* services = nullptr; ///< nullptr: no SRV records are looked for.
    std::vector<Url> json_servers; ///< Further servers of v2, beside the domain's own, such as Microsoft's.
    Trust trust;
    Approval approval; ///< Of hosts that `trust` does not name. Empty: none is approved.
    SignInOptions sign_in { .schemes
        = { SignInScheme::negotiate, SignInScheme::bearer, SignInScheme::ntlm, SignInScheme::basic } };
    CredentialsSource credentials; ///< Empty: there are none.
    TransportOptions transport;
    std::shared_ptr<HttpSender> sender; ///< In place of libcurl, for one request at a time; nullptr: libcurl.
    std::chrono::milliseconds step_time_max = limits::discovery_step_time_max;
    std::chrono::milliseconds time_max = limits::discovery_time_max;
    std::stop_token stop; ///< Ends the search within a second, the DNS excepted.
    std::function<void(Step const&)> on_step; ///< Told of each step as it is taken. May be empty.
};

struct Discovered {
    Outcome<FoundServer> server;
    std::vector<Step> steps; ///< All that were taken, in order.
};

/// Searches in the order of the specification, until something is found or nothing is left. Places are asked whether
/// Autodiscover is there several at once, by requests that say nothing of anybody; whatever carries the address or
/// credentials goes to one after the other, over verified TLS, and only where RedirectJudge accepts the host.
/// Any thread; on_step, the approval and the sources are called on it. References in `options` must outlive the call.
/// Errors: what the steps come to: sign_in, redirected, tls, private_address, server_busy, network; not_found where
/// Autodiscover knows nobody of this address; cancelled; those of the source of credentials; invalid_request for a domain that is
/// none, or a public suffix.
Discovered discover(EmailAddress const& address, DiscoveryOptions const& options);

}
