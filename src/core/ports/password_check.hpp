// PasswordCheck: whether a login and a password belong together.
// Source: spec/auth.md 3.
#pragma once

#include "core/error.hpp"
#include "core/principal.hpp"

#include <optional>
#include <string_view>

namespace likeness {

class PasswordCheck {
public:
    virtual ~PasswordCheck() = default;

    /// Who signs in with `login` ("user@domain", "DOMAIN\user" or "user") and `password`; nullopt when
    /// nobody does. Takes as long for a login that nobody has as for a wrong password.
    /// Any thread may call it; blocks (argon2id).
    /// Errors: internal_server_transient_error, ad_unavailable: it cannot be told, which is no refusal.
    virtual Result<std::optional<Principal>> check(std::string_view login, std::string_view password) = 0;
};

}
