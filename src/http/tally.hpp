// What one I/O thread counts. Written by it alone, read by any.
#pragma once

#include <atomic>
#include <cstdint>

namespace likeness::http {

class Count {
public:
    /// With one writer there is nothing to lock: an instruction less than fetch_add, and no bus lock.
    void add_one() { value_.store(get() + 1, std::memory_order_relaxed); }
    std::uint64_t get() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_ = 0;
};

struct Tally {
    Count connections_accepted;
    Count connections_refused;
    Count requests;
    Count bad_requests;
    Count timeouts;
};

}
