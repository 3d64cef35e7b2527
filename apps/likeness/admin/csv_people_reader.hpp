// People in CSV: a header row with the columns of docs/importing.md in any order, then a row a person.
#pragma once

#include "apps/likeness/admin/people_reader.hpp"

namespace likeness::app {

/// `in` stands at the header row. Errors: as open_people_reader.
Result<std::unique_ptr<PeopleReader>> make_csv_people_reader(ByteReader& in);

/// What "hidden" may say: true, yes, 1; false, no, 0 or nothing. Case does not matter. nullopt for anything else.
std::optional<Visibility> visibility_of(std::string_view hidden);

/// What "kind" may say, case apart; nothing is a mailbox. nullopt for anything else.
std::optional<RecipientKind> kind_of(std::string_view kind);
inline constexpr std::string_view kind_complaint = "kind must be mailbox, group or contact";

/// Parts separated by semicolons, blanks around them gone, empty ones left out.
std::vector<std::string> split_addresses(std::string_view text);

}
