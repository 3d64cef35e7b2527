// Who may sign in to an endpoint under test, and a clock that it is told.
#pragma once

#include "base/base64.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/password_check.hpp"
#include "support/scripted_stores.hpp"

namespace likeness::tests {

class ScriptedPasswords final : public PasswordCheck {
public:
    std::atomic<int> checks = 0;
    std::atomic<bool> down = false;

    Result<std::optional<Principal>> check(std::string_view login, std::string_view password) override
    {
        ++checks;
        if (down) return fail(Code::ad_unavailable, "down");
        if (password != "secret") return std::nullopt;
        return Principal { .address = address(login),
            .role = login.starts_with("admin") ? Role::admin : Role::user };
    }
};

class ScriptedClock final : public Clock {
public:
    std::atomic<std::int64_t> seconds = 1'800'000'000; // Fri, 15 Jan 2027 08:00:00 GMT
    base::Seconds now() const override { return base::Seconds(std::chrono::seconds(seconds)); }
    std::chrono::steady_clock::time_point steady_now() const override
    {
        return std::chrono::steady_clock::time_point(std::chrono::seconds(seconds));
    }
};

inline std::pair<std::string, std::string> basic(std::string const& login, std::string const& password)
{
    return { "Authorization", "Basic " + base::base64_encode(base::as_bytes(login + ":" + password)) };
}

}
