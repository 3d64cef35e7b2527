#include "identity/joined_password_check.hpp"

namespace likeness::identity {

JoinedPasswordCheck::JoinedPasswordCheck(LocalPasswordCheck& local, std::vector<PasswordCheck*> elsewhere)
    : local_(local)
    , elsewhere_(std::move(elsewhere))
{
}

Result<std::optional<Principal>> JoinedPasswordCheck::check(std::string_view login, std::string_view password)
{
    auto const is_ours = local_.has_account(login);
    if (!is_ours) return tl::unexpected(is_ours.error());
    if (*is_ours) return local_.check(login, password);

    std::optional<Error> trouble;
    for (auto* const one : elsewhere_) {
        auto principal = one->check(login, password);
        if (principal && *principal) return principal;
        if (!principal && !trouble) trouble = principal.error();
    }
    // Takes as long as a wrong password for an account of ours, so that the time does not tell which logins have one.
    auto refused = local_.check(login, password);
    if (refused && !*refused && trouble) return tl::unexpected(std::move(*trouble));
    return refused;
}

}
