#include "client/http/url.hpp"

#include "base/ascii.hpp"
#include "client/limits.hpp"
#include "client/printable.hpp"
#include "rest/photo_request.hpp"

#include <arpa/inet.h>
#include <charconv>
#include <curl/curl.h>
#include <memory>
#include <optional>

namespace likeness::client {

namespace {

struct CleanUp {
    void operator()(CURLU* raw) const noexcept { curl_url_cleanup(raw); }
};
using Handle = std::unique_ptr<CURLU, CleanUp>;

struct FreeText {
    void operator()(char* raw) const noexcept { curl_free(raw); }
};

std::string part_of(Handle const& handle, CURLUPart part, unsigned flags = 0)
{
    char* raw = nullptr;
    auto const status = curl_url_get(handle.get(), part, &raw, flags);
    std::unique_ptr<char, FreeText> const owned(raw);
    return status == CURLUE_OK && raw ? std::string(raw) : std::string();
}

// A second call resolves a relative address against the first.
CURLUcode read_into(Handle const& handle, std::string_view text, unsigned flags)
{
    // libcurl would stop at a NUL and judge another address than the one that we were given.
    if (text.size() > limits::url_bytes_max || text.contains('\0')) return CURLUE_MALFORMED_INPUT;
    return curl_url_set(handle.get(), CURLUPART_URL, std::string(text).c_str(), flags | CURLU_DISALLOW_USER);
}

std::optional<Scheme> parse_scheme(std::string_view text)
{
    if (base::equals_ignoring_ascii_case(text, "https")) return Scheme::https;
    if (base::equals_ignoring_ascii_case(text, "http")) return Scheme::http;
    return std::nullopt;
}

std::optional<std::uint16_t> parse_port(std::string_view text)
{
    std::uint16_t port = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
    return port;
}

std::optional<Url> taken_apart(Handle const& handle)
{
    auto const scheme = parse_scheme(part_of(handle, CURLUPART_SCHEME));
    auto const port = parse_port(part_of(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT));
    auto host = base::ascii_lowered(part_of(handle, CURLUPART_HOST));
    if (!scheme || !port || host.empty()) return std::nullopt;
    return Url { *scheme, std::move(host), *port, part_of(handle, CURLUPART_PATH),
        part_of(handle, CURLUPART_QUERY) };
}

constexpr std::uint16_t default_port(Scheme scheme)
{
    return scheme == Scheme::https ? 443 : 80;
}

bool has_default_port(Url const& url)
{
    return url.port == default_port(url.scheme);
}

bool ends_with_ignoring_ascii_case(std::string_view text, std::string_view end)
{
    return text.size() >= end.size()
        && base::equals_ignoring_ascii_case(text.substr(text.size() - end.size()), end);
}

// What is missing between `path` and the photo resource; nullopt when the path leads elsewhere.
std::optional<std::string_view> missing_end(std::string_view path)
{
    if (path.empty()) return rest::photo_path;
    if (ends_with_ignoring_ascii_case(path, "/exchange.asmx/s/getuserphoto")) return "";
    if (ends_with_ignoring_ascii_case(path, "/exchange.asmx/s")) return "/GetUserPhoto";
    if (ends_with_ignoring_ascii_case(path, "/exchange.asmx")) return "/s/GetUserPhoto";
    if (ends_with_ignoring_ascii_case(path, "/ews")) return "/Exchange.asmx/s/GetUserPhoto";
    return std::nullopt;
}

bool is_safe_step(Url const& from, Url const& to)
{
    if (from.host != to.host) return false;
    if (from.scheme == to.scheme && from.port == to.port)
        return to.scheme == Scheme::https || is_loopback(to);
    if (from.scheme != Scheme::http || to.scheme != Scheme::https) return false;
    return is_loopback(to) || (has_default_port(from) && has_default_port(to));
}

}

Outcome<Url> parse_url(std::string_view text)
{
    Handle const handle(curl_url());
    auto const status
        = handle ? read_into(handle, base::trim(text), CURLU_DEFAULT_SCHEME) : CURLUE_OUT_OF_MEMORY;
    if (status == CURLUE_USER_NOT_ALLOWED)
        return fail(FailureKind::invalid_request, "the address must not contain a user name or password");
    if (status == CURLUE_UNSUPPORTED_SCHEME)
        return fail(FailureKind::invalid_request, "the address is neither http nor https");
    if (status != CURLUE_OK)
        return fail(
            FailureKind::invalid_request, "not an address that can be used", curl_url_strerror(status));
    auto url = taken_apart(handle);
    if (!url) return fail(FailureKind::invalid_request, "the address is neither http nor https");
    return *std::move(url);
}

std::optional<Url> resolved(Url const& from, std::string_view location)
{
    location = base::trim(location);
    // Resolved as a relative address it would lead to where we are.
    if (location.empty()) return std::nullopt;
    Handle const handle(curl_url());
    auto const understood = handle && read_into(handle, to_string(from), 0) == CURLUE_OK
        && read_into(handle, location, CURLU_URLENCODE) == CURLUE_OK;
    return understood ? taken_apart(handle) : std::nullopt;
}

std::string to_string(Url const& url)
{
    std::string text = url.scheme == Scheme::https ? "https://" : "http://";
    text += url.host;
    if (!has_default_port(url)) text += ":" + std::to_string(url.port);
    text += url.path;
    if (!url.query.empty()) text += "?" + url.query;
    return text;
}

bool is_loopback(Url const& url)
{
    if (url.host == "localhost" || url.host == "[::1]") return true;
    in_addr address {};
    return inet_pton(AF_INET, url.host.c_str(), &address) == 1 && ntohl(address.s_addr) >> 24 == 127;
}

Outcome<void> check_may_carry_credentials(Url const& url)
{
    if (url.scheme == Scheme::https || is_loopback(url)) return {};
    return fail(
        FailureKind::invalid_request, "a password is not sent over plain http to another machine: use https");
}

Outcome<Url> photo_endpoint(Url const& base)
{
    auto endpoint = base;
    endpoint.query.clear();
    while (endpoint.path.ends_with('/')) endpoint.path.pop_back();
    auto const end = missing_end(endpoint.path);
    if (!end)
        return fail(FailureKind::invalid_request,
            "the address must be a server (https://mail.contoso.com), its .../EWS/Exchange.asmx or its "
            ".../EWS/Exchange.asmx/s/GetUserPhoto",
            printable(to_string(base)));
    endpoint.path += *end;
    return endpoint;
}

Outcome<Url> ews_endpoint(Url const& base)
{
    // Whatever its case, the photo resource lies so far below the EWS resource.
    constexpr std::string_view below = "/s/GetUserPhoto";
    return photo_endpoint(base).map([&](Url endpoint) {
        endpoint.path.resize(endpoint.path.size() - below.size());
        return endpoint;
    });
}

Outcome<Url> judge_redirect(Url const& from, std::string_view location)
{
    location = base::trim(location);
    if (location.empty())
        return fail(FailureKind::redirected, "the server redirects without saying where to");
    auto const to = resolved(from, location);
    if (!to)
        return fail(FailureKind::redirected, "the server redirects to what is no usable address",
            printable(location));
    if (!is_safe_step(from, *to))
        return fail(FailureKind::redirected,
            "the server redirects to another host or out of https, where nothing is sent",
            printable(to_string(*to)));
    return *to;
}

}
