#include "client/discovery/redirect_judge.hpp"

#include "base/ascii.hpp"
#include "client/discovery/registrable_domain.hpp"
#include "client/limits.hpp"
#include "client/printable.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

auto refuse(RedirectRefusal refusal)
{
    return tl::unexpected(refusal);
}

bool ends_with(std::string_view path, std::string_view end)
{
    return path.size() >= end.size()
        && base::equals_ignoring_ascii_case(path.substr(path.size() - end.size()), end);
}

// /autodiscover/([^/]+/)*autodiscover.xml, in any case; and the same for .svc.
bool is_autodiscover_path(std::string_view path)
{
    if (!base::starts_with_ignoring_ascii_case(path, "/autodiscover/")) return false;
    if (path.contains("//") || path.contains("/../") || path.contains("/./")) return false;
    return ends_with(path, "/autodiscover.xml") || ends_with(path, "/autodiscover.svc");
}

// Version 2's path may go on with an address.
bool is_json_path(std::string_view path)
{
    return base::starts_with_ignoring_ascii_case(path, "/autodiscover/autodiscover.json");
}

Url with_ending(Url url, std::string_view ending)
{
    if (is_autodiscover_path(url.path))
        url.path.replace(url.path.size() - ending.size(), ending.size(), ending);
    return url;
}

}

Outcome<std::string> parse_trusted_domain(std::string_view text)
{
    auto host = base::ascii_lowered(text);
    if (!is_host_name(host))
        return fail(FailureKind::invalid_request, "not the name of a domain", printable(text));
    if (!registrable_domain(host))
        return fail(FailureKind::invalid_request,
            "anybody may have a name below this domain: name one that is somebody's", host);
    return host;
}

RedirectJudge::RedirectJudge(std::string mail_domain, Trust trust, Approval approval)
    : mail_domain_(std::move(mail_domain))
    , trust_(std::move(trust))
    , approval_(std::move(approval))
{
}

bool RedirectJudge::accepts(std::string_view host) const
{
    if (!is_host_name(host)) return false;
    if (have_same_registrable_domain(host, mail_domain_)) return true;
    if (std::ranges::any_of(
            trust_.domains, [&](std::string const& domain) { return is_within(host, domain); }))
        return true;
    return approval_ && approval_(std::string(host));
}

Judged<void> RedirectJudge::judge(Url const& url) const
{
    if (url.scheme != Scheme::https) return refuse(RedirectRefusal::not_https);
    // An address of numbers belongs to no domain, and a name that is spelled oddly may be read as another one.
    if (!is_host_name(url.host)) return refuse(RedirectRefusal::unusable_address);
    if (!accepts(url.host)) return refuse(RedirectRefusal::other_host);
    return {};
}

Judged<Url> RedirectJudge::judge_redirect(Url const& from, std::string_view location) const
{
    auto url = resolved(from, location);
    if (!url) return refuse(RedirectRefusal::unusable_address);
    if (auto const judged = judge(*url); !judged) return refuse(judged.error());
    auto const is_right = is_json_path(from.path) ? is_json_path(url->path) : is_autodiscover_path(url->path);
    if (!is_right) return refuse(RedirectRefusal::other_path);
    return *std::move(url);
}

Judged<Url> RedirectJudge::judge_target(std::string_view host) const
{
    Url url { .host = base::ascii_lowered(host), .path = std::string(autodiscover_pox_path) };
    return judge(url).map([&] { return std::move(url); });
}

Judged<Url> RedirectJudge::judge_ews(std::string_view text) const
{
    auto const url = parse_url(text);
    // Without a scheme it would be taken for https: an answer says which.
    if (!url || !text.contains("://")) return refuse(RedirectRefusal::unusable_address);
    if (auto const judged = judge(*url); !judged) return refuse(judged.error());
    auto endpoint = ews_endpoint(*url);
    if (!endpoint) return refuse(RedirectRefusal::other_path);
    return *std::move(endpoint);
}

Judged<EmailAddress> RedirectJudge::judge_address(std::string_view text) const
{
    auto address = EmailAddress::parse(text);
    if (!address) return refuse(RedirectRefusal::unusable_address);
    if (!is_host_name(address->folded_domain())) return refuse(RedirectRefusal::unusable_address);
    if (!accepts(address->folded_domain())) return refuse(RedirectRefusal::other_host);
    return *std::move(address);
}

bool RedirectJudge::may_be_private(std::string_view host) const
{
    if (!is_public_name(mail_domain_)) return true;
    return std::ranges::any_of(
        trust_.private_domains, [&](std::string const& domain) { return is_within(host, domain); });
}

void RedirectTrail::begin(EmailAddress const& address)
{
    addresses_.insert(address.folded());
}

void RedirectTrail::begin(Url const& url)
{
    urls_ = { to_string(url) };
}

Judged<void> RedirectTrail::follow(Url const& url)
{
    if (urls_.contains(to_string(url))) return refuse(RedirectRefusal::loop);
    if (redirects_ == limits::discovery_redirects_max) return refuse(RedirectRefusal::too_many_redirects);
    ++redirects_;
    urls_.insert(to_string(url));
    return {};
}

Judged<void> RedirectTrail::follow(EmailAddress const& address)
{
    if (addresses_.contains(address.folded())) return refuse(RedirectRefusal::loop);
    if (redirects_ == limits::discovery_redirects_max) return refuse(RedirectRefusal::too_many_redirects);
    ++redirects_;
    addresses_.insert(address.folded());
    return {};
}

Url as_soap(Url url)
{
    return with_ending(std::move(url), ".svc");
}

Url as_pox(Url url)
{
    return with_ending(std::move(url), ".xml");
}

}
