#include "directory/ldap/ranged_attribute.hpp"

#include "base/ascii.hpp"

#include <charconv>
#include <limits>

namespace likeness::directory::ldap {

namespace {

constexpr std::string_view option = ";range=";

std::optional<std::size_t> number_of(std::string_view text)
{
    std::size_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}

std::optional<RangedName> parse_ranged_name(std::string_view name)
{
    auto const at = name.find(';');
    if (at == std::string_view::npos || !base::starts_with_ignoring_ascii_case(name.substr(at), option))
        return std::nullopt;
    auto const range = base::split_once(name.substr(at + option.size()), '-');
    if (!range) return std::nullopt;
    RangedName ranged { .attribute = std::string(name.substr(0, at)) };
    if (range->after == "*") return ranged;
    auto const last = number_of(range->after);
    if (!last || *last == std::numeric_limits<std::size_t>::max()) return std::nullopt;
    ranged.next = *last + 1;
    return ranged;
}

std::string ranged_name(std::string_view attribute, std::size_t first)
{
    return std::string(attribute).append(option).append(std::to_string(first)).append("-*");
}

}
