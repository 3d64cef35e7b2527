#include "identity/local_password_check.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "core/limits.hpp"

#include <algorithm>

namespace likeness::identity {

namespace {

// Nullopt for what EmailAddress::parse would read as an address only after taking something off it.
std::optional<EmailAddress> exact_address(std::string_view text)
{
    auto address = EmailAddress::parse(text);
    if (!address || address->text() != text) return std::nullopt;
    return std::move(*address);
}

// Whether "contoso" are the first labels of "contoso.com". Both folded.
bool begins_with_labels(std::string_view domain, std::string_view labels)
{
    return domain.size() > labels.size() && domain.starts_with(labels) && domain[labels.size()] == '.';
}

std::optional<Account> only_one(std::vector<Account>&& accounts)
{
    if (accounts.size() != 1) return std::nullopt;
    return std::move(accounts.front());
}

}

LocalPasswordCheck::LocalPasswordCheck(Accounts& accounts, Directory& directory, HashCost cost)
    : accounts_(accounts)
    , directory_(directory)
    , decoy_hash_(decoy_hash(cost))
{
}

Result<std::optional<Principal>> LocalPasswordCheck::check(std::string_view login, std::string_view password)
{
    // No account can have these, whatever the login: to refuse them at once tells nobody anything.
    if (login.empty() || login.size() > limits::login_bytes_max || password.empty()
        || password.size() > limits::password_bytes_max)
        return std::nullopt;

    auto const account = account_of(login);
    if (!account) return tl::unexpected(account.error());
    auto const is_right = verify_password(*account ? (*account)->password_hash : decoy_hash_, password);
    if (!is_right) return tl::unexpected(is_right.error());
    if (!*account || !*is_right) return std::nullopt;
    return Principal { .address = (*account)->address, .role = (*account)->role };
}

Result<std::optional<Account>> LocalPasswordCheck::account_of(std::string_view login)
{
    // An address first: its local part may contain a backslash, but no name of a user contains an @.
    if (login.contains('@')) return account_of_address(login);
    if (auto const parts = base::split_once(login, '\\'))
        return account_of_domain_user(parts->before, parts->after);
    return account_of_user(login);
}

Result<std::optional<Account>> LocalPasswordCheck::account_of_address(std::string_view address)
{
    auto const asked = exact_address(address);
    if (!asked) return std::nullopt;
    auto account = accounts_.find(*asked);
    if (!account || *account) return account;

    auto const person = directory_.find(*asked);
    if (!person) return tl::unexpected(person.error());
    if (!*person) return std::nullopt;
    return accounts_.find((*person)->primary_address());
}

Result<std::optional<Account>> LocalPasswordCheck::account_of_domain_user(
    std::string_view domain, std::string_view user)
{
    auto const address = exact_address(std::string(user).append("@").append(domain));
    if (!address) return std::nullopt;
    auto account = accounts_.find(*address);
    if (!account || *account) return account;

    auto candidates = accounts_.find_by_local_part(address->folded_local_part());
    if (!candidates) return tl::unexpected(candidates.error());
    std::erase_if(*candidates, [&](Account const& one) {
        return !begins_with_labels(one.address.folded_domain(), address->folded_domain());
    });
    return only_one(std::move(*candidates));
}

Result<std::optional<Account>> LocalPasswordCheck::account_of_user(std::string_view user)
{
    auto candidates = accounts_.find_by_local_part(base::fold_case(user));
    if (!candidates) return tl::unexpected(candidates.error());
    return only_one(std::move(*candidates));
}

}
