// The `get` subcommand: one photo from a server, by the client.
#pragma once

#include "apps/likeness/command.hpp"

namespace likeness::app {

void add_get(CLI::App& line, Command& chosen);

}
