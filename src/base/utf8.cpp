#include "base/utf8.hpp"

#include "base/ascii.hpp"

#include <cstdlib>
#include <memory>
#include <utf8proc.h>

namespace likeness::base {

namespace {

bool is_ascii(std::string_view text)
{
    return std::ranges::all_of(text, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
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
    auto const* at = reinterpret_cast<utf8proc_uint8_t const*>(text.data());
    auto left = std::ssize(text);
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
