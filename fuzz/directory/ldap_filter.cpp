// Invariants: any bytes as a value make a filter that reads as one comparison, and say the same when the escapes are
// taken off; any text that an operator wrote is a filter, kept as it is, or an invalid_request.
#include "directory/ldap/filter.hpp"
#include "directory/ldap/limits.hpp"

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

// RFC 4515, section 3, read by itself: "\xx" is a byte, anything else stands for itself.
std::string unescaped(std::string_view text)
{
    std::string value;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (std::string_view("*()").contains(text[i])) std::abort();
        if (text[i] != '\\') {
            value += text[i];
            continue;
        }
        unsigned byte = 0;
        if (text.size() - i < 3) std::abort();
        auto const [end, error] = std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16);
        if (error != std::errc() || end != text.data() + i + 3) std::abort();
        value += static_cast<char>(byte);
        i += 2;
    }
    return value;
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace likeness;
    using directory::ldap::Filter;
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);

    auto const text = Filter::equals("cn", bytes).text();
    if (unescaped(std::string_view(text).substr(4, text.size() - 5)) != bytes) std::abort();
    if (text.size() <= directory::ldap::limits::filter_bytes_max && !Filter::parse(text)) std::abort();

    auto const parsed = Filter::parse(bytes);
    if (parsed && parsed->text() != bytes) std::abort();
    if (!parsed && parsed.error().code != Code::invalid_request) std::abort();
    return 0;
}
