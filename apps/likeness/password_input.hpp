// Passwords: from a file, the standard input or the terminal; never from the command line, where others see them.
#pragma once

#include "core/error.hpp"

#include <optional>
#include <string>

namespace likeness::app {

/// The first line of `file` ("-": the standard input), without its line end.
/// Errors: invalid_request when it cannot be read, or is no password that a client could send: empty, longer than
/// limits::password_bytes_max, not UTF-8, or with a control character in it.
Result<std::string> read_password(std::string const& file);

/// Asks on the terminal, without showing what is typed. nullopt when interrupted.
/// Errors: as above; also when the standard input is no terminal.
Result<std::optional<std::string>> ask_password(std::string const& prompt);

/// Asks twice on the terminal, without showing what is typed. nullopt when interrupted.
/// Errors: as above; also when the standard input is no terminal, or when the two differ.
Result<std::optional<std::string>> ask_new_password(std::string const& prompt);

}
