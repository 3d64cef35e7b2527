// RedirectJudge: where Autodiscover may lead, and what may be sent there. All of it is decided here, by texts alone;
// that a certificate is verified, and that a name leads to no private address, is the transport's to hold.
// Source: spec/autodiscover.md 8; [EMA] AutodiscoverService.cs.
#pragma once

#include "client/http/url.hpp"
#include "core/email_address.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace likeness::client {

/// What somebody has approved beside the mail domain's own hosts. A domain means itself and all names below it.
struct Trust {
    std::vector<std::string> domains; ///< May be sent credentials.
    std::vector<std::string> private_domains; ///< May lead to private addresses.

    friend bool operator==(Trust const&, Trust const&) = default;
};

/// Whether a host of another domain, and it alone, may be sent credentials and the address that is asked for. Called
/// each time that something leads to a host which Trust does not name, and with the mail domain of an address that
/// another one is redirected to: its own servers are then asked as well.
using Approval = std::function<bool(std::string const& host)>;

/// In: a domain as a person writes it, in any case. Out: in lower case.
/// Errors: invalid_request for what is no host name, and for a public suffix ("com"), below which is anybody.
Outcome<std::string> parse_trusted_domain(std::string_view text);

/// Why a place is not gone to.
enum class RedirectRefusal {
    unusable_address, ///< None, or one that could be read in two ways.
    not_https,
    other_host, ///< Neither of the mail domain's registrable domain nor approved.
    other_path, ///< None of Autodiscover's or EWS'.
    loop, ///< Was there before.
    too_many_redirects,
};

template <class Value> using Judged = base::BasicResult<Value, RedirectRefusal>;

/// A value; any thread that `approval` may be called on.
class RedirectJudge {
public:
    /// In: the domain of the address that was asked for, in lower case; it stays this one whatever servers say. Without
    /// an approval nobody is approved beside those that `trust` names.
    RedirectJudge(std::string mail_domain, Trust trust, Approval approval = {});

    /// Where a Location or a RedirectUrl leads: an https address whose host is accepted and whose path is Autodiscover's.
    /// In: relative or absolute; `from` is the address that said it, of either scheme.
    Judged<Url> judge_redirect(Url const& from, std::string_view location) const;

    /// A host that the DNS names (SRV), as the plain XML address on it.
    Judged<Url> judge_target(std::string_view host) const;

    /// The address of EWS that an answer gives: https, an accepted host, and a path of EWS.
    Judged<Url> judge_ews(std::string_view text) const;

    /// An address that another address is redirected to: its domain is accepted.
    Judged<EmailAddress> judge_address(std::string_view text) const;

    /// Whether credentials, or the address that is asked for, may be sent there.
    Judged<void> judge(Url const& url) const;

    /// Whether a host's name may lead to a private address: it is approved, or the mail domain is none of the Internet's.
    bool may_be_private(std::string_view host) const;

private:
    bool accepts(std::string_view host) const;

    std::string mail_domain_;
    Trust trust_;
    Approval approval_;
};

/// The way that one search has gone: never in circles, and not for long.
class RedirectTrail {
public:
    /// A search begins at this address, or at this place: no redirect has led here.
    void begin(EmailAddress const& address);
    void begin(Url const& url);

    /// Goes where a redirect leads. Errors: loop, too_many_redirects; then it has not gone there.
    Judged<void> follow(Url const& url);
    Judged<void> follow(EmailAddress const& address);

private:
    std::set<std::string> urls_;
    std::set<std::string> addresses_;
    int redirects_ = 0; ///< Of the whole search.
};

/// The path of plain XML on a host that runs Autodiscover.
inline constexpr std::string_view autodiscover_pox_path = "/autodiscover/autodiscover.xml";

/// The address of the other interface at the same place, with .xml or .svc at its end. In: a path of either.
Url as_soap(Url url);
Url as_pox(Url url);

}
