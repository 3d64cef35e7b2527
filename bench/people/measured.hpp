// Times and memory of this process.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace likeness::bench {

inline double microseconds_of(clockid_t clock)
{
    timespec now {};
    clock_gettime(clock, &now);
    return double(now.tv_sec) * 1e6 + double(now.tv_nsec) / 1e3;
}
inline double cpu_microseconds()
{
    return microseconds_of(CLOCK_THREAD_CPUTIME_ID);
} ///< Of this thread.
inline double process_cpu_microseconds()
{
    return microseconds_of(CLOCK_PROCESS_CPUTIME_ID);
}
inline double wall_microseconds()
{
    return microseconds_of(CLOCK_MONOTONIC);
}

/// A line of /proc/self/status, which has kB.
inline std::size_t status_bytes(std::string const& name)
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (std::size_t kilobytes = 0; word == name + ":" && status >> kilobytes) return kilobytes << 10;
    return 0;
}
inline std::size_t resident_bytes()
{
    return status_bytes("VmRSS");
}
inline std::size_t peak_bytes()
{
    return status_bytes("VmHWM");
} ///< Since forget_peak.
inline void forget_peak()
{
    std::ofstream("/proc/self/clear_refs") << 5;
}

class Samples {
public:
    void add(double sample) { samples_.push_back(sample); }

    /// The sample below which this part of them is, from 0 to 1.
    double at(double part)
    {
        std::ranges::sort(samples_);
        return samples_.at(static_cast<std::size_t>(part * double(samples_.size() - 1)));
    }

private:
    std::vector<double> samples_;
};

}
