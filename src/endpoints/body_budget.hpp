// BodyBudget: how many bytes of long requests may be in memory at once, whoever sends them.
// Source: docs/limits.md, soap_bodies_bytes_max.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace likeness::endpoints {

/// Any thread may call any member. Must outlive what it has given out.
class BodyBudget {
public:
    explicit BodyBudget(std::size_t bytes_max)
        : bytes_max_(bytes_max)
    {
    }

    /// Room for `bytes` until the last copy of what is returned is gone; null where there is not so much left.
    std::shared_ptr<void> take(std::size_t bytes);

private:
    std::size_t const bytes_max_;
    std::atomic<std::size_t> taken_ = 0;
};

}
