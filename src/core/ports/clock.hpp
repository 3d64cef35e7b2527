// Clock: what time it is, passed in so that tests can set it.
#pragma once

#include "base/http_date.hpp"

#include <chrono>

namespace likeness {

/// Any thread may call any member.
class Clock {
public:
    virtual ~Clock() = default;

    virtual base::Seconds now() const = 0;

    /// For spans of time only: never goes back.
    virtual std::chrono::steady_clock::time_point steady_now() const = 0;
};

class SystemClock final : public Clock {
public:
    base::Seconds now() const override
    {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
    std::chrono::steady_clock::time_point steady_now() const override
    {
        return std::chrono::steady_clock::now();
    }
};

}
