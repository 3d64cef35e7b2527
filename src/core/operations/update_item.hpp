// UpdateItem: the request and the answer.
// Source: spec/contacts.md 8.
#pragma once

#include "core/items/shown_item.hpp"

namespace likeness {

/// One change of one property.
struct PropertyUpdate {
    enum class Action : std::uint8_t { set, append, remove };
    Action action = Action::set;
    SlotSet
        slots; ///< All that the path names: what is not in `value` is taken away. None for an extended property
    ///< that is no slot.
    std::optional<ExtendedFieldPath> extended; ///< Such a one.
    std::string member_key; ///< To remove one member of a list.
    ItemContent value; ///< Nothing but what the path names; empty to remove.

    friend bool operator==(PropertyUpdate const&, PropertyUpdate const&) = default;
};

/// The updates of one item, which take place together or not at all.
struct ItemUpdates {
    ItemReference item;
    std::vector<PropertyUpdate> updates;

    friend bool operator==(ItemUpdates const&, ItemUpdates const&) = default;
};

enum class ConflictResolution : std::uint8_t {
    never_overwrite, ///< Fails where the item was changed meanwhile.
    auto_resolve, ///< Fails where the same properties were.
    always_overwrite,
};

struct UpdateItem {
    ConflictResolution resolution = ConflictResolution::auto_resolve;
    std::vector<Result<ItemUpdates>> changes; ///< An error is that one's answer.
};

struct UpdatedItem {
    ShownItem item; ///< Its id alone.
    int conflicts = 0;

    friend bool operator==(UpdatedItem const&, UpdatedItem const&) = default;
};

/// One for each change, in order.
using UpdateItemAnswer = std::vector<Result<UpdatedItem>>;

}
