// Secrets that a person has named a place for: a command that unlocks them, or a file. Longer ones than a password may be,
// such as tokens.
#pragma once

#include "core/error.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace likeness::app {

/// The first line that `command` prints, run by the shell, without its line end. What it says on the standard error goes
/// to ours; its input is ours too. `option` is what named the command: errors repeat that and never the command, in which
/// a secret may stand.
/// Errors: invalid_request when it fails, or its line is no password that a client could send.
Result<std::string> first_line_of_command(std::string const& command, std::string_view option);

/// Whether somebody else than its owner may read a file. False where it is no plain file, or nobody can tell.
bool others_may_read(std::filesystem::path const& file);

/// Says so where others may read it: what to do about that is for whoever it belongs to.
void tell_if_others_may_read(std::filesystem::path const& file);

/// The first line of `file`. Errors: the same, when it cannot be read.
Result<std::string> first_line_of_file(std::string const& file);

}
