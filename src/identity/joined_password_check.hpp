// JoinedPasswordCheck: accounts of our own first, then directories elsewhere.
// Source: spec/auth.md 3.
#pragma once

#include "identity/local_password_check.hpp"

#include <vector>

namespace likeness::identity {

/// A login that an account of ours has is judged by that account alone: whoever is to be kept out here is not let in by
/// a password elsewhere. Any other is tried in each of `elsewhere`, in order; the first that knows it lets it in.
class JoinedPasswordCheck final : public PasswordCheck {
public:
    /// All of them must outlive it.
    JoinedPasswordCheck(LocalPasswordCheck& local, std::vector<PasswordCheck*> elsewhere);

    /// Errors also: those of one elsewhere, where no other lets the login in: it cannot be told, which is no refusal.
    Result<std::optional<Principal>> check(std::string_view login, std::string_view password) override;

private:
    LocalPasswordCheck& local_;
    std::vector<PasswordCheck*> const elsewhere_;
};

}
