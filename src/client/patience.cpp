#include "client/patience.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace likeness::client {

std::chrono::milliseconds usual_back_off(int tries)
{
    return limits::busy_back_off_min * (1 << std::min(tries, 6));
}

bool is_in_time(Patience const& patience, std::chrono::milliseconds pause)
{
    return !patience.deadline || std::chrono::steady_clock::now() + pause < *patience.deadline;
}

bool wait_for(Patience const& patience, std::chrono::milliseconds time)
{
    if (patience.wait) return patience.wait(time, patience.stop);
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait_for(lock, patience.stop, time, [] { return false; });
    return !patience.stop.stop_requested();
}

}
