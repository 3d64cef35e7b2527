#include "client/soap/character_references.hpp"

#include <charconv>
#include <string_view>

namespace likeness::client {

namespace {

constexpr std::string_view replacement = "&#xFFFD;";
/// "&#x10FFFF;" and some zeros: what is longer is no reference that anybody writes.
constexpr std::size_t reference_bytes_max = 16;

bool is_character(unsigned long code)
{
    if (code < 0x20) return code == 0x9 || code == 0xA || code == 0xD;
    return code <= 0xD7FF || (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

// In: what stands between "&#" and ";".
bool is_forbidden(std::string_view number)
{
    int base = 10;
    if (number.starts_with('x')) {
        base = 16;
        number.remove_prefix(1);
    }
    unsigned long code = 0;
    auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), code, base);
    return error == std::errc() && end == number.data() + number.size() && !is_character(code);
}

void append(base::Bytes& bytes, std::string_view text)
{
    auto const more = base::as_bytes(text);
    bytes.insert(bytes.end(), more.begin(), more.end());
}

}

std::optional<base::Bytes> without_forbidden_references(base::ByteView bytes)
{
    auto text = base::as_text(bytes);
    base::Bytes clean;
    std::size_t kept = 0;
    for (auto at = text.find("&#"); at != std::string_view::npos; at = text.find("&#", at + 2)) {
        auto const behind = text.substr(at + 2, reference_bytes_max);
        auto const end = behind.find(';');
        if (end == std::string_view::npos || !is_forbidden(behind.substr(0, end))) continue;
        append(clean, text.substr(kept, at - kept));
        append(clean, replacement);
        kept = at + 2 + end + 1;
    }
    if (kept == 0) return std::nullopt;
    append(clean, text.substr(kept));
    return clean;
}

}
