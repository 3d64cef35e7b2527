// The password as libcurl can make NTLM of it.
// Source: spec/auth.md 4; libcurl's KNOWN_BUGS, "NTLM authentication and unicode".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace likeness::client {

/// In: UTF-8. Out: ISO 8859-1, for libcurl makes UTF-16 of a password as if each of its bytes were a letter. What is no
/// UTF-8 comes out as it is. nullopt for a letter beyond U+00FF: such a password cannot be used.
std::optional<std::string> ntlm_password(std::string_view password);

}
