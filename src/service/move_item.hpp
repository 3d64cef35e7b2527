// MoveItem and CopyItem: items go, or are copied, into another folder, with what is attached to them.
// Source: spec/contacts.md 9.
#pragma once

#include "core/operations/move_item.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// All items of a mailbox in one transaction; into another mailbox they are copied in one and removed in the next, so that
/// what goes wrong in between leaves them in both.
/// Errors of one: those of MailboxAccess::folder for the folder; move_copy_failed for one that can hold nothing; those of
/// reach_items for an item to change, and of the store. May block on the store.
MoveItemAnswer move_item(MoveItem const& request, Principal const& caller, MailboxPorts const& ports);

/// Errors of one: as move_item, but of items to read.
MoveItemAnswer copy_item(MoveItem const& request, Principal const& caller, MailboxPorts const& ports);

}
