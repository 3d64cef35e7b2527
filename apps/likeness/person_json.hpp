// A person as JSON, with the keys that `admin person import` reads.
#pragma once

#include "core/person.hpp"

#include <string>

namespace likeness::app {

/// One line without its end: "id", "email", every field, the other addresses as "address", "hidden".
std::string person_json(Person const& person);

}
