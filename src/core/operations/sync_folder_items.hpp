// SyncFolderItems: the request and the answer.
// Source: spec/contacts.md 12.
#pragma once

#include "core/folder_reference.hpp"
#include "core/items/item_shape.hpp"
#include "core/items/shown_item.hpp"

namespace likeness {

struct SyncFolderItems {
    ItemShape shape;
    Result<FolderReference> folder;
    std::string state; ///< As an answer gave it; "": from the beginning.
    std::vector<ItemReference> ignored; ///< Changes of these are not told.
    int changes_max = 1; ///< 1 to limits::sync_changes_max.
};

struct SyncedChange {
    enum class Kind : std::uint8_t { created, updated, deleted };
    Kind kind = Kind::created;
    ShownItem item; ///< Of a deleted one the id alone.

    friend bool operator==(SyncedChange const&, SyncedChange const&) = default;
};

struct SyncedItems {
    std::string state; ///< Opaque: to go on from.
    bool includes_last = true;
    std::vector<SyncedChange> changes;

    friend bool operator==(SyncedItems const&, SyncedItems const&) = default;
};

using SyncFolderItemsAnswer = Result<SyncedItems>;

}
