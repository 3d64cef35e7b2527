// What an import of people or of contacts comes to in the end, once its summary was told.
#pragma once

#include "apps/likeness/exit_code.hpp"
#include "core/error.hpp"

#include <cstddef>
#include <string>

namespace likeness::app {

/// Says why it ended early, where it did. In: what taking the entries came to, how many were refused, and what was tried,
/// as report_failure wants it. Out: the exit code; `partial` where some were refused.
ExitCode import_outcome(Result<void> const& taken, std::size_t refused, std::string const& tried);

}
