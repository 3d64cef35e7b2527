// Other programs, run as a person would: curl, openssl, and our own.
#pragma once

#include <array>
#include <cstdio>
#include <string>
#include <sys/wait.h>

namespace likeness::tests {

struct Ran {
    int status = -1;
    std::string printed; ///< Standard output and error, as they came.
};

/// Runs `command` by the shell and waits for it.
inline Ran run(std::string const& command)
{
    Ran ran;
    auto* const pipe = ::popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return ran;
    std::array<char, 4096> buffer {};
    while (auto const count = std::fread(buffer.data(), 1, buffer.size(), pipe))
        ran.printed.append(buffer.data(), count);
    auto const status = ::pclose(pipe);
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return ran;
}

}
