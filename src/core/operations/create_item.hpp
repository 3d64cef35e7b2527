// CreateItem: the request and the answer.
// Source: spec/contacts.md 7.
#pragma once

#include "core/folder_reference.hpp"
#include "core/items/shown_item.hpp"

namespace likeness {

struct CreateItem {
    std::optional<Result<FolderReference>> folder; ///< nullopt: the one for its kind.
    std::vector<Result<WrittenItem>> items; ///< An error is that one's answer.
};

/// One for each item, in order: its id, and the ids of its attachments.
using CreateItemAnswer = std::vector<Result<ShownItem>>;

}
