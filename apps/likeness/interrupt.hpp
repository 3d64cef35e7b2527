// InterruptWatch: SIGINT and SIGTERM as a question to ask between two pieces of work, not as the end of the process.
#pragma once

#include <csignal>

namespace likeness::app {

/// While one lives, the first of the two signals is only noted; the second one ends the process as usual. One at a time.
class InterruptWatch {
public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(InterruptWatch const&) = delete;
    InterruptWatch& operator=(InterruptWatch const&) = delete;

    /// Whether one of them has come. Any thread may ask.
    static bool interrupted();

private:
    struct sigaction before_interrupt_ {};
    struct sigaction before_terminate_ {};
};

}
