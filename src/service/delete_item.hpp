// DeleteItem: items go for good, or into the folder of deleted ones.
// Source: spec/contacts.md 9.
#pragma once

#include "core/operations/delete_item.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// All items of a mailbox in one transaction. Nothing can be recovered here, so that SoftDelete is HardDelete.
/// Errors of one: those of reach_items for an item to change, of MailboxStore::remove_items and move_items. May block on
/// the store.
DeleteItemAnswer delete_item(DeleteItem const& request, Principal const& caller, MailboxPorts const& ports);

}
