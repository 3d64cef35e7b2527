// What a command of the client says and returns when there is no answer: the other edge of client::Failure.
#pragma once

#include "apps/likeness/exit_code.hpp"
#include "client/failure.hpp"

#include <string_view>

namespace likeness::app {

/// The only place where the client's kinds of failure meet exit codes.
ExitCode exit_code_of(client::FailureKind kind);

/// As --json spells it: "sign_in".
std::string_view name_of(client::FailureKind kind);

/// A word of ours refused before the server was asked.
client::Failure client_failure_from(Error const& error);

/// Says what was tried, why it failed and, where there is something to say, what to do next.
/// Returns the exit code.
ExitCode report_failure(std::string_view tried, client::Failure const& failure);

}
