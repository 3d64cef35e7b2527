#include "apps/likeness/serve/run_server.hpp"

#include <csignal>
#include <ctime>
#include <pthread.h>
#include <thread>
#include <unistd.h>

namespace likeness::app {

namespace {

sigset_t end_signals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

// Waits a tenth of a second for a signal; 0 when none came.
int next_signal(sigset_t const& set)
{
    timespec const patience { .tv_sec = 0, .tv_nsec = 100'000'000 };
    int const signal = sigtimedwait(&set, nullptr, &patience);
    return signal > 0 ? signal : 0;
}

void stop_on_signal(std::stop_token const& done, PhotoServer& server)
{
    auto const set = end_signals();
    bool told = false;
    while (!done.stop_requested()) {
        int const signal = next_signal(set);
        if (signal == 0) continue;
        if (told) _exit(128 + signal);
        told = true;
        server.stop();
    }
}

}

EndSignals::EndSignals()
{
    auto const set = end_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

void run_until_signalled(EndSignals const&, PhotoServer& server, std::function<void()> const& ready)
{
    std::jthread const waiter([&](std::stop_token const& done) { stop_on_signal(done, server); });
    ready();
    server.run();
}

}
