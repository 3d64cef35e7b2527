// Invariant: whatever a server says, the next place is https on a host of the mail domain's registrable domain or of an
// approved one, on a path of the service; libcurl, which is given the text, reads it as the place that was judged.
#include "client/discovery/redirect_judge.hpp"
#include "client/discovery/registrable_domain.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace likeness::client;

void require(bool holds)
{
    if (!holds) std::abort();
}

void check(Url const& url)
{
    require(url.scheme == Scheme::https && is_host_name(url.host));
    require(registrable_domain(url.host) == "contoso.co.uk" || is_within(url.host, "outlook.com"));
    auto const again = parse_url(to_string(url));
    require(!again || (again->host == url.host && again->port == url.port && again->scheme == url.scheme));
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    static RedirectJudge const judge(
        "mail.contoso.co.uk", { .domains = { "outlook.com" }, .private_domains = {} });
    static Url const secure = *parse_url("https://autodiscover.contoso.co.uk/autodiscover/autodiscover.xml");
    static Url const plain = *parse_url("http://autodiscover.contoso.co.uk/autodiscover/autodiscover.xml");
    static Url const json = *parse_url("https://autodiscover.contoso.co.uk/autodiscover/autodiscover.json?x");
    for (auto const* const from : { &secure, &plain, &json })
        if (auto const url = judge.judge_redirect(*from, text)) check(*url);
    if (auto const url = judge.judge_ews(text)) check(*url);
    if (auto const url = judge.judge_target(text)) check(*url);
    if (auto const address = judge.judge_address(text)) {
        auto const domain = address->folded_domain();
        require(registrable_domain(domain) == "contoso.co.uk" || is_within(domain, "outlook.com"));
    }
    if (auto const domain = parse_trusted_domain(text)) require(registrable_domain(*domain).has_value());
    return 0;
}
