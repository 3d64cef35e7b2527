// Exit codes: how a script learns what became of a command. docs/exit-codes.md says the same; a test compares.
#pragma once

#include "core/error.hpp"

#include <string>

namespace likeness::app {

enum class ExitCode : int {
    ok = 0,
    failure = 1,
    usage = 2,
    not_found = 3,
    sign_in = 4,
    network = 5,
    tls = 6,
    unavailable = 7,
    partial = 8,
    interrupted = 130, ///< What a shell reports for a program that SIGINT ended.
};

/// The only place where core's codes meet exit codes.
ExitCode exit_code_of(Code code);

/// A line a code, "  3  there is no such person, account or photo": for the help.
std::string exit_code_table();

}
