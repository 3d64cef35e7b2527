// A person as JSON, with the keys that `admin person import` reads.
#pragma once

#include "core/ports/directory.hpp"

#include <string>

namespace likeness::app {

/// One line without its end: "id", "email", every field, the other addresses as "address", "hidden", "kind", "proxies",
/// "manager", "members", "source".
std::string person_json(Person const& person, PersonLinks const& links);

}
