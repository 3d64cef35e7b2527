#include "apps/likeness/interrupt.hpp"

#include <atomic>

namespace likeness::app {

namespace {

// A signal handler can reach nothing else.
std::atomic<bool> interrupt_came = false;
static_assert(std::atomic<bool>::is_always_lock_free);

}

InterruptWatch::InterruptWatch()
{
    interrupt_came = false;
    struct sigaction note {};
    note.sa_handler = [](int) { interrupt_came = true; };
    note.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGINT, &note, &before_interrupt_);
    ::sigaction(SIGTERM, &note, &before_terminate_);
}

InterruptWatch::~InterruptWatch()
{
    ::sigaction(SIGINT, &before_interrupt_, nullptr);
    ::sigaction(SIGTERM, &before_terminate_, nullptr);
}

bool InterruptWatch::interrupted()
{
    return interrupt_came;
}

}
