// likeness login: which server somebody uses and as whom, tried and kept as a profile.
#pragma once

#include "apps/likeness/command.hpp"

namespace likeness::app {

void add_login(CLI::App& line, Command& chosen);

}
