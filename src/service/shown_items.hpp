// What an answer shows of items: those of their properties that a shape asks for, under ids that a client can keep.
// Source: spec/contacts.md 1 to 5; spec/versions.md 4.
#pragma once

#include "core/items/item_shape.hpp"
#include "core/items/mailbox_records.hpp"
#include "core/items/shown_item.hpp"
#include "service/object_ids.hpp"

#include <map>

namespace likeness::service {

/// The id and the change key of an item as it is now.
ItemReference shown_id(ObjectIds const& ids, PersonId mailbox, ItemKey const& key);

/// The item with nothing but its id.
ShownItem shown_key(ObjectIds const& ids, PersonId mailbox, ItemKind kind, ItemKey const& key);

std::string shown_attachment_id(
    ObjectIds const& ids, PersonId mailbox, ItemNumber item, AttachmentNumber attachment);

/// As lists have it: FindItem and SyncFolderItems show no Body and no Attachments, whatever they are asked for.
ItemShape without_what_lists_lack(ItemShape shape);

/// Shows items of one mailbox, any number of them. What it was made of must outlive it.
class ItemDisplay {
public:
    ItemDisplay(ItemShape const& shape, ObjectIds const& ids, PersonId mailbox)
        : shape_(shape)
        , ids_(ids)
        , mailbox_(mailbox)
    {
    }

    /// What the shape asks for and the item has. In: an item of the mailbox, with its attachments where they are to be
    /// shown; whether the caller may change it, which its rights tell.
    ShownItem show(StoredItem item, bool may_change);

private:
    FolderId const& parent_id(FolderNumber folder);

    ItemShape const& shape_;
    ObjectIds const& ids_;
    PersonId mailbox_;
    std::map<FolderNumber, FolderId> parents_; ///< A page shows one folder a thousand times.
};

}
