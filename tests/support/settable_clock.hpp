// A clock that stands still until a test moves it.
#pragma once

#include "core/ports/clock.hpp"

#include <atomic>

namespace likeness::test {

class SettableClock final : public Clock {
public:
    base::Seconds now() const override
    {
        return base::Seconds(std::chrono::floor<std::chrono::seconds>(since_1970_.load()));
    }
    std::chrono::steady_clock::time_point steady_now() const override
    {
        return std::chrono::steady_clock::time_point(since_1970_.load());
    }

    void advance(std::chrono::milliseconds span) { since_1970_ = since_1970_.load() + span; }

private:
    std::atomic<std::chrono::milliseconds> since_1970_ { std::chrono::seconds(1'750'000'000) };
};

}
