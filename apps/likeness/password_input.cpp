#include "apps/likeness/password_input.hpp"

#include "apps/likeness/interrupt.hpp"
#include "apps/likeness/messages.hpp"
#include "base/utf8.hpp"
#include "core/limits.hpp"

#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace likeness::app {

namespace {

auto refused(std::string message)
{
    return fail(Code::invalid_request, std::move(message));
}

// The echo comes back whatever happens.
class SilentTerminal {
public:
    SilentTerminal()
    {
        ::tcgetattr(STDIN_FILENO, &before_);
        auto silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~SilentTerminal() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
    SilentTerminal(SilentTerminal const&) = delete;
    SilentTerminal& operator=(SilentTerminal const&) = delete;

private:
    termios before_ {};
};

// Holds back the two signals that end a program, except while `wait_for_input` waits: one that came between asking
// InterruptWatch and waiting would only be noted, and the waiting go on.
class SignalsHeldBack {
public:
    SignalsHeldBack()
    {
        sigset_t ending;
        sigemptyset(&ending);
        sigaddset(&ending, SIGINT);
        sigaddset(&ending, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &ending, &before_);
    }
    ~SignalsHeldBack() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsHeldBack(SignalsHeldBack const&) = delete;
    SignalsHeldBack& operator=(SignalsHeldBack const&) = delete;

    /// False when a signal came. ppoll, unlike read, always returns then.
    bool wait_for_input(int descriptor) const
    {
        pollfd ready { .fd = descriptor, .events = POLLIN, .revents = 0 };
        return ::ppoll(&ready, 1, nullptr, &before_) > 0;
    }

private:
    sigset_t before_ {};
};

// Up to the first line end or the end of the file. One letter past the limit is kept, to tell that it is over.
// Letter by letter, so that nothing behind the line is taken from a pipe that others read on.
std::optional<std::string> read_line(int descriptor)
{
    SignalsHeldBack const signals;
    std::string line;
    char letter = 0;
    while (line.size() <= limits::password_bytes_max + 1) {
        if (InterruptWatch::interrupted() || !signals.wait_for_input(descriptor)) return std::nullopt;
        auto const got = ::read(descriptor, &letter, 1);
        if (got < 0) return std::nullopt;
        if (got == 0 || letter == '\n') break;
        line += letter;
    }
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

Result<std::string> judged(std::string password)
{
    if (password.empty()) return refused("the password is empty");
    if (password.size() > limits::password_bytes_max)
        return refused(fmt::format("the password has more than {} bytes", limits::password_bytes_max));
    if (!base::is_utf8(password)) return refused("the password is not UTF-8");
    if (printable(password) != password)
        return refused("the password has a control character in it, which no client can send");
    return password;
}

bool has_terminal()
{
    return ::isatty(STDIN_FILENO) != 0;
}

auto refused_without_terminal()
{
    return refused("there is no terminal to ask for the password: give --password-file FILE, or - for the "
                   "standard input");
}

Result<std::optional<std::string>> ask(std::string const& prompt)
{
    fmt::print(stderr, "{}: ", prompt);
    std::fflush(stderr);
    auto line = read_line(STDIN_FILENO);
    fmt::print(stderr, "\n");
    if (!line && InterruptWatch::interrupted()) return std::nullopt;
    if (!line) return refused("no password was given");
    return judged(std::move(*line)).map([](std::string password) {
        return std::optional(std::move(password));
    });
}

}

Result<std::string> read_password(std::string const& file)
{
    bool const from_input = file == "-";
    int const descriptor = from_input ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    auto line = descriptor < 0 ? std::nullopt : read_line(descriptor);
    auto const reason = system_reason();
    if (!from_input && descriptor >= 0) ::close(descriptor);
    if (!line) return refused(fmt::format("the password file {} cannot be read: {}", file, reason));
    return judged(std::move(*line));
}

Result<std::optional<std::string>> ask_password(std::string const& prompt)
{
    if (!has_terminal()) return refused_without_terminal();
    InterruptWatch const watch;
    SilentTerminal const silent;
    return ask(prompt);
}

Result<std::optional<std::string>> ask_new_password(std::string const& prompt)
{
    if (!has_terminal()) return refused_without_terminal();
    InterruptWatch const watch;
    SilentTerminal const silent;
    auto first = ask(prompt);
    if (!first || !*first) return first;
    auto const second = ask("The same again");
    if (!second || !*second) return second;
    if (*first != *second) return refused("the two passwords differ");
    return first;
}

}
