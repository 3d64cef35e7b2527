// --json, --quiet and --no-color: how a command of the client tells what became of it.
#pragma once

#include <CLI/CLI.hpp>

namespace likeness::app {

struct ClientOutput {
    bool json = false;
    bool quiet = false;
    bool no_colour = false;
};

inline void declare(CLI::App& command, ClientOutput& output)
{
    auto* const json = command.add_flag("--json", output.json, "Print what became of it as a JSON object");
    command.add_flag("--quiet", output.quiet, "Only errors and what was asked for: no remarks on it")
        ->excludes(json);
    command.add_flag(
        "--no-color", output.no_colour, "No colours; neither where NO_COLOR is set, nor outside a terminal");
}

/// Whether nobody has asked for none: neither by --no-color nor by NO_COLOR (no-color.org).
bool may_be_coloured(ClientOutput const& output);

}
