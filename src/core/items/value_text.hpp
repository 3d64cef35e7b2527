// Values of slots as text, and back: what an element holds, what a restriction compares with, and the values of
// properties of MAPI.
// Source: spec/contacts.md 2 and 3; types.xsd.
#pragma once

#include "core/items/item_content.hpp"
#include "core/items/slot_table.hpp"

namespace likeness {

/// The value that the text stands for by the schema: of a list one that holds it. nullopt where it is none of the row's
/// kind, or the row has no values.
std::optional<SlotValue> value_from(SlotDescription const& row, std::string_view text);

/// How the schema writes it: a name for an enumerated value, and nothing for a list.
std::string text_from(SlotDescription const& row, SlotValue const& value);

/// The slot that is this property of MAPI, when its type is also the slot's; nullopt: it is a property of its own.
SlotDescription const* slot_for(ExtendedFieldPath const& path);

/// The same values as MAPI has them: an enumerated one is its number. nullopt where they are none of the row's kind.
std::optional<SlotValue> value_from_mapi(SlotDescription const& row, Texts const& values);
Texts texts_for_mapi(SlotValue const& value);

}
