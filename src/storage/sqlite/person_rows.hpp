// The rows that make up a person, read and written by the stores inside their own transactions.
#pragma once

#include "core/ports/directory.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/person_reading.hpp"

namespace likeness::storage {

Result<std::optional<PersonRow>> find_person_row(Connection& connection, PersonId const& id);

/// As find_person_row. Errors: non_existent_mailbox when there is no such person.
Result<PersonRow> need_person_row(Connection& connection, PersonId const& id);

/// The row of the person whose primary address this is; nullopt when it is nobody's, or another one of theirs.
Result<std::optional<PersonRow>> find_row_by_primary(Connection& connection, EmailAddress const& primary);

/// Whether the person is a directory elsewhere's.
Result<bool> is_mirrored(Connection& connection, PersonRow row);

/// Errors: invalid_operation, naming the directory, where the person is one elsewhere's.
Result<void> refuse_if_mirrored(Connection& connection, PersonRow row);

/// The primary address of whom the address belongs to; nullopt where that is nobody, or `self`.
Result<std::optional<std::string>> find_other_owner(
    Connection& connection, std::optional<PersonRow> self, EmailAddress const& address);

/// What is said of an address that is somebody else's. In: the primary address of that one.
Error address_is_taken(EmailAddress const& address, std::string const& owner);

/// What is said of a person without any.
Error no_address();

/// Takes an address from whoever has it.
Result<void> release_address(Connection& connection, EmailAddress const& address);

/// Errors: invalid_operation, before anything was written, when the id is taken, there is no address, or one
/// of them is somebody else's.
Result<void> insert_person(Connection& connection, PersonEntry const& entry);

/// Replaces fields and addresses, and thumbnail and links where they are given. The id stays what it is in the row.
/// Errors: invalid_operation, before anything was written, as for insert_person.
Result<void> rewrite_person(Connection& connection, PersonRow row, PersonEntry const& entry);

/// With all that hangs on it: addresses, thumbnail, photo.
Result<void> delete_person_row(Connection& connection, PersonRow row);

Result<void> put_thumbnail(Connection& connection, PersonRow row, Photo const& thumbnail);
Result<void> drop_thumbnail(Connection& connection, PersonRow row);

/// Whether the thumbnail is this one already, by its entity tag; or, for nullopt, whether there is none.
Result<bool> has_thumbnail(Connection& connection, PersonRow row, std::optional<Photo> const& thumbnail);

/// The picture in four columns from `column` on: content_type, etag, changed_at, bytes.
Photo photo_at(Rows const& rows, int column);

}
