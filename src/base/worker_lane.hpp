// A worker lane: a few threads and a bounded queue for work that may block, so that no I/O thread does.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace likeness::base {

/// All members but the constructor and destructor may be called from any thread.
class WorkerLane {
public:
    using Job = std::move_only_function<void()>;

    struct Size {
        unsigned threads = 1;
        std::size_t queue_max = 256; ///< Jobs that wait; past it `post` refuses.
    };

    /// `name` shows in the threads' names (15 letters at most are kept).
    WorkerLane(std::string name, Size size);

    /// Jobs that still wait are dropped, those that run are waited for.
    ~WorkerLane();
    WorkerLane(WorkerLane const&) = delete;
    WorkerLane& operator=(WorkerLane const&) = delete;

    /// Whether the job was taken; false means busy, and `job` was not touched. A job must not throw.
    [[nodiscard]] bool post(Job&& job);

    /// How many jobs wait now.
    std::size_t waiting() const;

private:
    void work();
    void stop();

    std::size_t const queue_max_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Job> queue_;
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

}
