// DeleteItem: the request and the answer.
// Source: spec/contacts.md 9.
#pragma once

#include "core/items/item_reference.hpp"

namespace likeness {

enum class DeleteType : std::uint8_t { hard, soft, move_to_deleted_items };

/// The answer of what says no more than that it was done.
struct Done {
    friend bool operator==(Done const&, Done const&) = default;
};

struct DeleteItem {
    DeleteType type = DeleteType::hard;
    ItemReferences items;
};

/// One for each reference, in order.
using DeleteItemAnswer = std::vector<Result<Done>>;

}
