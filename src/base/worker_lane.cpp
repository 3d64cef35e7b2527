#include "base/worker_lane.hpp"

#include <pthread.h>

namespace likeness::base {

WorkerLane::WorkerLane(std::string name, Size size)
    : queue_max_(size.queue_max)
{
    name.resize(std::min<std::size_t>(name.size(), 15));
    for (unsigned i = 0; i < size.threads; ++i) {
        auto& thread = threads_.emplace_back([this](std::stop_token const& stop) { work(stop); });
        pthread_setname_np(thread.native_handle(), name.c_str());
    }
}

WorkerLane::~WorkerLane()
{
    for (auto& thread : threads_) thread.request_stop();
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

void WorkerLane::work(std::stop_token const& stop)
{
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            if (!arrived_.wait(lock, stop, [this] { return !queue_.empty(); }) || stop.stop_requested())
                return;
            job = std::move(queue_.front());
            queue_.pop_front();
        }
        job();
    }
}

}
