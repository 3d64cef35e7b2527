// Attachments of items: the tables attachments and attachment_bytes.
#pragma once

#include "storage/sqlite/mailbox_work.hpp"

namespace likeness::storage {

/// mailbox * 2^32 + number.
using ItemRow = std::int64_t;

/// In the order in which they came.
Result<std::vector<AttachmentDescription>> read_attachments(Connection& connection, ItemRow item);

Result<void> insert_attachment(Connection& connection, ItemRow item, AttachmentNumber number,
    NewAttachment const& attachment, base::Seconds at);

/// Whether there was such a one.
Result<bool> delete_attachment(Connection& connection, ItemRow item, AttachmentNumber number);

/// Drops the one that is the item's picture, where there is one.
Result<void> delete_contact_photo(Connection& connection, ItemRow item);

/// With their numbers and bytes.
Result<void> copy_attachments(Connection& connection, ItemRow from, ItemRow to);

/// As MailboxStore::find_attachment.
Result<std::optional<Attachment>> read_attachment(
    Connection& connection, PersonId const& owner, ItemNumber item, AttachmentNumber number);

}
