// ResolveNames: who is meant by a part of a name.
// Source: spec/directory.md 1 to 5.
#pragma once

#include "core/operations/resolve_names.hpp"
#include "service/people_ports.hpp"

namespace likeness::service {

/// A contact is found once for each of its addresses. May block. Errors, in Exchange's words: name_resolution_no_results; invalid_name_for_name_resolution as for
/// parse_unresolved_entry; resolve_names_only_one_contacts_folder_allowed; and where contacts are looked at, those of
/// MailboxAccess::folder for the folder, resolve_names_invalid_folder_type, and name_resolution_no_mailbox for a caller
/// who has no mailbox; those of the ports.
ResolveNamesAnswer resolve_names(
    ResolveNames const& request, Principal const& caller, PeoplePorts const& ports);

}
