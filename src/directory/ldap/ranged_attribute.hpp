// Active Directory gives long lists in portions: "member;range=0-1499", then "member;range=1500-*".
// Source: MS-ADTS 3.1.1.3.1.3.3.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace likeness::directory::ldap {

struct RangedName {
    std::string attribute; ///< Without the range.
    std::optional<std::size_t> next; ///< Where the next portion begins; nullopt when this was the last.

    friend bool operator==(RangedName const&, RangedName const&) = default;
};

/// Nullopt when `name` has no range, or one that cannot be read.
std::optional<RangedName> parse_ranged_name(std::string_view name);

/// What to ask for from the value of this number on: "member;range=1500-*".
std::string ranged_name(std::string_view attribute, std::size_t first);

}
