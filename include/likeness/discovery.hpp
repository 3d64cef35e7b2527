// discover: the way from an e-mail address to the server that has its mailbox, by Autodiscover.
#pragma once

#include <likeness/client_options.hpp>
#include <likeness/export.hpp>

#include <stop_token>
#include <string_view>

namespace likeness::exchange {

/// One thing that the search has tried, and what came of it. A value; the names are those of `likeness discover --json`.
struct DiscoveryStep {
    std::string source {}; ///< Where the place to ask comes from: "kept", "mail_domain", "http_redirect".
    std::string target {}; ///< A URL, or a name in the DNS.
    std::string finding {}; ///< "found", "leads_on", "other_host", "sign_in_refused".
    std::string detail {}; ///< Where it leads, or what was said. May be empty.
    bool has_led_on = false; ///< Whether the search got something of it.
    std::string text {}; ///< All of it in one line, for a person; printable.

    friend bool operator==(DiscoveryStep const&, DiscoveryStep const&) = default;
};

/// What was found. A value.
struct Server {
    std::string url {}; ///< Of its EWS. Its host may be sent the credentials that it was found with.
    std::string
        email {}; ///< The address by which it knows the person: not always the one that was asked for.
    std::string
        user {}; ///< As whom it was found; who signs in to it where ClientOptions names nobody. May be empty.
    std::string display_name {}; ///< As the server sent it. May be empty.
    std::vector<std::string> schemas {}; ///< The versions of EWS that it says it speaks. May be empty.
    bool public_addresses_only = false; ///< Its name must not lead into a private network; Client holds that.
    bool is_kept = false; ///< It was not asked for: an earlier search has found it.
    std::vector<DiscoveryStep> steps {}; ///< All that led to it, in order.

    friend bool operator==(Server const&, Server const&) = default;
};

struct DiscoveryOptions {
    /// Domains beside the address's own whose hosts may be sent credentials, each with all names below it.
    std::vector<std::string> trusted_domains {};
    /// Domains whose names may lead into a private network, each with all names below it.
    std::vector<std::string> private_domains {};
    /// Whether another host may be sent credentials, to which a server leads; asked once for each. It may be the mail
    /// domain of another address that the person has: its own servers are then asked too. Empty: none may.
    std::function<bool(std::string const& host)> approve {};
    /// Where to keep what was found, for a week; made where it is missing, for this user alone. Empty: nowhere. A folder
    /// that cannot be used is none. No password is kept.
    std::filesystem::path cache_folder {};
    bool asks_cache = true; ///< False after what was kept has proven wrong.
    /// What a directory says where Autodiscover is (service connection points): addresses of plain XML, the nearest first.
    std::function<std::vector<std::string>(std::string const& email)> connection_points {};
    /// Hosts that are asked by version 2, beside autodiscover.DOMAIN, for domains that are theirs: "outlook.office365.com".
    /// They must be trusted or approved as well.
    std::vector<std::string> json_hosts {};
    std::chrono::milliseconds step_time_max
        = std::chrono::seconds(10); ///< One question to one server, or to the DNS.
    std::chrono::milliseconds time_max = std::chrono::seconds(40); ///< The whole search.
    std::stop_token
        stop {}; ///< Any thread may request it; the search then ends with cancelled, within a second but for the DNS.
    std::function<void(DiscoveryStep const&)> on_step {}; ///< Told of each step as it is taken.
};

/// Looks for the server of an address: what was found before, the directory, https and http of the domain and of
/// autodiscover.DOMAIN, SRV records, and version 2. `sign_in` is what Client::open is then given.
///
/// Credentials and the address go to hosts of the address's own registrable domain and to those that are trusted or
/// approved, over https with a verified certificate, and nowhere else. Names of the Internet do not lead into private
/// networks; through a proxy that is the proxy's to judge.
/// With a Transport in `sign_in` one place is asked after the other, and SRV records are not looked for.
///
/// Any thread may call it, several at once where they share no Transport. The functions in `how` are called on the
/// calling thread, and must not throw.
/// Errors: invalid_request for what is no address, for a domain that is nobody's, for what is no domain to trust, and for
/// credentials that cannot be sent; sign_in, redirected, tls, private_address, server_busy, network; not_found where
/// Autodiscover knows nobody of this address; cancelled; those of the source of tokens; internal.
LIKENESS_API Result<Server> discover(
    std::string_view email, ClientOptions const& sign_in = {}, DiscoveryOptions const& how = {}) noexcept;

}
