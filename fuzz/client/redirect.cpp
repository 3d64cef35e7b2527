// Invariant: whatever a server says in Location, the next request goes to the same host, and not out of https.
#include "client/http/url.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace likeness::client;

void judge(Url const& from, std::string_view location)
{
    auto const to = judge_redirect(from, location);
    if (!to) return;
    if (to->host != from.host) std::abort();
    if (from.scheme == Scheme::https && (to->scheme != Scheme::https || to->port != from.port)) std::abort();
    if (to->scheme == Scheme::http && !is_loopback(*to)) std::abort();
    // libcurl is given the text: it must read it as the address that was judged.
    auto const again = parse_url(to_string(*to));
    if (again && (again->host != to->host || again->port != to->port || again->scheme != to->scheme))
        std::abort();
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const location(reinterpret_cast<char const*>(data), size);
    static Url const secure
        = *parse_url("https://mail.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto?email=a@b");
    static Url const local = *parse_url("http://localhost:8080/EWS/Exchange.asmx/s/GetUserPhoto?email=a@b");
    judge(secure, location);
    judge(local, location);
    return 0;
}
