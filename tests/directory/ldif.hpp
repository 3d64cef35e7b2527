// LDIF for the tests: the form in which entries are given to a directory server.
// Source: RFC 2849.
#pragma once

#include "base/base64.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace likeness::test {

using LdifAttributes = std::vector<std::pair<std::string, std::string>>;

/// "name:: base64", which any bytes can be written as.
inline std::string ldif_line(std::string_view name, std::string_view value)
{
    return std::string(name) + ":: " + base::base64_encode(base::as_bytes(value)) + "\n";
}

/// A whole entry, to be added.
inline std::string ldif_entry(std::string_view dn, LdifAttributes const& attributes)
{
    auto text = ldif_line("dn", dn) + "changetype: add\n";
    for (auto const& [name, value] : attributes) text += ldif_line(name, value);
    return text + "\n";
}

/// Replaces all values of an attribute; with none it is removed.
inline std::string ldif_replace(
    std::string_view dn, std::string_view attribute, std::vector<std::string> const& values)
{
    auto text = ldif_line("dn", dn) + "changetype: modify\nreplace: " + std::string(attribute) + "\n";
    for (auto const& value : values) text += ldif_line(attribute, value);
    return text + "\n";
}

inline std::string ldif_delete(std::string_view dn)
{
    return ldif_line("dn", dn) + "changetype: delete\n\n";
}

}
