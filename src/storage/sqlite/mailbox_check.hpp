// What `likeness admin check` looks at in mailboxes.
#pragma once

#include "storage/sqlite/connection.hpp"

#include <functional>
#include <string>

namespace likeness::storage {

/// Reads everything in all mailboxes once, and tells of each problem in a sentence.
void check_mailboxes(Connection& reader, std::function<void(std::string)> const& problem);

}
