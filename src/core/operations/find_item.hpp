// FindItem: the request and the answer.
// Source: spec/contacts.md 10.
#pragma once

#include "core/items/item_shape.hpp"
#include "core/items/shown_item.hpp"
#include "core/operations/find_folder.hpp"

namespace likeness {

enum class ItemTraversal : std::uint8_t {
    shallow, ///< The items of the folder.
    soft_deleted, ///< What was deleted and can be restored: nothing is, here.
    associated, ///< What programs hide in a folder: there is nothing, here.
};

/// Contacts by display name, from the first of a range to its last.
struct ContactsView {
    std::optional<int> entries_max;
    std::string initial_name; ///< "": from the first on.
    std::string final_name; ///< "": up to the last.

    friend bool operator==(ContactsView const&, ContactsView const&) = default;
};

using ItemView = std::variant<std::monostate, IndexedPage, FractionalPage, ContactsView>;

struct FieldOrder {
    PropertyPath path;
    bool descending = false;

    friend bool operator==(FieldOrder const&, FieldOrder const&) = default;
};

struct FindItem {
    ItemTraversal traversal = ItemTraversal::shallow;
    ItemShape shape;
    ItemView view;
    std::optional<Restriction> restriction;
    std::vector<FieldOrder> order; ///< The first counts most.
    FolderReferences parents;
    std::string query; ///< Words to look for; "": none.
};

/// What was found in one of the parents.
struct FoundItems {
    std::vector<ShownItem> items;
    int total = 0; ///< Of all that was found, on this page or not.
    bool includes_last = true; ///< Whether there is nothing behind this page.
    std::optional<int> next_offset; ///< To an IndexedPage: where the next one begins.
    std::optional<int> next_numerator; ///< To a FractionalPage: where the next one begins,
    std::optional<int> next_denominator; ///< and of how many.

    friend bool operator==(FoundItems const&, FoundItems const&) = default;
};

/// One for each parent, in order.
using FindItemAnswer = std::vector<Result<FoundItems>>;

}
