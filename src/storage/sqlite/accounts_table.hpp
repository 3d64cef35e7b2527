// Accounts in the database.
#pragma once

#include "core/ports/accounts.hpp"
#include "storage/sqlite/database.hpp"

namespace likeness::storage {

class SqliteAccounts final : public Accounts {
public:
    explicit SqliteAccounts(Database& database)
        : database_(database)
    {
    }

    Result<std::optional<Account>> find(EmailAddress const& address) override;
    Result<std::vector<Account>> find_by_local_part(std::string_view folded_local_part) override;
    Result<void> set_password(EmailAddress const& address, std::string const& hash, Role role) override;
    Result<void> set_role(EmailAddress const& address, Role role) override;
    Result<void> remove(EmailAddress const& address) override;
    Result<std::vector<Account>> list() override;

private:
    Database& database_;
};

}
