#include "base/base64.hpp"

#include "base/ascii.hpp"

#include <array>
#include <cstdint>

namespace likeness::base {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> values = [] {
    std::array<std::int8_t, 256> table {};
    table.fill(-1);
    for (std::size_t i = 0; i < letters.size(); ++i)
        table[static_cast<unsigned char>(letters[i])] = static_cast<std::int8_t>(i);
    return table;
}();

}

std::string base64_encode(ByteView bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4, '=');
    char* out = text.data();
    std::size_t at = 0;
    auto const byte = [&](std::size_t i) { return std::to_integer<std::uint32_t>(bytes[i]); };
    for (; at + 3 <= bytes.size(); at += 3) {
        auto const group = byte(at) << 16 | byte(at + 1) << 8 | byte(at + 2);
        *out++ = letters[group >> 18];
        *out++ = letters[group >> 12 & 63];
        *out++ = letters[group >> 6 & 63];
        *out++ = letters[group & 63];
    }
    if (auto const left = bytes.size() - at; left > 0) {
        auto const group = byte(at) << 16 | (left == 2 ? byte(at + 1) << 8 : 0);
        *out++ = letters[group >> 18];
        *out++ = letters[group >> 12 & 63];
        if (left == 2) *out++ = letters[group >> 6 & 63];
    }
    return text;
}

std::optional<Bytes> base64_decode(std::string_view text)
{
    Bytes bytes;
    bytes.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t group = 0;
    int have = 0;
    int padding = 0;
    for (char const letter : text) {
        if (is_ascii_space(letter)) continue;
        if (letter == '=') {
            if (++padding > 2) return std::nullopt;
            continue;
        }
        auto const value = values[static_cast<unsigned char>(letter)];
        if (value < 0 || padding > 0) return std::nullopt;
        group = group << 6 | static_cast<std::uint32_t>(value);
        if (++have == 4) {
            bytes.push_back(static_cast<std::byte>(group >> 16));
            bytes.push_back(static_cast<std::byte>(group >> 8));
            bytes.push_back(static_cast<std::byte>(group));
            group = 0;
            have = 0;
        }
    }
    if (have == 1 || (padding > 0 && have + padding != 4)) return std::nullopt;
    if (have == 2) bytes.push_back(static_cast<std::byte>(group >> 4));
    if (have == 3) {
        bytes.push_back(static_cast<std::byte>(group >> 10));
        bytes.push_back(static_cast<std::byte>(group >> 2));
    }
    return bytes;
}

}
