// What DirectoryMirror::apply does inside its transaction.
#pragma once

#include "core/ports/directory_mirror.hpp"
#include "storage/sqlite/connection.hpp"

namespace likeness::storage {

/// As DirectoryMirror::apply; the size of the batch is judged already.
Result<std::vector<Rejected>> apply_batch(
    Connection& connection, std::string_view source, MirrorBatch const& batch);

}
