// SignIn: who calls, judged on the headers alone, before a body is taken in.
// Source: spec/auth.md 2, 3 and 8.
#pragma once

#include "core/ports/password_check.hpp"
#include "endpoints/endpoint.hpp"
#include "identity/basic.hpp"
#include "identity/failure_throttle.hpp"
#include "identity/sign_in_cache.hpp"

#include <atomic>
#include <string>

namespace likeness::endpoints {

enum class Access {
    signed_in, ///< Credentials are needed.
    anyone, ///< None are needed; those that are sent are judged all the same.
};

class SignIn {
public:
    struct Parts {
        PasswordCheck& passwords;
        identity::SignInCache& cache;
        identity::FailureThrottle& throttle;
        base::WorkerLane&
            lane; ///< Where passwords are verified: argon2id takes a core, a directory elsewhere its time.
    };

    /// `realm` stands in the challenge; without quotes or control characters.
    SignIn(Parts parts, std::string const& realm);

    /// Asks `endpoint` with the caller, or answers 401 with a challenge: at once when the header has been seen
    /// before or there is none, else by way of the lane. An account or an address that has failed too often
    /// is answered 401 with Retry-After and nothing is verified; 503 when it cannot be told who it is.
    http::Next with_caller(Turn& turn, Access access, Endpoint& endpoint);

    /// How many sign-ins were refused since the start.
    std::uint64_t failures() const { return failures_.load(std::memory_order_relaxed); }

private:
    http::Next verify(Turn& turn, identity::BasicCredentials const& credentials, Endpoint& endpoint);
    http::Next refuse(Turn& turn);
    http::Next refuse_for_now(Turn& turn, std::chrono::seconds wait);

    Parts parts_;
    std::string challenge_;
    Caller anonymous_;
    std::atomic<std::uint64_t> failures_ = 0;
};

}
