// LocalPasswordCheck: PasswordCheck against the accounts of our own.
// Source: spec/auth.md 3.
#pragma once

#include "core/ports/accounts.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/password_check.hpp"
#include "identity/password_hash.hpp"

#include <condition_variable>
#include <mutex>

namespace likeness::identity {

/// Reads the three forms of a login. "user@domain" is an account's address, or any address of the person whose
/// primary address has the account. "DOMAIN\user" is the account with that local part whose mail domain is
/// DOMAIN or, where there is none, begins with its labels ("CONTOSO" for contoso.com), in any case; "user" the
/// account of "user@" and the default domain or, where there is none, the only account with that local part. A login that
/// fits several accounts fits none.
///
/// Case apart, a login has no second spelling (blanks around it, "smtp:" before it): whoever counts failures
/// counts them by the login as it was sent.
struct LocalPasswordCheckOptions {
    HashCost
        cost; ///< What the accounts' hashes cost to verify; a login that nobody has is made to cost the same.
    unsigned at_once = 0; ///< How many passwords are verified at a time, at most; 0: as many as threads call.
    std::string default_domain; ///< Of a login without a domain; "" for none.
};

class LocalPasswordCheck final : public PasswordCheck {
public:
    LocalPasswordCheck(Accounts& accounts, Directory& directory, LocalPasswordCheckOptions options = {});

    /// An empty password or one past limits::password_bytes_max is nobody's.
    /// Errors also: internal_server_error when the account's password hash is broken.
    Result<std::optional<Principal>> check(std::string_view login, std::string_view password) override;

    /// Whether an account of ours has this login. Errors: as for check.
    Result<bool> has_account(std::string_view login);

private:
    Result<std::optional<Account>> account_of(std::string_view login);
    Result<std::optional<Account>> account_of_address(std::string_view address);
    Result<std::optional<Account>> account_of_domain_user(std::string_view domain, std::string_view user);
    Result<std::optional<Account>> account_of_user(std::string_view user);
    Result<bool> verify(std::string const& hash, std::string_view password);

    Accounts& accounts_;
    Directory& directory_;
    LocalPasswordCheckOptions const options_;
    std::string const decoy_hash_; ///< Verified when nobody has the login, so that it takes as long.

    std::mutex mutex_;
    std::condition_variable one_ended_;
    unsigned verifying_ = 0;
};

}
