// FindPeople: a page of the people of whom a text is a part of the name.
// Source: spec/directory.md 6.
#pragma once

#include "core/operations/find_people.hpp"
#include "service/people_ports.hpp"

namespace likeness::service {

/// May block. A page holds at most limits::people_page_max; the view of the directory ends at limits::people_view_max, a
/// folder is listed to its end, without an order by name. Everywhere means the directory.
/// Errors, in Exchange's words: invalid_paging_max_rows and invalid_indexed_paging_parameters; those of
/// MailboxAccess::folder for a folder; invalid_request for the directory without a text to look for, and for a restriction;
/// what stands in the order instead of one; invalid_name_for_name_resolution as for parse_unresolved_entry; those of the
/// ports.
FindPeopleAnswer find_people(FindPeople const& request, Principal const& caller, PeoplePorts const& ports);

}
