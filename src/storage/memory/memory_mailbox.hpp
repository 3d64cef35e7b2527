// One mailbox in memory: all that lies in it, and the rules that hold within it.
#pragma once

#include "core/items/mailbox_rules.hpp"

#include <deque>
#include <map>

namespace likeness::storage {

struct StoredMailbox {
    struct Item {
        StoredItem item; // With attachments.
        std::map<AttachmentNumber, base::Bytes> bytes;
        AttachmentNumber last_attachment = 0;
        std::deque<std::pair<ChangeNumber, SlotSet>> touched; // The last ones, oldest first.
        ChangeNumber touched_known_since = 0; // What was touched after this change is in `touched`.
    };
    struct Gone {
        FolderNumber folder = 0; // Of an item, where it was.
        ChangeNumber entered = 0;
        ChangeNumber change = 0; // The one that took it away.
    };
    using PermissionKey = std::pair<FolderNumber, std::string>; // The person's id as text, to have an order.

    ChangeNumber head = 0;
    FolderNumber last_folder = first_made_folder - 1;
    ItemNumber last_item = 0;
    std::uint64_t bytes = 0;
    MadeFolders folders;
    std::map<FolderNumber, Gone> gone_folders;
    std::map<ItemNumber, Item> items;
    std::map<ItemNumber, Gone> gone_items;
    std::map<PermissionKey, FolderPermission> permissions;

    bool knows_folder(FolderNumber folder) const { return has_folder(folders, folder); }
    Item const* find(ItemNumber number) const;
    Result<Item*> need(ItemNumber number);

    Result<MadeFolder> create_folder(NewFolder const& folder);
    Result<MadeFolder> update_folder(FolderNumber number, FolderUpdate const& update);
    Result<void> remove_folder(FolderNumber number);

    Result<CreatedItem> create(NewItem const& item, Stamp const& stamp);
    Result<ItemKey> update(ItemUpdate const& update, Stamp const& stamp);
    Result<void> remove(ItemNumber number);
    Result<ItemKey> move(ItemNumber number, FolderNumber to);
    Result<ItemKey> take_copy(Item const& original, FolderNumber to, Stamp const& stamp);

    Result<CreatedAttachment> attach(ItemNumber number, NewAttachment const& attachment, Stamp const& stamp);
    Result<ChangeNumber> detach(ItemNumber number, AttachmentNumber attachment, Stamp const& stamp);

private:
    Result<void> refuse_bytes(std::uint64_t more, std::uint64_t instead_of) const;
    AttachmentNumber add_bytes(Item& item, NewAttachment const& attachment, base::Seconds at);
    void drop_attachment(Item& item, AttachmentNumber number);
    void touch(Item& item, SlotSet const& touched, Stamp const& stamp);
    void recount(Item& item);
    ItemKey insert(Item item, FolderNumber folder);
    void bury(ItemNumber number);
};

}
