// A program on a terminal of its own, as a person sits in front of it.
#pragma once

#include <cerrno>
#include <cstdlib>
#include <pty.h>
#include <string>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace likeness::tests {

class ProgramInTerminal {
public:
    explicit ProgramInTerminal(std::string const& shell_command)
    {
        child_ = ::forkpty(&screen_, nullptr, nullptr, nullptr);
        if (child_ < 0) std::abort();
        if (child_ == 0) {
            ::execl("/bin/sh", "sh", "-c", shell_command.c_str(), nullptr);
            ::_exit(127);
        }
    }
    ~ProgramInTerminal()
    {
        ::close(screen_);
        if (child_ > 0) ::waitpid(child_, nullptr, 0);
    }
    ProgramInTerminal(ProgramInTerminal const&) = delete;
    ProgramInTerminal& operator=(ProgramInTerminal const&) = delete;

    /// False when the program ends without showing it.
    bool shows(std::string const& text)
    {
        while (shown_.find(text) == std::string::npos)
            if (!read_some()) return false;
        return true;
    }

    void type(std::string const& text) { static_cast<void>(!::write(screen_, text.data(), text.size())); }

    bool echoes() const
    {
        termios state {};
        return ::tcgetattr(screen_, &state) == 0 && (state.c_lflag & ECHO) != 0;
    }

    /// The exit code; everything that it showed is then in `shown`.
    int finish()
    {
        while (read_some()) { }
        int status = 0;
        ::waitpid(child_, &status, 0);
        child_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

    std::string const& shown() const { return shown_; }

private:
    // A terminal whose program has gone answers EIO.
    bool read_some()
    {
        char letters[1024];
        auto const got = ::read(screen_, letters, sizeof letters);
        if (got > 0) shown_.append(letters, static_cast<std::size_t>(got));
        return got > 0 || (got < 0 && errno == EINTR);
    }

    int screen_ = -1;
    pid_t child_ = -1;
    std::string shown_;
};

}
