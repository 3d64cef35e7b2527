#include "client/discovery/step.hpp"

namespace likeness::client {

namespace {

struct Words {
    std::string_view name;
    std::string_view text;
};

Words words(Source source)
{
    switch (source) {
    case Source::given: return { "given", "the address that was given" };
    case Source::kept: return { "kept", "what was found before" };
    case Source::directory: return { "directory", "the directory's connection point" };
    case Source::mail_domain: return { "mail_domain", "the mail domain" };
    case Source::autodiscover_host: return { "autodiscover_host", "the domain's autodiscover host" };
    case Source::http_redirect: return { "http_redirect", "the redirect by HTTP" };
    case Source::service_record: return { "service_record", "the SRV record" };
    case Source::json: return { "json", "Autodiscover v2" };
    }
    return {};
}

Words words(Finding finding)
{
    switch (finding) {
    case Finding::found: return { "found", "names the server" };
    case Finding::leads_on: return { "leads_on", "leads on" };
    case Finding::leads_to_address: return { "leads_to_address", "has another address for this person" };
    case Finding::is_there: return { "is_there", "Autodiscover answers" };
    case Finding::no_sign_in: return { "no_sign_in", "wants a sign-in, and there is none to give" };
    case Finding::sign_in_refused: return { "sign_in_refused", "refuses the sign-in" };
    case Finding::server_refuses: return { "server_refuses", "has nothing for this address" };
    case Finding::busy: return { "busy", "is busy" };
    case Finding::no_autodiscover: return { "no_autodiscover", "is no Autodiscover" };
    case Finding::no_record: return { "no_record", "there is none" };
    case Finding::unreachable: return { "unreachable", "cannot be reached" };
    case Finding::untrusted: return { "untrusted", "cannot prove who it is" };
    case Finding::private_address:
        return { "private_address", "leads into a private network, which is not allowed" };
    case Finding::unusable_address: return { "unusable_address", "leads to what is no usable address" };
    case Finding::not_https: return { "not_https", "leads out of https" };
    case Finding::other_host:
        return { "other_host", "leads to a host of another domain, which nobody has approved" };
    case Finding::other_path: return { "other_path", "leads to a path that is not the service's" };
    case Finding::loop: return { "loop", "leads back to where it was" };
    case Finding::too_many_redirects: return { "too_many_redirects", "leads on too often" };
    case Finding::public_suffix:
        return { "public_suffix", "is a domain below which anybody may have a name: nothing is asked" };
    case Finding::out_of_time: return { "out_of_time", "is not asked: the time is over" };
    }
    return {};
}

}

std::string_view name_of(Source source)
{
    return words(source).name;
}

std::string_view name_of(Finding finding)
{
    return words(finding).name;
}

std::string_view words_of(Source source)
{
    return words(source).text;
}

std::string_view words_of(Finding finding)
{
    return words(finding).text;
}

bool is_success(Finding finding)
{
    switch (finding) {
    case Finding::found:
    case Finding::leads_on:
    case Finding::leads_to_address:
    case Finding::is_there: return true;
    default: return false;
    }
}

Finding finding_of(RedirectRefusal refusal)
{
    switch (refusal) {
    case RedirectRefusal::unusable_address: return Finding::unusable_address;
    case RedirectRefusal::not_https: return Finding::not_https;
    case RedirectRefusal::other_host: return Finding::other_host;
    case RedirectRefusal::other_path: return Finding::other_path;
    case RedirectRefusal::loop: return Finding::loop;
    case RedirectRefusal::too_many_redirects: return Finding::too_many_redirects;
    }
    return Finding::unusable_address;
}

Finding finding_of(Failure const& failure)
{
    switch (failure.kind) {
    case FailureKind::network: return Finding::unreachable;
    case FailureKind::tls: return Finding::untrusted;
    case FailureKind::private_address: return Finding::private_address;
    case FailureKind::sign_in:
    case FailureKind::denied: return Finding::sign_in_refused;
    case FailureKind::server_busy: return Finding::busy;
    default: return Finding::no_autodiscover;
    }
}

}
