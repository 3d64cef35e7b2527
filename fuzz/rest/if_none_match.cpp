// Invariant: any list ends in an answer; a list that names a tag names it still behind another tag and in front of
// one, unless its quotes are open.
#include "rest/conditional.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using likeness::rest::names_etag;
    constexpr std::string_view etag = "0A1B2C3D4E5F6071";
    std::string const list(reinterpret_cast<char const*>(data), size);
    bool const named = names_etag(list, etag);
    if (list == "*" || list.find('*') != std::string::npos) return 0;
    if (named && !names_etag("\"first\", " + list, etag)) std::abort();
    if (named && !names_etag(list + ", \"last\"", etag)) std::abort();
    // Without the tag's own letters nothing can be named.
    if (named && list.find(etag) == std::string::npos) std::abort();
    return 0;
}
