// UpdateItem: properties of items are set, added to and taken away.
// Source: spec/contacts.md 8.
#pragma once

#include "core/operations/update_item.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// The updates of one item take place together or not at all; those of one mailbox in one transaction, but where a request
/// changes an item twice. Who loses a race against somebody else begins again with what is there then, as their way to
/// resolve conflicts allows.
/// Errors of one: what it came with instead; those of reach_items for an item to change, and of updated_content;
/// change_key_required_for_write_operations without a change key, but for always_overwrite; irresolvable_conflict when the
/// item is not as it was seen: for never_overwrite by any change, for auto_resolve by one of the same properties; those of
/// the store. May block on the store.
UpdateItemAnswer update_item(UpdateItem const& request, Principal const& caller, MailboxPorts const& ports);

}
