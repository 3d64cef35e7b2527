// The rows that make up a person, read and written by the stores inside their own transactions.
#pragma once

#include "core/ports/directory.hpp"
#include "storage/sqlite/connection.hpp"

namespace likeness::storage {

/// A person's row in `people`.
using PersonRow = std::int64_t;

Result<std::optional<PersonRow>> find_person_row(Connection& connection, PersonId const& id);

/// As find_person_row. Errors: non_existent_mailbox when there is no such person.
Result<PersonRow> need_person_row(Connection& connection, PersonId const& id);

/// The row of the person whose primary address this is; nullopt when it is nobody's, or another one of theirs.
Result<std::optional<PersonRow>> find_row_by_primary(Connection& connection, EmailAddress const& primary);

/// Errors: invalid_operation, before anything was written, when the id is taken, there is no address, or one
/// of them is somebody else's.
Result<void> insert_person(Connection& connection, PersonEntry const& entry);

/// Replaces fields and addresses, and the thumbnail where one is given. The id stays what it is in the row.
/// Errors: invalid_operation, before anything was written, as for insert_person.
Result<void> rewrite_person(Connection& connection, PersonRow row, PersonEntry const& entry);

/// With all that hangs on it: addresses, thumbnail, photo.
Result<void> delete_person_row(Connection& connection, PersonRow row);

Result<void> put_thumbnail(Connection& connection, PersonRow row, Photo const& thumbnail);
Result<void> drop_thumbnail(Connection& connection, PersonRow row);

/// The picture in four columns from `column` on: content_type, etag, changed_at, bytes.
Photo photo_at(Rows const& rows, int column);

}
