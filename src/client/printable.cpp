#include "client/printable.hpp"

#include "base/printable.hpp"
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
    auto shown = base::without_controls(beginning_of(text));
    if (!base::is_utf8(shown))
        std::ranges::replace_if(
            shown, [](char letter) { return static_cast<unsigned char>(letter) >= 0x80; }, '?');
    return text.size() > shown_bytes_max ? shown + "..." : shown;
}

}
