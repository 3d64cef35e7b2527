// FailureThrottle: failed sign-ins slow further ones down, per account and per address.
// Source: spec/auth.md 2.
#pragma once

#include "core/ports/clock.hpp"

#include <chrono>
#include <memory>
#include <string_view>

namespace likeness::identity {

/// Any thread may call any member. Bounded: past `entries_max` the oldest are forgotten.
class FailureThrottle {
public:
    struct Options {
        unsigned free_failures = 5; ///< So many cost nothing.
        std::chrono::seconds first_wait { 1 }; ///< Then each failure doubles the wait ...
        std::chrono::seconds wait_max { 60 }; ///< ... up to this.
        std::chrono::seconds forgotten_after { 900 };
        std::size_t entries_max = 100'000;
    };

    FailureThrottle(Clock const& clock, Options options);
    ~FailureThrottle();

    /// How long this login or this address still has to wait; zero when it may try now. While it is not zero
    /// the credentials must not be verified at all. A login is compared folded.
    std::chrono::seconds wait_for(std::string_view login, std::string_view peer) const;

    void failed(std::string_view login, std::string_view peer);

    /// Forgets the login's failures; the address's stay, for one good account must not cover a search.
    void succeeded(std::string_view login);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}
