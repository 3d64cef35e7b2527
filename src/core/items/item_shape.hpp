// ItemShape: how much of an item an answer is to hold.
// Source: spec/contacts.md 2; spec/versions.md 4.
#pragma once

#include "core/items/slot_table.hpp"

#include <vector>

namespace likeness {

/// The id is always there; of the rest what was asked for and the item has.
struct ItemShape {
    enum class Body : std::uint8_t { best, html, text };

    SlotSet slots; ///< Without those that are newer than the request's version.
    std::vector<ExtendedFieldPath>
        extended; ///< Also those that are slots: they are shown as they were asked for.
    Body body = Body::best; ///< As which of its forms a body is to be shown.
    bool knows_2010 = true; ///< Older clients do not know what came with Exchange2010 within an element.

    bool has(Slot slot) const { return contains(slots, slot); }

    friend bool operator==(ItemShape const&, ItemShape const&) = default;
};

}
