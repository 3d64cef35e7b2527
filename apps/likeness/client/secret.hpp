// Secrets that a person has named a place for: a command that unlocks them, or a file. Longer ones than a password may be,
// such as tokens.
#pragma once

#include "core/error.hpp"

#include <string>

namespace likeness::app {

/// The first line that `command` prints, run by the shell, without its line end. What it says on the standard error goes
/// to ours; its input is ours too.
/// Errors: invalid_request when it fails, or its line is no password that a client could send.
Result<std::string> first_line_of_command(std::string const& command);

/// The first line of `file`. Errors: the same, when it cannot be read.
Result<std::string> first_line_of_file(std::string const& file);

}
