// FindFolder: which folders there are below others.
// Source: spec/contacts.md 10 and 11.
#pragma once

#include "core/operations/find_folder.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// One answer a parent, in order. May block on the directory. Errors of each: those of MailboxAccess::folder;
/// invalid_paging_max_rows, invalid_indexed_paging_parameters and invalid_fractional_paging_parameters for a page that
/// there cannot be; exceeded_find_count_limit past
/// limits::folders_per_answer_max.
FindFolderAnswer find_folder(FindFolder const& request, Principal const& caller, MailboxPorts const& ports);

}
