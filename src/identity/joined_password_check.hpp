// JoinedPasswordCheck: accounts of our own first, then directories elsewhere.
// Source: spec/auth.md 3.
#pragma once

#include "core/ports/directory_sign_in.hpp"
#include "identity/local_password_check.hpp"

#include <vector>

namespace likeness::identity {

/// A login that an account of ours has is judged by that account alone: whoever is to be kept out here is not let in by
/// a password elsewhere. Any other is tried in each of `elsewhere`, in order.
///
/// A directory says which addresses its people have, and may say so of anybody's. So whoever signs in there is let in
/// under their primary address only where nobody else is meant by it here: no account of ours has it, and whom our
/// directories find by it is that very person, or nobody.
class JoinedPasswordCheck final : public PasswordCheck {
public:
    struct Parts {
        LocalPasswordCheck& local;
        Accounts& accounts;
        Directory& directory;
        std::vector<DirectorySignIn*> elsewhere;
    };

    /// All of them must outlive it.
    explicit JoinedPasswordCheck(Parts parts);

    /// Errors also: those of one elsewhere, where no other lets the login in: it cannot be told, which is no refusal;
    /// those of accounts and directory, where it cannot be told whose the address is.
    Result<std::optional<Principal>> check(std::string_view login, std::string_view password) override;

private:
    Result<std::optional<Principal>> check_elsewhere(std::string_view login, std::string_view password);
    Result<bool> is_theirs(Person const& person, EmailAddress const& address);

    Parts const parts_;
};

}
