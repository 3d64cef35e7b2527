// Turn: an exchange in the hands of whoever answers it now, an I/O thread or a worker lane.
#pragma once

#include "base/worker_lane.hpp"
#include "http/handler.hpp"

#include <functional>
#include <optional>

namespace likeness::endpoints {

/// On an I/O thread it wraps the exchange, on a lane the exchange's Resume; what answers need not know which.
class Turn {
public:
    explicit Turn(http::Exchange& exchange)
        : exchange_(exchange)
    {
    }
    explicit Turn(http::Resume&& resume)
        : exchange_(resume.exchange())
        , resume_(std::move(resume))
    {
    }

    http::RequestHead const& head() const { return exchange_.head; }
    http::Response& response() const { return exchange_.response; }
    base::ByteView body() const { return exchange_.body; } ///< Whole, once it was waited for.

    /// Before read_body: how long the body may be, and what its arrival is to find.
    void expect_body(std::size_t body_max, http::Exchange::Note note)
    {
        exchange_.body_max = body_max;
        exchange_.note = std::move(note);
    }

    using Answer = std::move_only_function<http::Next(Turn&)>;
    using Refusal = std::move_only_function<void(Turn&)>;

    /// Hands the exchange over to `lane`, where `answer` is called with a Turn of its own; it says respond, or
    /// wait after handing over once more. A full lane answers by `busy`. Afterwards this Turn is spent.
    /// Returns what the caller returns in its turn.
    http::Next hand_over(base::WorkerLane& lane, Answer answer, Refusal busy);

    /// The same; a full lane answers 503 with Retry-After.
    http::Next hand_over(base::WorkerLane& lane, Answer answer);

    /// On a lane: carries out what `next` says.
    void finish(http::Next next);

private:
    http::Exchange& exchange_;
    std::optional<http::Resume> resume_;
};

}
