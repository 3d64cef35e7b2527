// People read out of the database: one row each, with all their addresses in it, so that one statement sees one instant.
#pragma once

#include "core/person.hpp"
#include "storage/sqlite/connection.hpp"

#include <span>

namespace likeness::storage {

/// A person's row in `people`.
using PersonRow = std::int64_t;

/// The column of a field.
std::string_view column_of(PersonField const& field);

/// A statement that selects what read_people reads. In: the rest of it, from FROM on, where the table people is joined
/// as `person`.
std::string select_person(std::string_view rest);

/// All of them. Whoever has lost their addresses by damage is left out: nobody is found without one.
Result<std::vector<Person>> read_people(Rows rows);

/// The first one.
Result<std::optional<Person>> read_person(Rows rows);

Result<std::optional<Person>> find_person(Connection& connection, PersonId const& id);

/// The people of these rows in their order; rows that are gone are left out.
Result<std::vector<Person>> find_people(Connection& connection, std::span<PersonRow const> rows);

/// The numbers in the first column, each once, at its first place, until there are `most` of them. NULL is passed over.
Result<std::vector<PersonRow>> read_distinct_rows(Rows rows, std::size_t most);

}
