#include "client/printable.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

constexpr std::size_t shown_bytes_max = 200;

bool is_continuation(char letter)
{
    return (static_cast<unsigned char>(letter) & 0xC0) == 0x80;
}

// Cuts between characters: half of one would make the whole line look like no UTF-8.
std::string_view beginning_of(std::string_view text)
{
    if (text.size() <= shown_bytes_max) return text;
    auto end = shown_bytes_max;
    while (end > 0 && is_continuation(text[end])) --end;
    return text.substr(0, end);
}

}

std::string printable(std::string_view text)
{
    std::string shown(beginning_of(text));
    bool const is_utf8 = base::is_utf8(shown);
    for (std::size_t at = 0; at < shown.size(); ++at) {
        auto const byte = static_cast<unsigned char>(shown[at]);
        // U+0080 to U+009F are control characters too (0xC2 and one byte below 0xA0): terminals obey them.
        bool const is_c1
            = byte == 0xC2 && at + 1 < shown.size() && static_cast<unsigned char>(shown[at + 1]) < 0xA0;
        if (is_c1)
            shown[at] = shown[at + 1] = '?';
        else if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !is_utf8))
            shown[at] = '?';
    }
    return text.size() > shown_bytes_max ? shown + "..." : shown;
}

}
