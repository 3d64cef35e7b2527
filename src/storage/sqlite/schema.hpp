// The schema: whether a database is ours, and the steps that bring it to this program's version.
#pragma once

#include "storage/sqlite/connection.hpp"

namespace likeness::storage {

/// Reads only. Errors: invalid_operation when the file is no SQLite database, another program's, or one
/// that a newer likeness has made; error_of's.
Result<void> refuse_unless_ours(Connection& connection);

/// Has readers and the writer not wait for each other; and, in a database that is still empty, pages of
/// 16 KB. Errors: error_of's; internal_server_transient_error where the file system cannot do it.
Result<void> use_write_ahead_log(Connection& connection);

/// Applies the migrations that are missing, all in one transaction; of two processes that start at once,
/// one does it. Errors: error_of's.
Result<void> migrate(Connection& connection);

}
