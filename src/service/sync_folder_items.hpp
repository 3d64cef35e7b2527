// SyncFolderItems: what has changed in a folder since a client last asked.
// Source: spec/contacts.md 12.
#pragma once

#include "core/operations/sync_folder_items.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// From the beginning: all items, in the order in which they came; with the state of an answer: what became of them since.
/// An item whose picture was changed counts as changed. May block on the directory and the store.
/// Errors: those of MailboxAccess::folder; invalid_sync_state_data for a state that is none, or another folder's, or that
/// this mailbox has not come to; the store's.
SyncFolderItemsAnswer sync_folder_items(
    SyncFolderItems const& request, Principal const& caller, MailboxPorts const& ports);

}
