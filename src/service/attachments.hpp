// GetAttachment, CreateAttachment and DeleteAttachment: the files that belong to an item, its picture among them.
// Source: spec/contacts.md 4 to 6.
#pragma once

#include "core/operations/attachments.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// Errors of one: those of MailboxAccess::attachment and MailboxAccess::may; item_not_found when the item has gone;
/// invalid_attachment_id when the attachment has; the store's. May block on the store.
GetAttachmentAnswer get_attachment(
    GetAttachment const& request, Principal const& caller, MailboxPorts const& ports);

/// All of them in one transaction; the last one's change key is the item's. A change key that the parent came with need not
/// be current. Of several contact photos the last is kept, and every one has an id.
/// Errors of one: what it came with instead; those of reach_items for an item to change; those of
/// MailboxStore::create_attachments. May block on the store.
CreateAttachmentAnswer create_attachment(
    CreateAttachment request, Principal const& caller, MailboxPorts const& ports);

/// Each in a transaction of its own. Errors of one: as get_attachment. May block on the store.
DeleteAttachmentAnswer delete_attachment(
    DeleteAttachment const& request, Principal const& caller, MailboxPorts const& ports);

}
