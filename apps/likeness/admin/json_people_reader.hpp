// People as JSON lines: an object a person, a line an object, with the keys of docs/importing.md.
#pragma once

#include "apps/likeness/admin/people_reader.hpp"

namespace likeness::app {

std::unique_ptr<PeopleReader> make_json_people_reader(ByteReader& in);

}
