// ASCII text: the letters that protocols compare without regard to case.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace likeness::base {

constexpr char ascii_lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

constexpr bool equals_ignoring_ascii_case(std::string_view left, std::string_view right)
{
    return left.size() == right.size()
        && std::equal(left.begin(), left.end(), right.begin(),
            [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
}

constexpr bool starts_with_ignoring_ascii_case(std::string_view text, std::string_view prefix)
{
    return text.size() >= prefix.size() && equals_ignoring_ascii_case(text.substr(0, prefix.size()), prefix);
}

/// Blanks, tabs and line ends, as protocols mean them; never the locale's.
constexpr bool is_ascii_space(char letter)
{
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

constexpr std::string_view trim(std::string_view text)
{
    while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
    return text;
}

/// The text before and after the first `separator`; nullopt when there is none.
struct Halves {
    std::string_view before;
    std::string_view after;
};
constexpr std::optional<Halves> split_once(std::string_view text, char separator)
{
    auto const at = text.find(separator);
    if (at == std::string_view::npos) return std::nullopt;
    return Halves { text.substr(0, at), text.substr(at + 1) };
}

inline std::string ascii_lowered(std::string_view text)
{
    std::string lowered(text);
    std::ranges::transform(lowered, lowered.begin(), ascii_lower);
    return lowered;
}

}
