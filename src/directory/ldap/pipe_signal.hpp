// A server that went away must not end this program: libldap writes to its socket without asking for no SIGPIPE.
#pragma once

#include <csignal>
#include <ctime>

namespace likeness::directory::ldap {

/// While it lives, SIGPIPE does not reach the thread that made it, and one that came is forgotten with it.
class PipeSignalHeld {
public:
    PipeSignalHeld()
    {
        ::sigemptyset(&pipe_);
        ::sigaddset(&pipe_, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    ~PipeSignalHeld()
    {
        if (::sigismember(&before_, SIGPIPE) == 1) return; // It was held before us: it is not ours to forget.
        timespec const at_once {};
        while (::sigtimedwait(&pipe_, nullptr, &at_once) == SIGPIPE) { }
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    PipeSignalHeld(PipeSignalHeld const&) = delete;
    PipeSignalHeld& operator=(PipeSignalHeld const&) = delete;

private:
    sigset_t pipe_ {};
    sigset_t before_ {};
};

}
