// Principal: on whose behalf a request runs, once its credentials have been judged.
#pragma once

#include "core/account.hpp"
#include "core/email_address.hpp"
#include "core/person.hpp"

#include <optional>

namespace likeness {

struct Principal {
    std::optional<EmailAddress> address; ///< The account's; nullopt for the anonymous caller.
    Role role = Role::user;

    bool is_anonymous() const { return !address.has_value(); }

    friend bool operator==(Principal const&, Principal const&) = default;
};

/// Whether `who` may learn that somebody with this visibility is there at all.
inline bool may_see(Principal const& who, Visibility visibility)
{
    return visibility == Visibility::visible || who.role == Role::admin;
}

}
