// Messages: what is said to a person, on the standard error; results go to the standard output.
#pragma once

#include "apps/likeness/exit_code.hpp"

#include <fmt/format.h>
#include <string>
#include <string_view>

namespace likeness::app {

/// `text` as base::without_controls makes it, so that a file name or a directory entry cannot steer the terminal.
std::string printable(std::string_view text);

/// "12,345".
std::string grouped(std::size_t number);

/// Prints "likeness: " and the text, made printable, as one line.
void tell_line(std::string_view text);

template <class... Parts> void tell(fmt::format_string<Parts...> form, Parts&&... parts)
{
    tell_line(fmt::format(form, std::forward<Parts>(parts)...));
}

/// What the system says about the last call that failed.
std::string system_reason();

/// The error for an operator's eyes, as the middle of a sentence: "the picture is empty: sadie.jpg".
std::string reason_of(Error const& error);

/// Says what was tried ("add sadie@contoso.com"), why it failed and, where there is something to say, what to
/// do next. Returns the exit code.
ExitCode report_failure(std::string_view tried, Error const& error);

/// The same for a command that has nothing to add to its success.
ExitCode finish(std::string_view tried, Result<void> const& result);

}
