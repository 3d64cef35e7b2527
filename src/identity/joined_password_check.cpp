#include "identity/joined_password_check.hpp"

namespace likeness::identity {

JoinedPasswordCheck::JoinedPasswordCheck(Parts parts)
    : parts_(std::move(parts))
{
}

Result<std::optional<Principal>> JoinedPasswordCheck::check(std::string_view login, std::string_view password)
{
    auto const is_ours = parts_.local.has_account(login);
    if (!is_ours) return tl::unexpected(is_ours.error());
    if (*is_ours) return parts_.local.check(login, password);

    auto known = check_elsewhere(login, password);
    if (known && *known) return known;
    // Takes as long as a wrong password for an account of ours, so that the time does not tell which logins have one.
    auto refused = parts_.local.check(login, password);
    if (refused && !*refused && !known) return tl::unexpected(std::move(known.error()));
    return refused;
}

Result<std::optional<Principal>> JoinedPasswordCheck::check_elsewhere(
    std::string_view login, std::string_view password)
{
    std::optional<Error> trouble;
    for (auto* const one : parts_.elsewhere) {
        auto const person = one->sign_in(login, password);
        if (!person && !trouble) trouble = person.error();
        if (!person || !*person) continue;
        auto const& address = (*person)->primary_address();
        auto const is_let_in = is_theirs(**person, address);
        if (!is_let_in) return tl::unexpected(is_let_in.error());
        if (*is_let_in) return Principal { .address = address, .role = Role::user };
    }
    if (trouble) return tl::unexpected(std::move(*trouble));
    return std::nullopt;
}

Result<bool> JoinedPasswordCheck::is_theirs(Person const& person, EmailAddress const& address)
{
    auto const account = parts_.accounts.find(address);
    if (!account) return tl::unexpected(account.error());
    if (*account) return false;
    auto const owner = parts_.directory.find(address);
    if (!owner) return tl::unexpected(owner.error());
    return !*owner || (*owner)->id == person.id;
}

}
