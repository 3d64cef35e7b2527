// CreateItem: new contacts and distribution lists, with what is attached to them.
// Source: spec/contacts.md 5 and 7.
#pragma once

#include "core/operations/create_item.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// All items in one transaction; each is created or fails for itself. The answer holds the ids of the attachments that
/// were kept: of several contact photos the last.
/// Errors of one: what it came with instead; those of MailboxAccess::folder and new_content;
/// cannot_create_contact_in_non_contact_folder; those of MailboxStore::create_items. May block on the store.
CreateItemAnswer create_item(CreateItem request, Principal const& caller, MailboxPorts const& ports);

}
