// Inbox: how other threads reach an I/O thread, also when it may have gone home.
#pragma once

#include "http/asio_types.hpp"

#include <boost/asio/post.hpp>
#include <mutex>

namespace likeness::http {

class Inbox {
public:
    explicit Inbox(asio::io_context& context)
        : context_(&context)
    {
    }

    /// Runs `job` on the I/O thread; drops it when that has ended. From any thread.
    template <class Job> void post(Job job)
    {
        std::lock_guard const lock(mutex_);
        if (context_) asio::post(*context_, std::move(job));
    }

    /// From here on jobs are dropped: the context is about to go.
    void close()
    {
        std::lock_guard const lock(mutex_);
        context_ = nullptr;
    }

private:
    std::mutex mutex_;
    asio::io_context* context_;
};

}
