// ChangeWatcher: the one poller that hears of changes, ours and other processes', and tells the caches.
#pragma once

#include "core/ports/change_feed.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <thread>

namespace likeness::endpoints {

class ChangeWatcher {
public:
    /// A change is told within this time and the feed's own.
    static constexpr std::chrono::milliseconds period { 10 };

    /// Reads the feed's head before it returns, then calls `tell` on a thread of its own for every batch. When the
    /// feed cannot be read it tells an incomplete batch each time, so that caches forget rather than go stale.
    /// Errors: the feed's, from the first reading.
    static Result<std::unique_ptr<ChangeWatcher>> start(
        std::unique_ptr<ChangeFeed> feed, std::function<void(Changes const&)> tell);

    /// The same, from a head on that the caller has read: for whoever has begun to read what changes since.
    static std::unique_ptr<ChangeWatcher> start_after(
        std::int64_t head, std::unique_ptr<ChangeFeed> feed, std::function<void(Changes const&)> tell);

private:
    ChangeWatcher(
        std::unique_ptr<ChangeFeed> feed, std::function<void(Changes const&)> tell, std::int64_t head);

    void poll();

    std::unique_ptr<ChangeFeed> feed_;
    std::function<void(Changes const&)> tell_;
    std::int64_t head_;
    std::jthread thread_; ///< Last: it uses the others.
};

}
