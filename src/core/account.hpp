// Account: who can sign in here with a password of our own, and as what.
#pragma once

#include "core/email_address.hpp"

#include <string>

namespace likeness {

enum class Role {
    user,
    admin, ///< Sees hidden people and changes anybody's photo.
};

struct Account {
    EmailAddress address;
    std::string password_hash; ///< argon2id, in its own encoded form ($argon2id$v=19$...).
    Role role = Role::user;

    friend bool operator==(Account const&, Account const&) = default;
};

}
