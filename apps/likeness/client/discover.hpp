// likeness discover: which server has somebody's mailbox, and how that was found.
#pragma once

#include "apps/likeness/command.hpp"

namespace likeness::app {

void add_discover(CLI::App& line, Command& chosen);

}
