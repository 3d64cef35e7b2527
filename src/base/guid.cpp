#include "base/guid.hpp"

#include "base/ascii.hpp"
#include "base/sodium_ready.hpp"

#include <sodium.h>

namespace likeness::base {

namespace {

constexpr bool dash_follows(std::size_t byte_index)
{
    return byte_index == 3 || byte_index == 5 || byte_index == 7 || byte_index == 9;
}

}

Guid random_guid()
{
    ensure_sodium();
    Guid guid;
    randombytes_buf(guid.bytes.data(), guid.bytes.size());
    guid.bytes[6] = (guid.bytes[6] & std::byte { 0x0F }) | std::byte { 0x40 };
    guid.bytes[8] = (guid.bytes[8] & std::byte { 0x3F }) | std::byte { 0x80 };
    return guid;
}

void write_guid(Guid const& guid, char* text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t i = 0; i < guid.bytes.size(); ++i) {
        auto const value = std::to_integer<unsigned>(guid.bytes[i]);
        *text++ = digits[value >> 4];
        *text++ = digits[value & 15];
        if (dash_follows(i)) *text++ = '-';
    }
}

std::string to_string(Guid const& guid)
{
    std::string text(guid_text_size, '-');
    write_guid(guid, text.data());
    return text;
}

std::optional<Guid> parse_guid(std::string_view text)
{
    if (text.size() != guid_text_size) return std::nullopt;
    constexpr std::string_view digits = "0123456789abcdef";
    Guid guid;
    std::size_t at = 0;
    for (std::size_t i = 0; i < guid.bytes.size(); ++i) {
        auto const high = digits.find(ascii_lower(text[at]));
        auto const low = digits.find(ascii_lower(text[at + 1]));
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        guid.bytes[i] = static_cast<std::byte>(high << 4 | low);
        at += 2;
        if (dash_follows(i) && text[at++] != '-') return std::nullopt;
    }
    return guid;
}

}
