// Step: one thing that a search for somebody's server has tried, and why it went on from there or did not.
// Source: spec/autodiscover.md 7 and 8.
#pragma once

#include "client/discovery/redirect_judge.hpp"

#include <string>
#include <string_view>

namespace likeness::client {

/// Where a place to ask comes from, in the order in which they are tried.
enum class Source {
    given, ///< By whoever asks.
    kept, ///< Found before.
    directory, ///< A service connection point of the directory.
    mail_domain, ///< https://DOMAIN
    autodiscover_host, ///< https://autodiscover.DOMAIN
    http_redirect, ///< http://autodiscover.DOMAIN, which may only lead on.
    service_record, ///< _autodiscover._tcp.DOMAIN
    json, ///< Autodiscover v2, which wants no sign-in.
};

enum class Finding {
    found, ///< It names the server, which is accepted.
    leads_on, ///< A redirect to an accepted place, which is asked next.
    leads_to_address, ///< Another address is to be asked for.
    is_there, ///< Autodiscover answers here, and is asked next.
    no_sign_in, ///< It wants a sign-in, and there is none to give.
    sign_in_refused,
    server_refuses, ///< Autodiscover answers that it has nothing for this address.
    busy,
    no_autodiscover, ///< Whatever answers is no Autodiscover.
    no_record, ///< The DNS has none.
    unreachable, ///< No name, no connection, too slow.
    untrusted, ///< No TLS that proves who is there.
    private_address,
    unusable_address,
    not_https,
    other_host,
    other_path,
    loop,
    too_many_redirects,
    public_suffix, ///< Anybody may have a name below the mail domain.
    out_of_time,
};

struct Step {
    Source source = Source::given;
    std::string target; ///< A URL, or a name in the DNS.
    Finding finding = Finding::found;
    std::string detail; ///< Where it leads, or what was said; printable. May be empty.

    friend bool operator==(Step const&, Step const&) = default;
};

/// As --json spells them: "http_redirect", "other_host".
std::string_view name_of(Source source);
std::string_view name_of(Finding finding);

/// For people: "the HTTP redirect"; "leads to a host that nobody has approved".
std::string_view words_of(Source source);
std::string_view words_of(Finding finding);

/// Whether the search got something of it.
bool is_success(Finding finding);

Finding finding_of(RedirectRefusal refusal);

/// What a question without an answer means for the search.
Finding finding_of(Failure const& failure);

}
