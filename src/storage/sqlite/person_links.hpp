// Whom people and groups point to: the tables managers and members.
#pragma once

#include "core/ports/directory.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/person_reading.hpp"

namespace likeness::storage {

/// Replaces all links of the person.
Result<void> put_links(Connection& connection, PersonRow row, PersonLinks const& links);

/// The links of the person, folded; empty where there are none, or no such person. Two statements.
Result<PersonLinks> read_links(Connection& connection, PersonId const& person);

/// Whom Directory::find_related finds, each once.
Result<std::vector<PersonRow>> find_related_rows(
    Connection& connection, PersonId const& person, Relation relation, std::size_t most);

}
