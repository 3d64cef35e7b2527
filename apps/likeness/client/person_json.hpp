// Somebody of a directory as --json shows them.
#pragma once

#include "apps/likeness/client/client_json.hpp"
#include "core/operations/resolve_names.hpp"

namespace likeness::app {

/// "name", "email", and what else there is of them.
Json person_json(Resolution const& person);

}
