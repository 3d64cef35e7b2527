// SyncFolderHierarchy: what has changed in a tree of folders since a client last asked.
// Source: spec/contacts.md 11 and 12.
#pragma once

#include "core/operations/sync_folder_hierarchy.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// From the beginning: everything below the folder. With the state of an answer: what this program's version has more
/// than the one that gave it. May block on the directory.
/// Errors: those of MailboxAccess::folder; invalid_sync_state_data for a state that is none, another mailbox's or of another
/// folder's tree.
Result<FolderChanges> sync_folder_hierarchy(
    SyncFolderHierarchy const& request, Principal const& caller, MailboxPorts const& ports);

}
