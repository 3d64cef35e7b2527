// The time as I/O threads need it: twice a request, to a few milliseconds, for a few nanoseconds.
#pragma once

#include <chrono>
#include <ctime>
#include <string>
#include <string_view>

namespace likeness::http {

/// A point of monotonic time.
using Moment = std::chrono::nanoseconds;

inline constexpr Moment never = Moment::max();

/// The time of one of Linux's coarse clocks, which are always there.
inline timespec coarse_time(clockid_t clock)
{
    timespec time {};
    static_cast<void>(clock_gettime(clock, &time));
    return time;
}

inline Moment now()
{
    auto const time = coarse_time(CLOCK_MONOTONIC_COARSE);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// The Date line of this second. One a thread.
class DateLine {
public:
    /// "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n". Valid until the next call.
    std::string_view get();

private:
    std::time_t second_ = -1;
    std::string line_;
};

}
