// DirectorySignIn: whose login and password in a directory elsewhere belong together.
// Source: spec/auth.md 3.
#pragma once

#include "core/error.hpp"
#include "core/person.hpp"

#include <optional>
#include <string_view>

namespace likeness {

class DirectorySignIn {
public:
    virtual ~DirectorySignIn() = default;

    /// Who signs in there with `login` ("user@domain", "DOMAIN\user" or "user") and `password`, as the directory has
    /// them; nullopt when nobody does. What it says of addresses is its own word: whether they count here is not for it
    /// to say. Any thread may call it; blocks, for seconds when the directory is slow.
    /// Errors: ad_unavailable: it cannot be told, which is no refusal.
    virtual Result<std::optional<Person>> sign_in(std::string_view login, std::string_view password) = 0;
};

}
