// What a request wants to be kept of an item, made into what is stored: defaults, updates, limits.
// Source: spec/contacts.md 5, 7 and 8.
#pragma once

#include "core/items/mailbox_records.hpp"
#include "core/items/shown_item.hpp"
#include "core/operations/update_item.hpp"

#include <span>

namespace likeness::service {

/// A new item as it is to be stored: with its class, its names, Sensitivity and Importance where they were not said, and a
/// key for each member of a list.
/// Errors: object_type_changed for a class that is none of the item's kind; invalid_property_set for what this kind does not
/// have; invalid_extended_property_value for one that is not of the type that its path states; data_size_limit_exceeded past property_bytes_max, texts_per_property_max, extended_properties_max and
/// list_members_max of limits.
Result<ItemContent> new_content(ItemContent written);

/// The item after all updates, in order; names that were made of what has changed are made anew.
/// Errors: as new_content.
Result<ItemContent> updated_content(ItemContent const& before, std::span<PropertyUpdate const> updates);

/// What the updates name, where two of them may collide: slots, and extended_properties or members for those.
SlotSet named_by(std::span<PropertyUpdate const> updates);

/// Where two contents differ, in the same words.
SlotSet difference(ItemContent const& before, ItemContent const& now);

NewAttachment new_attachment(FileAttachment written);

}
