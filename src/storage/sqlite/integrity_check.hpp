// What `likeness admin check` looks at in the database.
#pragma once

#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/data_directory.hpp"

namespace likeness::storage {

using TagOf = std::function<std::string(PersonId const&, bool from_directory, base::ByteView)>;

/// Reads everything once. What cannot be read is one of the problems.
IntegrityReport check_integrity(Connection& reader, TagOf const& tag_of);

}
