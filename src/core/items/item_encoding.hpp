// An item's content as the bytes that a store keeps.
#pragma once

#include "core/error.hpp"
#include "core/items/item_content.hpp"
#include "core/items/slot_table.hpp"

#include <string>
#include <string_view>

namespace likeness {

/// Stable: what one version of the program has written every later one reads; equal contents are equal bytes.
std::string encode(ItemContent const& content);

/// In: any bytes. Properties under numbers that this program does not know are kept as they are, for a newer one.
/// Errors: internal_server_error for bytes that encode() has not made, whatever they claim; it takes no more memory than
/// some times their length.
Result<ItemContent> decode_item(std::string_view bytes);

/// The kind and these slots alone, as far as they are there: for who looks at a few of many items. The rest is not read,
/// nor judged. Errors: as decode_item.
Result<ItemContent> decode_slots(std::string_view bytes, SlotSet const& wanted);

}
