// What has become of the items of a folder: MailboxStore::changes.
#pragma once

#include "storage/sqlite/item_rows.hpp"

namespace likeness::storage {

/// In: a mailbox's row and newest change; 0 and 0 where there is none. More than one statement.
Result<ItemChangesSince> read_item_changes(Connection& connection, MailboxCounters const& mailbox,
    FolderNumber folder, std::optional<ItemsPoint> const& from, std::size_t most);

/// Of a folder: how many items it holds, and the last change among them.
struct FolderState {
    std::uint64_t items = 0;
    ChangeNumber change = 0;
};
Result<FolderState> read_folder_state(Connection& connection, MailboxRow mailbox, FolderNumber folder);

/// An item that was taken out of the folder after the change `since`, though it had not come after `known`.
struct RemovedItem {
    ChangeNumber change = 0;
    ItemNumber number = 0;
};
Result<std::vector<RemovedItem>> read_removed_items(Connection& connection, MailboxRow mailbox,
    FolderNumber folder, ChangeNumber since, ChangeNumber known, std::size_t most);

/// Those after the change `since`, by change. Without attachments.
Result<std::vector<StoredItem>> read_changed_items(
    Connection& connection, MailboxRow mailbox, FolderNumber folder, ChangeNumber since, std::size_t most);

}
