// Items: the tables items, touches and removed_items, and how one is written in them.
#pragma once

#include "storage/sqlite/attachment_rows.hpp"
#include "storage/sqlite/mailbox_work.hpp"

#include <span>

namespace likeness::storage {

/// A row has room for no greater number.
inline constexpr ItemNumber item_number_max = 0xFFFF'FFFF;

inline ItemRow item_row(MailboxRow mailbox, ItemNumber number)
{
    return mailbox * (std::int64_t { 1 } << 32) + static_cast<std::int64_t>(number);
}
inline ItemNumber number_of(ItemRow row)
{
    return static_cast<ItemNumber>(row) & item_number_max;
}

// What `item_at` reads, of `items AS item`.
#define ITEM_COLUMNS                                                                                         \
    "item.id, item.folder, item.entered, item.change, item.created_at, item.modified_at, item.modified_by,"  \
    " item.bytes, item.has_attachments, item.has_picture, item.content"
inline constexpr int item_content_column = 10;

/// All but the content.
StoredItem item_head_at(Rows const& rows);

/// Without attachments. Errors: internal_server_error for a content that cannot be read.
Result<StoredItem> item_at(Rows const& rows);

/// As MailboxStore::find_items. More than one statement.
Result<std::vector<std::optional<StoredItem>>> read_items(
    Connection& connection, MailboxRow mailbox, std::span<ItemNumber const> items, WithAttachments with);

/// As MailboxStore::touched_since.
Result<SlotSet> read_touched(Connection& connection, MailboxRow mailbox, ItemNumber item, ChangeNumber since);

// One of a batch each, as the members of MailboxStore.
Verdict<CreatedItem> create_item(MailboxWork& work, NewItem const& item, Stamp const& stamp);
Verdict<ItemKey> update_item(MailboxWork& work, ItemUpdate const& update, Stamp const& stamp);
Verdict<void> remove_item(MailboxWork& work, ItemNumber item);
Verdict<ItemKey> move_item(MailboxWork& work, ItemNumber item, FolderNumber to);
Verdict<ItemKey> copy_item(
    MailboxWork& work, std::optional<ItemRow> original, FolderNumber to, Stamp const& stamp);
Verdict<CreatedAttachment> attach(
    MailboxWork& work, ItemNumber item, NewAttachment const& attachment, Stamp const& stamp);
Verdict<ChangeNumber> detach(
    MailboxWork& work, ItemNumber item, AttachmentNumber attachment, Stamp const& stamp);

/// All that lie in the folder, which stays. Each is a change of its own.
Result<void> remove_items_of(MailboxWork& work, FolderNumber folder);

}
