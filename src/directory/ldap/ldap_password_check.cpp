#include "directory/ldap/ldap_password_check.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "core/limits.hpp"

#include <algorithm>

namespace likeness::directory::ldap {

namespace {

// Nullopt for what EmailAddress::parse would read as an address only after taking something off it.
std::optional<EmailAddress> exact_address(std::string_view text)
{
    auto address = EmailAddress::parse(text);
    if (!address || address->text() != text) return std::nullopt;
    return std::move(*address);
}

Filter with_any(AttributeMap const& attributes, std::string_view key, std::string_view value)
{
    std::vector<Filter> parts;
    for (auto const& name : attributes.of(key)) parts.push_back(Filter::equals(name, value));
    return Filter::any_of(parts);
}

// What an address of the account, or its principal name, is found by.
Filter with_address(AttributeMap const& attributes, std::string const& address)
{
    return Filter::any_of({ with_any(attributes, "proxy_addresses", "smtp:" + address),
        with_any(attributes, "proxy_addresses", address), with_any(attributes, "mail", address),
        with_any(attributes, "principal_name", address) });
}

std::optional<MirrorEntry> only_one(std::vector<MirrorEntry>&& accounts)
{
    if (accounts.size() != 1) return std::nullopt;
    return std::move(accounts.front());
}

}

LdapPasswordCheck::LdapPasswordCheck(ConnectionPool& pool)
    : pool_(pool)
    , people_(pool)
{
}

Result<std::optional<Person>> LdapPasswordCheck::sign_in(std::string_view login, std::string_view password)
{
    // The first of these would be an unauthenticated bind, which servers accept for anybody (RFC 4513, 5.1.2). A NUL
    // would end the password for some of them.
    if (password.empty() || password.size() > likeness::limits::password_bytes_max || password.contains('\0')
        || login.empty() || login.size() > likeness::limits::login_bytes_max || login.contains('\0'))
        return std::nullopt;

    auto account = account_of(login);
    if (!account) return tl::unexpected(account.error());
    auto const answer = bind(*account ? (*account)->dn : "cn=nobody of this name", password);
    if (!answer) return tl::unexpected(answer.error());
    if (!*account || *answer == BindAnswer::refused) return std::nullopt;
    return std::move((*account)->entry.person);
}

Result<std::optional<MirrorEntry>> LdapPasswordCheck::account_of(std::string_view login)
{
    // An address first: its local part may contain a backslash, but no name of a user contains an @.
    if (login.contains('@')) return account_of_address(login);
    if (auto const parts = base::split_once(login, '\\'))
        return account_of_domain_user(parts->before, parts->after);
    return account_of_user(login);
}

Result<std::optional<MirrorEntry>> LdapPasswordCheck::account_of_address(std::string_view text)
{
    auto const address = exact_address(text);
    if (!address) return std::nullopt;
    auto found = people_.find(
        { .filter = [&](AttributeMap const& attributes) { return with_address(attributes, address->text()); },
            .is_wanted = [&](Person const& person) { return person.has(*address); },
            .most = 2,
            .with_accounts = true });
    if (!found) return tl::unexpected(found.error());
    return only_one(std::move(found->people));
}

Result<std::optional<MirrorEntry>> LdapPasswordCheck::account_of_domain_user(
    std::string_view domain, std::string_view user)
{
    auto const names = people_.domain_names();
    if (!names) return tl::unexpected(names.error());
    if (std::ranges::find(*names, base::fold_case(domain)) == names->end()) return std::nullopt;
    return account_of_user(user);
}

Result<std::optional<MirrorEntry>> LdapPasswordCheck::account_of_user(std::string_view user)
{
    // A server may pass over blanks around a value, or accents; then the login would have a second spelling.
    if (user.empty() || base::trim(user).size() != user.size()) return std::nullopt;
    auto found = people_.find(
        { .filter = [&](AttributeMap const& attributes) { return with_any(attributes, "login", user); },
            .most = 2,
            .with_accounts = true });
    if (!found) return tl::unexpected(found.error());
    return only_one(std::move(found->people));
}

Result<BindAnswer> LdapPasswordCheck::bind(std::string const& dn, std::string_view password)
{
    auto connection = pool_.open_unbound();
    if (!connection) return tl::unexpected(connection.error());
    return connection->bind_as(dn, std::string(password));
}

}
