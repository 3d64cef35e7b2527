// The Basic scheme: what an Authorization header says.
// Source: RFC 7617; spec/auth.md 3.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace likeness::identity {

struct BasicCredentials {
    std::string login;
    std::string password; ///< May contain colons; the login may not.

    friend bool operator==(BasicCredentials const&, BasicCredentials const&) = default;
};

/// In: the value of an Authorization header. nullopt when it is not Basic, not base64, has no colon, an empty
/// login, a control character, or is past limits. UTF-8; other bytes are read as ISO-8859-1.
std::optional<BasicCredentials> parse_basic(std::string_view authorization);

}
