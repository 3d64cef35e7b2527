// ExpandDL: who is in a group.
// Source: spec/directory.md 7.
#pragma once

#include "core/operations/expand_dl.hpp"
#include "service/people_ports.hpp"

namespace likeness::service {

/// The members whom the caller may see; of a list in a folder that they may read, all, as they were written. May block.
/// Errors, in Exchange's words: name_resolution_no_results for nobody, whom the caller may not see and what is no group;
/// those of MailboxAccess::item for an id, and item_not_found for one that is not there for the caller; those of the
/// directory and the store.
ExpandDlAnswer expand_dl(ExpandDl const& request, Principal const& caller, PeoplePorts const& ports);

}
