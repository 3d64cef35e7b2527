// `likeness resolve`: who is meant by a name, and their photos.
#pragma once

#include "apps/likeness/command.hpp"

namespace likeness::app {

void add_resolve(CLI::App& line, Command& chosen);

}
