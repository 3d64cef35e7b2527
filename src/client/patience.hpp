// Patience: what a client does about a server that is busy and says when to come back: wait, and ask again.
// Source: spec/soap.md 6, "Throttle detail"; RFC 9110, section 10.2.3.
#pragma once

#include "client/failure.hpp"
#include "client/limits.hpp"

#include <functional>
#include <stop_token>

namespace likeness::client {

struct Patience {
    int retries_max = 0; ///< How often to ask again; 0: a busy server is a failure at once.
    std::chrono::milliseconds time_max = limits::request_time_max; ///< Of all waiting for one answer.
    /// Nor is it waited beyond this; nullopt: none.
    std::optional<std::chrono::steady_clock::time_point> deadline {};
    std::stop_token stop {}; ///< Ends the waiting.
    /// How to wait, for tests: false where it was stopped. Empty: this thread sleeps.
    std::function<bool(std::chrono::milliseconds, std::stop_token const&)> wait {};
};

/// How long to wait before the next try, where the server does not say: longer each time.
std::chrono::milliseconds usual_back_off(int tries);

/// Whether so long a pause is over before the deadline.
bool is_in_time(Patience const& patience, std::chrono::milliseconds pause);

/// False where `stop` was requested before the time was over.
bool wait_for(Patience const& patience, std::chrono::milliseconds time);

/// In: `ask` makes an Outcome. It is called again while the failure is server_busy and patience lasts; a time that the
/// server names is kept to, or the failure handed on at once.
/// Errors: those of `ask`; cancelled.
template <class Ask> auto patiently(Patience const& patience, Ask ask) -> decltype(ask())
{
    auto left = patience.time_max;
    for (int tries = 0;; ++tries) {
        auto outcome = ask();
        if (outcome || outcome.error().kind != FailureKind::server_busy || tries >= patience.retries_max)
            return outcome;
        auto const named = outcome.error().retry_after;
        // In seconds, for a server may name more of them than there are milliseconds in a number.
        if (named && *named > std::chrono::ceil<std::chrono::seconds>(left)) return outcome;
        auto const pause = named ? std::chrono::milliseconds(*named) : usual_back_off(tries);
        if (pause > left || !is_in_time(patience, pause)) return outcome;
        left -= pause;
        if (!wait_for(patience, pause)) return fail(FailureKind::cancelled, "it was cancelled");
    }
}

}
