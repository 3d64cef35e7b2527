// Programs that a test runs: one that ends by itself, and one that stays until the test is over.
#pragma once

#include "support/temporary_folder.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace likeness::test {

using Words = std::vector<std::string>;

inline std::string text_of(std::filesystem::path const& file)
{
    std::ostringstream content;
    content << std::ifstream(file, std::ios::binary).rdbuf();
    return content.str();
}

/// Asks every 10 ms until `holds` or `patience` is over. The answer is what decides, never the time.
template <class Condition>
bool wait_until(Condition&& holds, std::chrono::milliseconds patience = std::chrono::seconds(30))
{
    auto const end = std::chrono::steady_clock::now() + patience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
}

/// A program with a process group of its own, which ends with this object or with the test, whichever is first.
/// It must be started by a thread that lives as long as it.
class ChildProcess {
public:
    /// What it says, on either output, goes to the end of the file `log`. Its input is the file `input`.
    ChildProcess(Words words, std::filesystem::path const& log, std::string const& input = "/dev/null")
    {
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        process_ = ::fork();
        if (process_ < 0) throw std::runtime_error("fork failed");
        if (process_ > 0) return;
        ::setpgid(0, 0);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(::open(input.c_str(), O_RDONLY), STDIN_FILENO);
        ::dup2(::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDOUT_FILENO);
        ::dup2(STDOUT_FILENO, STDERR_FILENO);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    ~ChildProcess() { stop(); }
    ChildProcess(ChildProcess const&) = delete;
    ChildProcess& operator=(ChildProcess const&) = delete;

    pid_t id() const { return process_; }
    void signal(int number) const { ::kill(process_, number); }

    bool is_running()
    {
        if (!reaped_) reaped_ = ::waitpid(process_, &status_, WNOHANG) != 0;
        return !reaped_;
    }

    /// The exit code, when it has ended by itself; 128 and the signal where one ended it.
    int wait()
    {
        if (!reaped_) ::waitpid(process_, &status_, 0);
        reaped_ = true;
        return WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
    }

    /// Asks it to end; it and what it has started is killed where it will not.
    void stop()
    {
        if (reaped_) return;
        signal(SIGCONT);
        signal(SIGTERM);
        if (!wait_until([this] { return !is_running(); }, std::chrono::seconds(20))) signal(SIGKILL);
        wait();
        ::kill(-process_, SIGKILL);
    }

private:
    pid_t process_ = -1;
    int status_ = 0;
    bool reaped_ = false;
};

struct Outcome {
    int status = -1;
    std::string output; ///< Both outputs.
};

/// Runs a program to its end.
inline Outcome run_program(Words words, std::string_view input = {})
{
    TemporaryFolder const folder;
    std::ofstream(folder.path() / "input", std::ios::binary) << input;
    ChildProcess process(std::move(words), folder.path() / "output", folder.path() / "input");
    auto const status = process.wait();
    return { status, text_of(folder.path() / "output") };
}

/// The same; throws with what it said where it failed.
inline std::string must_run(Words words, std::string_view input = {})
{
    auto const name = words.front();
    auto outcome = run_program(std::move(words), input);
    if (outcome.status != 0)
        throw std::runtime_error(
            name + " ended with " + std::to_string(outcome.status) + ": " + outcome.output);
    return std::move(outcome.output);
}

/// Where a program is, on the PATH or where servers are kept; "" when it is not installed.
inline std::string program_path(std::string const& name)
{
    std::istringstream folders(std::string(::getenv("PATH") ? ::getenv("PATH") : "") + ":/usr/sbin:/sbin");
    for (std::string folder; std::getline(folders, folder, ':');)
        if (auto const path = folder + "/" + name; ::access(path.c_str(), X_OK) == 0) return path;
    return {};
}

}
