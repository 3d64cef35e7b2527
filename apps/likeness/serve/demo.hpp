// The `demo` subcommand: a server with a handful of contoso.com people, and the main job shown on it.
#pragma once

#include "apps/likeness/command.hpp"

namespace likeness::app {

void add_demo(CLI::App& line, Command& chosen);

}
