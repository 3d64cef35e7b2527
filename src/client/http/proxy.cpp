#include "client/http/proxy.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <curl/curl.h>
#include <memory>

namespace likeness::client {

namespace {

constexpr std::array<std::string_view, 6> schemes { "http", "https", "socks4", "socks4a", "socks5",
    "socks5h" };

std::string variable(char const* name, char const* other_name = nullptr)
{
    if (auto const* const value = std::getenv(name); value && *value) return value;
    auto const* const value = other_name ? std::getenv(other_name) : nullptr;
    return value ? value : "";
}

// "contoso.com" and ".contoso.com" mean the domain and all names below it.
bool is_excepted(std::string_view host, std::string_view domain)
{
    if (domain.starts_with('.')) domain.remove_prefix(1);
    if (domain.empty() || host.size() < domain.size()) return false;
    if (!base::equals_ignoring_ascii_case(host.substr(host.size() - domain.size()), domain)) return false;
    return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

bool is_excepted_by(std::string_view host, std::string_view exceptions)
{
    exceptions = base::trim(exceptions);
    if (exceptions == "*") return true;
    while (!exceptions.empty()) {
        auto const end = exceptions.find_first_of(", ");
        if (is_excepted(host, base::trim(exceptions.substr(0, end)))) return true;
        exceptions.remove_prefix(end == std::string_view::npos ? exceptions.size() : end + 1);
    }
    return false;
}

}

Proxies proxies_of_environment()
{
    return {
        .http = variable("http_proxy"),
        .https = variable("https_proxy", "HTTPS_PROXY"),
        .all = variable("all_proxy", "ALL_PROXY"),
        .except = variable("no_proxy", "NO_PROXY"),
    };
}

bool is_usable_proxy(std::string const& proxy)
{
    if (proxy.empty()) return true;
    // libcurl's own reader, which it uses for proxies in this way too.
    std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> const handle(curl_url(), curl_url_cleanup);
    if (!handle
        || curl_url_set(
               handle.get(), CURLUPART_URL, proxy.c_str(), CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME)
            != CURLUE_OK)
        return false;
    char* raw = nullptr;
    // An address without a scheme is one of http.
    if (curl_url_get(handle.get(), CURLUPART_SCHEME, &raw, 0) != CURLUE_OK) return true;
    std::unique_ptr<char, decltype(&curl_free)> const scheme(raw, curl_free);
    return std::ranges::any_of(schemes,
        [&](std::string_view known) { return base::equals_ignoring_ascii_case(scheme.get(), known); });
}

std::string proxy_for(std::string const& chosen, Url const& url, Proxies const& proxies)
{
    // It would carry what we let out only because it stays on this machine.
    if (is_loopback(url) || chosen == "none") return {};
    if (!chosen.empty()) return chosen;
    auto const& own = url.scheme == Scheme::https ? proxies.https : proxies.http;
    auto const& proxy = own.empty() ? proxies.all : own;
    return is_excepted_by(url.host, proxies.except) ? std::string() : proxy;
}

}
