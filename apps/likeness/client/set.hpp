// The `set` subcommand: a file becomes somebody's photo on a server, by the client.
#pragma once

#include "apps/likeness/command.hpp"

namespace likeness::app {

void add_set(CLI::App& line, Command& chosen);

}
