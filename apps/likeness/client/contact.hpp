// `likeness contact`: the contacts in one's own mailbox, and their pictures.
#pragma once

#include "apps/likeness/command.hpp"

namespace likeness::app {

void add_contact(CLI::App& line, Command& chosen);

}
