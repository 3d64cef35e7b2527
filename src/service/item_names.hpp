// The names under which an item is filed, shown and listed - FileAs, DisplayName, Subject - where nobody has given others.
// Source: spec/contacts.md 7; MS-OXOCNTC 2.2.1.1.11, PidLidFileUnderId.
#pragma once

#include "core/items/item_content.hpp"
#include "core/items/slot_table.hpp"

namespace likeness::service {

/// Gives a new item the names that it has not: DisplayName from its parts, FileAs as FileAsMapping says or else
/// "Last, First", Subject from these. FileAs follows a FileAsMapping other than None even where it was given.
void fill_names(ItemContent& content);

/// After a change of an item: a name that was made of something else is made anew, one that somebody gave stays.
/// In: the item before; what the change has named; the item now. A FileAs that the change gives without a FileAsMapping
/// ends the mapping.
void refresh_names(ItemContent const& before, SlotSet const& named, ItemContent& now);

}
