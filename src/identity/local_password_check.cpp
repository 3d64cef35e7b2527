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

// No account can have these, whatever the login: to refuse them at once tells nobody anything.
bool can_be_somebodys(std::string_view login, std::string_view password)
{
    return !login.empty() && login.size() <= limits::login_bytes_max && !password.empty()
        && password.size() <= limits::password_bytes_max;
}

}

LocalPasswordCheck::LocalPasswordCheck(
    Accounts& accounts, Directory& directory, LocalPasswordCheckOptions options)
    : accounts_(accounts)
    , directory_(directory)
    , options_(std::move(options))
    , decoy_hash_(decoy_hash(options_.cost))
{
}

Result<std::optional<Principal>> LocalPasswordCheck::check(std::string_view login, std::string_view password)
{
    if (!can_be_somebodys(login, password)) return std::nullopt;
    auto const account = account_of(login);
    if (!account) return tl::unexpected(account.error());
    auto const is_right = verify(*account ? (*account)->password_hash : decoy_hash_, password);
    if (!is_right) return tl::unexpected(is_right.error());
    if (!*account || !*is_right) return std::nullopt;
    return Principal { .address = (*account)->address, .role = (*account)->role };
}

Result<bool> LocalPasswordCheck::has_account(std::string_view login)
{
    if (login.empty() || login.size() > limits::login_bytes_max) return false;
    return account_of(login).map([](std::optional<Account> const& account) { return account.has_value(); });
}

// argon2id takes a core and 64 MiB: whoever comes past the bound waits for one that is under way.
Result<bool> LocalPasswordCheck::verify(std::string const& hash, std::string_view password)
{
    if (options_.at_once == 0) return verify_password(hash, password);
    {
        std::unique_lock lock(mutex_);
        one_ended_.wait(lock, [&] { return verifying_ < options_.at_once; });
        ++verifying_;
    }
    auto is_right = verify_password(hash, password);
    {
        std::lock_guard const lock(mutex_);
        --verifying_;
    }
    one_ended_.notify_one();
    return is_right;
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
    auto const at_home = exact_address(std::string(user).append("@").append(options_.default_domain));
    if (at_home) {
        auto account = accounts_.find(*at_home);
        if (!account || *account) return account;
    }
    auto candidates = accounts_.find_by_local_part(base::fold_case(user));
    if (!candidates) return tl::unexpected(candidates.error());
    return only_one(std::move(*candidates));
}

}
