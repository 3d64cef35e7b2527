// GetItem: the request and the answer.
// Source: spec/contacts.md 2.
#pragma once

#include "core/items/item_shape.hpp"
#include "core/items/shown_item.hpp"

namespace likeness {

struct GetItem {
    ItemShape shape;
    ItemReferences items;
};

/// One for each reference, in order.
using GetItemAnswer = std::vector<Result<ShownItem>>;

}
