#include "storage/sqlite/accounts_table.hpp"

#include "storage/sqlite/change_log.hpp"

namespace likeness::storage {

namespace {

constexpr Sql select_account { "SELECT address, password_hash, role FROM accounts WHERE folded = ?1" };
constexpr Sql select_by_local_part { R"(
    SELECT address, password_hash, role FROM accounts WHERE folded_local_part = ?1
    ORDER BY folded LIMIT ?2)" };
constexpr Sql select_all { "SELECT address, password_hash, role FROM accounts ORDER BY folded" };
constexpr Sql upsert_password { R"(
    INSERT INTO accounts (folded, folded_local_part, address, password_hash, role)
    VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (folded) DO UPDATE SET password_hash = excluded.password_hash)" };
constexpr Sql update_role { "UPDATE accounts SET role = ?2 WHERE folded = ?1" };
constexpr Sql delete_account { "DELETE FROM accounts WHERE folded = ?1" };

std::string_view name_of(Role role)
{
    switch (role) {
    case Role::user: return "user";
    case Role::admin: return "admin";
    }
    return "";
}

Result<Account> account_at(Rows const& rows)
{
    auto address = EmailAddress::parse(rows.text(0));
    if (!address)
        return fail(Code::internal_server_transient_error, "The store cannot be read.",
            "an account's address is none: " + address.error().detail);
    return Account { .address = std::move(*address),
        .password_hash = std::string(rows.text(1)),
        .role = rows.text(2) == name_of(Role::admin) ? Role::admin : Role::user };
}

Result<std::vector<Account>> read_accounts(Rows rows)
{
    std::vector<Account> accounts;
    for (;;) {
        auto const more = rows.next();
        if (!more) return tl::unexpected(more.error());
        if (!*more) return accounts;
        auto account = account_at(rows);
        if (!account) return tl::unexpected(account.error());
        accounts.push_back(std::move(*account));
    }
}

// After a statement that named one account: whether it was there.
Result<void> need_one_changed(Connection& connection, EmailAddress const& address)
{
    if (connection.rows_changed() == 1) return {};
    return fail(Code::item_not_found, "There is no such account.", address.text());
}

}

Result<std::optional<Account>> SqliteAccounts::find(EmailAddress const& address)
{
    return database_.read([&](Connection& connection) {
        return read_accounts(connection.query(select_account, address.folded()))
            .map([](std::vector<Account>&& found) {
                return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
            });
    });
}

Result<std::vector<Account>> SqliteAccounts::find_by_local_part(std::string_view folded_local_part)
{
    return database_.read([&](Connection& connection) {
        return read_accounts(
            connection.query(select_by_local_part, folded_local_part, accounts_of_local_part_max));
    });
}

Result<void> SqliteAccounts::set_password(EmailAddress const& address, std::string const& hash, Role role)
{
    return database_.write([&](Connection& connection) {
        return connection
            .run(upsert_password, address.folded(), address.folded_local_part(), address.text(), hash,
                name_of(role))
            .and_then([&] { return record_change(connection, ChangeKind::accounts); });
    });
}

Result<void> SqliteAccounts::set_role(EmailAddress const& address, Role role)
{
    return database_.write([&](Connection& connection) {
        return connection.run(update_role, address.folded(), name_of(role))
            .and_then([&] { return need_one_changed(connection, address); })
            .and_then([&] { return record_change(connection, ChangeKind::accounts); });
    });
}

Result<void> SqliteAccounts::remove(EmailAddress const& address)
{
    return database_.write([&](Connection& connection) {
        return connection.run(delete_account, address.folded())
            .and_then([&] { return need_one_changed(connection, address); })
            .and_then([&] { return record_change(connection, ChangeKind::accounts); });
    });
}

Result<std::vector<Account>> SqliteAccounts::list()
{
    return database_.read([](Connection& connection) { return read_accounts(connection.query(select_all)); });
}

}
