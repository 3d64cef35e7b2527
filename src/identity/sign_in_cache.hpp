// SignInCache: who a verified Authorization header was, so that argon2id is paid once and not per picture.
#pragma once

#include "core/ports/clock.hpp"
#include "core/principal.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace likeness::identity {

/// Remembers successes, never failures, under a keyed hash of the header: the header itself is not kept.
/// Any thread may call any member; a hit allocates nothing.
class SignInCache {
public:
    struct Options {
        std::chrono::seconds lifetime { 300 };
        std::size_t entries_max = 10'000; ///< Past it those that expire first are forgotten.
    };

    SignInCache(Clock const& clock, Options options);
    ~SignInCache();

    /// In: the value of an Authorization header.
    /// Out: the principal, shared with the cache so that a hit copies nothing; null when it is not known.
    std::shared_ptr<Principal const> find(std::string_view authorization) const;

    /// The value of the counter before credentials are verified, to be given to `remember`.
    std::uint64_t generation() const;

    /// Remembers, unless forget_all was called since `generation` was read: a password that was changed while
    /// the old one was being verified must not come in by the back door.
    void remember(
        std::string_view authorization, std::shared_ptr<Principal const> who, std::uint64_t generation);

    /// When an account has changed.
    void forget_all();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}
