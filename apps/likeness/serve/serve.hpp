// The `serve` subcommand: the photo server.
#pragma once

#include "apps/likeness/command.hpp"

namespace likeness::app {

void add_serve(CLI::App& line, Command& chosen);

}
