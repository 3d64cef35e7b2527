// MoveItem and CopyItem: the requests and the answers, which are of one form.
// Source: spec/contacts.md 9.
#pragma once

#include "core/folder_reference.hpp"
#include "core/items/shown_item.hpp"

namespace likeness {

struct MoveItem {
    Result<FolderReference> to;
    ItemReferences items;
    bool returns_ids = true; ///< Whether the answer is to hold the new ids.
};

/// One for each reference, in order: the item's new id; nullopt where it is not told.
using MoveItemAnswer = std::vector<Result<std::optional<ShownItem>>>;

}
