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
        unsigned free_failures = 5; ///< So many cost a login nothing.
        unsigned free_failures_of_peer = 20; ///< The same for an address: a whole office may stand behind it.
        std::chrono::seconds first_wait { 1 }; ///< Then each failure doubles the wait ...
        std::chrono::seconds wait_max { 60 }; ///< ... up to this.
        std::chrono::seconds forgotten_after { 900 }; ///< Since the last failure.
        std::size_t entries_max = 100'000; ///< Of logins, and as many of addresses.
    };

    FailureThrottle(Clock const& clock, Options options);
    ~FailureThrottle();

    /// How long this login or this address still has to wait; zero when it may try now. While it is not zero
    /// the credentials must not be verified at all. Ask where the verifying is done, and not only before it is
    /// queued: of a burst that comes before its first failure is known, the rest is then held up as well.
    ///
    /// A login is compared folded. `peer` is "192.0.2.7" or "2001:db8::7": IPv6 addresses count by their /64,
    /// since whoever has one has all of these, and IPv4 addresses written as IPv6 by what they mean.
    std::chrono::seconds wait_for(std::string_view login, std::string_view peer) const;

    void failed(std::string_view login, std::string_view peer);

    /// Forgets the login's failures; the address's stay, for one good account must not cover a search.
    void succeeded(std::string_view login);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}
