#include "client/discovery/registrable_domain.hpp"

#include <algorithm>
#include <libpsl.h>
#include <memory>

namespace likeness::client {

namespace {

constexpr std::size_t host_bytes_max = 253;
constexpr std::size_t label_bytes_max = 63;

struct Free {
    void operator()(psl_ctx_t* raw) const noexcept { psl_free(raw); }
};

// The system's list or the one in the library, whichever is newer. Read once; nullptr where there is none at all, and
// then nothing has a registrable domain.
psl_ctx_t const* suffixes()
{
    static std::unique_ptr<psl_ctx_t, Free> const list(psl_latest(nullptr));
    return list.get();
}

bool is_label_letter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
}

bool is_label(std::string_view label)
{
    return !label.empty() && label.size() <= label_bytes_max && label.front() != '-' && label.back() != '-'
        && std::ranges::all_of(label, is_label_letter);
}

bool is_number(std::string_view label)
{
    return std::ranges::all_of(label, [](char letter) { return letter >= '0' && letter <= '9'; });
}

}

bool is_host_name(std::string_view host)
{
    if (host.empty() || host.size() > host_bytes_max) return false;
    while (true) {
        auto const dot = host.find('.');
        auto const label = host.substr(0, dot);
        if (!is_label(label)) return false;
        // Some resolvers read a name that ends in a number as an IPv4 address.
        if (dot == std::string_view::npos) return !is_number(label) && !label.starts_with("0x");
        host.remove_prefix(dot + 1);
    }
}

std::optional<std::string> registrable_domain(std::string_view host)
{
    if (!is_host_name(host) || !suffixes()) return std::nullopt;
    std::string const name(host);
    auto const* const domain = psl_registrable_domain(suffixes(), name.c_str());
    return domain ? std::optional<std::string>(domain) : std::nullopt;
}

bool have_same_registrable_domain(std::string_view one, std::string_view other)
{
    auto const domain = registrable_domain(one);
    return domain && domain == registrable_domain(other);
}

bool is_public_name(std::string_view host)
{
    if (!is_host_name(host)) return true;
    if (!suffixes()) return true;
    // The list's last rule makes any last label a suffix; whether it is a known one is asked without that rule.
    std::string const name(host);
    auto const last = name.substr(name.rfind('.') + 1);
    return psl_is_public_suffix2(suffixes(), last.c_str(), PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) != 0;
}

bool is_within(std::string_view host, std::string_view domain)
{
    if (host == domain) return true;
    return host.size() > domain.size() && host.ends_with(domain)
        && host[host.size() - domain.size() - 1] == '.';
}

}
