// Who may act for whom, and as whom a request then runs.
// Source: spec/auth.md 6.
#pragma once

#include "core/ports/directory.hpp"
#include "core/principal.hpp"

#include <string>
#include <vector>

namespace likeness::service {

/// Whom a rule is about: one person, everybody in a domain, or everybody.
struct ImpersonationTarget {
    std::string domain; ///< Folded, "contoso.com"; "" where it is not a domain.
    std::optional<EmailAddress> person; ///< nullopt with no domain: everybody.

    bool includes(EmailAddress const& address) const;

    friend bool operator==(ImpersonationTarget const&, ImpersonationTarget const&) = default;
};

/// In: "sadie@contoso.com", "*@contoso.com" or "*". Errors: invalid_smtp_address.
Result<ImpersonationTarget> parse_impersonation_target(std::string_view text);

struct ImpersonationRule {
    EmailAddress caller; ///< As they sign in.
    std::vector<ImpersonationTarget> targets;

    friend bool operator==(ImpersonationRule const&, ImpersonationRule const&) = default;
};

/// Immutable: any thread may use it.
class ImpersonationRules {
public:
    ImpersonationRules() = default; ///< Nobody may act for another.
    explicit ImpersonationRules(std::vector<ImpersonationRule> rules);

    /// Whether the caller may act for anybody but themselves.
    bool has_any(Principal const& caller) const;

    bool allow(Principal const& caller, EmailAddress const& target) const;

private:
    std::vector<ImpersonationRule> rules_;
};

/// How a request names whom it acts for.
enum class WhomByAddress : std::uint8_t { any, primary };

/// The person of this address as a caller of their own, who is never an administrator: what the request may do is what
/// they may do, and no more. May block on the directory.
/// Errors: impersonate_user_denied for a caller whom no rule lets act for the person's primary address, and where that
/// hides whether there is such a person; non_existent_mailbox for nobody, where a rule would let the caller act for the
/// address; the directory's.
Result<Principal> impersonate(Principal const& caller, std::string_view whom, WhomByAddress by,
    ImpersonationRules const& rules, Directory& directory);

}
