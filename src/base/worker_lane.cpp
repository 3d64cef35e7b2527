#include "base/worker_lane.hpp"

#include <pthread.h>

namespace likeness::base {

WorkerLane::WorkerLane(std::string name, Size size)
    : queue_max_(size.queue_max)
{
    name.resize(std::min<std::size_t>(name.size(), 15));
    try {
        for (unsigned i = 0; i < size.threads; ++i) {
            auto& thread = threads_.emplace_back([this] { work(); });
            pthread_setname_np(thread.native_handle(), name.c_str());
        }
    } catch (...) { // The system has no thread left: those that run are not to be waited for in vain.
        stop();
        throw;
    }
}

WorkerLane::~WorkerLane()
{
    stop();
}

void WorkerLane::stop()
{
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_all();
    threads_.clear();
}

bool WorkerLane::post(Job&& job)
{
    {
        std::lock_guard const lock(mutex_);
        if (queue_.size() >= queue_max_) return false;
        queue_.push_back(std::move(job));
    }
    arrived_.notify_one();
    return true;
}

std::size_t WorkerLane::waiting() const
{
    std::lock_guard const lock(mutex_);
    return queue_.size();
}

// A flag under the mutex that is taken anyway, where a stop_token would be registered with at every wait.
void WorkerLane::work()
{
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (stopping_) return;
            job = std::move(queue_.front());
            queue_.pop_front();
        }
        job();
    }
}

}
