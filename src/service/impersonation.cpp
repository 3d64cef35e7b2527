#include "service/impersonation.hpp"

#include "base/utf8.hpp"
#include "service/exchange_words.hpp"

#include <algorithm>

namespace likeness::service {

bool ImpersonationTarget::includes(EmailAddress const& address) const
{
    if (person) return address == *person;
    return domain.empty() || address.folded_domain() == domain;
}

Result<ImpersonationTarget> parse_impersonation_target(std::string_view text)
{
    constexpr std::string_view anybody = "*";
    if (text == anybody) return ImpersonationTarget {};
    if (text.starts_with(anybody)) {
        // Whatever an address's domain may be is one here: the part before it does not matter.
        auto const somebody = EmailAddress::parse("a" + std::string(text.substr(anybody.size())));
        if (!somebody) return tl::unexpected(somebody.error());
        return ImpersonationTarget { std::string(somebody->folded_domain()), std::nullopt };
    }
    auto person = EmailAddress::parse(text);
    if (!person) return tl::unexpected(person.error());
    return ImpersonationTarget { {}, std::move(*person) };
}

ImpersonationRules::ImpersonationRules(std::vector<ImpersonationRule> rules)
    : rules_(std::move(rules))
{
}

bool ImpersonationRules::has_any(Principal const& caller) const
{
    return caller.address
        && std::ranges::find(rules_, *caller.address, &ImpersonationRule::caller) != rules_.end();
}

bool ImpersonationRules::allow(Principal const& caller, EmailAddress const& target) const
{
    return caller.address && std::ranges::any_of(rules_, [&](ImpersonationRule const& rule) {
        return rule.caller == *caller.address
            && std::ranges::any_of(
                rule.targets, [&](ImpersonationTarget const& one) { return one.includes(target); });
    });
}

Result<Principal> impersonate(Principal const& caller, std::string_view whom, WhomByAddress by,
    ImpersonationRules const& rules, Directory& directory)
{
    auto const address = EmailAddress::parse(whom);
    if (!address || !rules.has_any(caller)) return fail(Code::impersonate_user_denied);
    auto const person = directory.find(*address);
    if (!person) return tl::unexpected(in_exchange_words(person.error()));
    bool const is_there = *person && (by == WhomByAddress::any || (*person)->primary_address() == *address);
    if (!is_there)
        return fail(
            rules.allow(caller, *address) ? Code::non_existent_mailbox : Code::impersonate_user_denied);
    // Judged by the primary address: an alias in a domain that is allowed gives nobody away who is not.
    if (!rules.allow(caller, (*person)->primary_address())) return fail(Code::impersonate_user_denied);
    return Principal { .address = (*person)->primary_address(), .role = Role::user };
}

}
