// --json and --quiet: how a command of the client tells what became of it.
#pragma once

#include <CLI/CLI.hpp>

namespace likeness::app {

struct ClientOutput {
    bool json = false;
    bool quiet = false;
};

inline void declare(CLI::App& command, ClientOutput& output)
{
    auto* const json = command.add_flag("--json", output.json, "Print what became of it as a JSON object");
    command.add_flag("--quiet", output.quiet, "Say nothing but errors")->excludes(json);
}

}
