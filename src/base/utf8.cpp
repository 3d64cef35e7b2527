#include "base/utf8.hpp"

#include "base/ascii.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utf8proc.h>

namespace likeness::base {

namespace {

// How many letters at the front are ASCII, in steps of eight where there are so many.
std::size_t ascii_run(std::string_view text)
{
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        if (word & high_bits) break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    return at;
}

bool is_ascii(std::string_view text)
{
    return ascii_run(text) == text.size();
}

// `options` are utf8proc_option_t, which the library wants joined though it is an enum.
std::string mapped(std::string_view text, unsigned options)
{
    struct Free {
        void operator()(utf8proc_uint8_t* raw) const noexcept { std::free(raw); }
    };
    utf8proc_uint8_t* raw = nullptr;
    // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange)
    auto const joined = static_cast<utf8proc_option_t>(options);
    auto const length = utf8proc_map(
        reinterpret_cast<utf8proc_uint8_t const*>(text.data()), std::ssize(text), &raw, joined);
    std::unique_ptr<utf8proc_uint8_t, Free> const owned(raw);
    if (length < 0) return ascii_lowered(text);
    return { reinterpret_cast<char const*>(raw), static_cast<std::size_t>(length) };
}

}

bool is_utf8(std::string_view text)
{
    // Nearly all text is ASCII, or begins so.
    auto const ascii = ascii_run(text);
    auto const* at = reinterpret_cast<utf8proc_uint8_t const*>(text.data()) + ascii;
    auto left = std::ssize(text) - static_cast<std::ptrdiff_t>(ascii);
    while (left > 0) {
        utf8proc_int32_t codepoint = 0;
        auto const taken = utf8proc_iterate(at, left, &codepoint);
        if (taken <= 0) return false;
        at += taken;
        left -= taken;
    }
    return true;
}

std::string fold_case(std::string_view text)
{
    if (is_ascii(text)) return ascii_lowered(text);
    return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

std::string fold_name(std::string_view text)
{
    if (is_ascii(text)) return ascii_lowered(text);
    return mapped(text,
        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
}

std::string utf8_from_latin1(std::string_view text)
{
    std::string utf8;
    utf8.reserve(text.size() * 2);
    for (char const letter : text) {
        auto const code = static_cast<unsigned char>(letter);
        if (code < 0x80) {
            utf8.push_back(letter);
        } else {
            utf8.push_back(static_cast<char>(0xC0 | (code >> 6)));
            utf8.push_back(static_cast<char>(0x80 | (code & 0x3F)));
        }
    }
    return utf8;
}

}
