// LocalPasswordCheck: PasswordCheck against the accounts of our own.
// Source: spec/auth.md 3.
#pragma once

#include "core/ports/accounts.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/password_check.hpp"

namespace likeness::identity {

/// Reads the three forms of a login. "user@domain" is an account's address, or any address of the person whose
/// primary address has the account. "DOMAIN\user" is the account with that local part whose mail domain is
/// DOMAIN or begins with it ("CONTOSO" for contoso.com), in any case; "user" the only account with that local
/// part. A login that fits several accounts fits none.
class LocalPasswordCheck final : public PasswordCheck {
public:
    LocalPasswordCheck(Accounts& accounts, Directory& directory);

    Result<std::optional<Principal>> check(std::string_view login, std::string_view password) override;

private:
    Result<std::optional<Account>> account_of(std::string_view login);
    Result<std::optional<Account>> account_of_address(std::string_view login);
    Result<std::optional<Account>> account_of_local_part(std::string_view domain, std::string_view user);

    Accounts& accounts_;
    Directory& directory_;
    std::string decoy_hash_; ///< Verified when nobody has the login, so that it takes as long.
};

}
