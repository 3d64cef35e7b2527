// Result: a value, or the Failure that stands in its place. Nothing in this library throws.
#pragma once

#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace likeness::exchange {

/// Why there is no value, by kind, so that a program can act on it.
enum class FailureKind {
    invalid_request, ///< Nothing was sent: an address, a name or a file that was given cannot be used.
    sign_in, ///< The server wants other credentials than it got, or any at all.
    denied, ///< Signed in, and not allowed.
    not_found, ///< There is nothing under this id or address. (No photo, and nobody of a name, are no failures.)
    refused, ///< The server understood and will not, for a reason of its own: `detail` names it.
    network, ///< No connection, no name, a time limit, or an answer that was broken off.
    tls, ///< The server could not prove who it is, or speaks no TLS that is accepted.
    private_address, ///< A name of the Internet led into a private network, which was not approved.
    redirected, ///< The server sends us to where we do not follow.
    server_busy, ///< `retry_after` may say when to come back.
    server_error, ///< The server failed.
    protocol, ///< An answer that is none to what was asked.
    cancelled, ///< Somebody asked to stop.
    internal, ///< Trouble on this side: memory, the HTTP library, or a file that cannot be written.
};

struct Failure {
    FailureKind kind = FailureKind::internal;
    std::string message; ///< One line for a person; holds no text that the server wrote.
    std::string detail; ///< The server's or the system's own words, on one line. May be empty.
    std::optional<std::chrono::seconds> retry_after {};

    friend bool operator==(Failure const&, Failure const&) = default;
};

/// A Value or a Failure. A value type: copies, moves and compares as what it holds. Objects may be used by one thread at a
/// time, as those of the standard library.
template <class Value> class [[nodiscard]] Result {
public:
    using value_type = Value;

    Result(Value value)
        : held_(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Failure failure)
        : held_(std::in_place_index<1>, std::move(failure))
    {
    }

    bool has_value() const noexcept { return held_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    /// There must be a value: the program ends otherwise.
    Value& operator*() & noexcept { return *checked(std::get_if<0>(&held_)); }
    Value const& operator*() const& noexcept { return *checked(std::get_if<0>(&held_)); }
    Value&& operator*() && noexcept { return std::move(*checked(std::get_if<0>(&held_))); }
    Value* operator->() noexcept { return checked(std::get_if<0>(&held_)); }
    Value const* operator->() const noexcept { return checked(std::get_if<0>(&held_)); }

    /// There must be none: the program ends otherwise.
    Failure const& failure() const noexcept { return *checked(std::get_if<1>(&held_)); }

    template <class Other> Value value_or(Other&& other) const
    {
        return has_value() ? **this : static_cast<Value>(std::forward<Other>(other));
    }

    /// What `next` makes of the value, itself a Result; the failure where there is none.
    template <class Next> auto and_then(Next next) && -> std::invoke_result_t<Next, Value&&>
    {
        if (has_value()) return next(*std::move(*this));
        return failure();
    }

    friend bool operator==(Result const&, Result const&) = default;

private:
    template <class Held> static Held* checked(Held* held) noexcept
    {
        if (!held) std::abort();
        return held;
    }

    std::variant<Value, Failure> held_;
};

/// The same where there is nothing to hand back.
template <> class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;
    Result(Failure failure)
        : failure_(std::move(failure))
    {
    }

    bool has_value() const noexcept { return !failure_; }
    explicit operator bool() const noexcept { return has_value(); }

    /// There must be one: the program ends otherwise.
    Failure const& failure() const noexcept
    {
        if (!failure_) std::abort();
        return *failure_;
    }

    friend bool operator==(Result const&, Result const&) = default;

private:
    std::optional<Failure> failure_;
};

}
