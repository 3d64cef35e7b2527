// likeness whoami: as whom, how and to which server one signs in.
#pragma once

#include "apps/likeness/command.hpp"

namespace likeness::app {

void add_whoami(CLI::App& line, Command& chosen);

}
