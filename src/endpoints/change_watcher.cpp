#include "endpoints/change_watcher.hpp"

#include <condition_variable>
#include <mutex>
#include <spdlog/spdlog.h>

namespace likeness::endpoints {

Result<std::unique_ptr<ChangeWatcher>> ChangeWatcher::start(
    std::unique_ptr<ChangeFeed> feed, std::function<void(Changes const&)> tell)
{
    // Only where it stands is of interest: the caches are empty.
    auto const first = feed->after(0);
    if (!first) return tl::unexpected(first.error());
    return start_after(first->head, std::move(feed), std::move(tell));
}

std::unique_ptr<ChangeWatcher> ChangeWatcher::start_after(
    std::int64_t head, std::unique_ptr<ChangeFeed> feed, std::function<void(Changes const&)> tell)
{
    return std::unique_ptr<ChangeWatcher>(new ChangeWatcher(std::move(feed), std::move(tell), head));
}

ChangeWatcher::ChangeWatcher(
    std::unique_ptr<ChangeFeed> feed, std::function<void(Changes const&)> tell, std::int64_t head)
    : feed_(std::move(feed))
    , tell_(std::move(tell))
    , head_(head)
    , thread_([this](std::stop_token const& stop) {
        std::mutex mutex;
        std::condition_variable_any stopped;
        std::unique_lock lock(mutex);
        while (!stopped.wait_for(lock, stop, period, [&] { return stop.stop_requested(); })) poll();
    })
{
}

void ChangeWatcher::poll()
{
    auto const changes = feed_->after(head_);
    if (!changes) {
        spdlog::error("The changes of the database cannot be read: {}", for_operator(changes.error()));
        return tell_({ .head = head_, .complete = false });
    }
    head_ = changes->head;
    if (!changes->complete || !changes->changes.empty()) tell_(*changes);
}

}
