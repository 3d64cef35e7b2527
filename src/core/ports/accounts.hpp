// Accounts: who can sign in here with a password of our own.
// Every implementation passes tests/storage/accounts_contract.cpp.
#pragma once

#include "core/account.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace likeness {

/// A login that fits more accounts than this is ambiguous anyway.
inline constexpr int accounts_of_local_part_max = 16;

/// Any thread may call any member; calls may block on the disk.
/// Errors of every member: internal_server_transient_error, and server_busy for the writing ones.
class Accounts {
public:
    virtual ~Accounts() = default;

    virtual Result<std::optional<Account>> find(EmailAddress const& address) = 0;

    /// All accounts whose address has this local part (folded): what "CONTOSO\sadie" or "sadie" may mean.
    /// At most accounts_of_local_part_max, in order of the address.
    virtual Result<std::vector<Account>> find_by_local_part(std::string_view folded_local_part) = 0;

    /// Sets the password, making the account (as `role`) where there is none; an account that is there
    /// keeps its role and its spelling.
    virtual Result<void> set_password(EmailAddress const& address, std::string const& hash, Role role) = 0;

    /// Errors: item_not_found when there is no such account.
    virtual Result<void> set_role(EmailAddress const& address, Role role) = 0;

    /// Errors: item_not_found when there is no such account.
    virtual Result<void> remove(EmailAddress const& address) = 0;

    /// In order of the address.
    virtual Result<std::vector<Account>> list() = 0;
};

}
