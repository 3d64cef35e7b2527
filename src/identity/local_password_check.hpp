// LocalPasswordCheck: PasswordCheck against the accounts of our own.
// Source: spec/auth.md 3.
#pragma once

#include "core/ports/accounts.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/password_check.hpp"
#include "identity/password_hash.hpp"

namespace likeness::identity {

/// Reads the three forms of a login. "user@domain" is an account's address, or any address of the person whose
/// primary address has the account. "DOMAIN\user" is the account with that local part whose mail domain is
/// DOMAIN or, where there is none, begins with its labels ("CONTOSO" for contoso.com), in any case; "user" the
/// only account with that local part. A login that fits several accounts fits none.
///
/// Case apart, a login has no second spelling (blanks around it, "smtp:" before it): whoever counts failures
/// counts them by the login as it was sent.
class LocalPasswordCheck final : public PasswordCheck {
public:
    /// `cost` is what the accounts' hashes cost to verify; a login that nobody has is made to cost the same.
    LocalPasswordCheck(Accounts& accounts, Directory& directory, HashCost cost = {});

    /// An empty password or one past limits::password_bytes_max is nobody's.
    /// Errors also: internal_server_error when the account's password hash is broken.
    Result<std::optional<Principal>> check(std::string_view login, std::string_view password) override;

private:
    Result<std::optional<Account>> account_of(std::string_view login);
    Result<std::optional<Account>> account_of_address(std::string_view address);
    Result<std::optional<Account>> account_of_domain_user(std::string_view domain, std::string_view user);
    Result<std::optional<Account>> account_of_user(std::string_view user);

    Accounts& accounts_;
    Directory& directory_;
    std::string const decoy_hash_; ///< Verified when nobody has the login, so that it takes as long.
};

}
