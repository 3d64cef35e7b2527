// What a response message says of one item: m:Items with it, or empty in a failure, as Exchange's is.
// Source: spec/contacts.md 2, 7 and 8.
#pragma once

#include "ews/item_element.hpp"

namespace likeness::ews {

/// nullptr: an empty list.
inline void write_item_message(xml::Writer& writer, ShownItem const* item)
{
    writer.open("m:Items");
    if (item) write_item(writer, *item);
    writer.close();
}

/// Refused: a message that holds not exactly one item.
inline Readable<ShownItem> read_item_message(xml::Element const& message)
{
    auto items = read_items(message, messages, "Items");
    if (!items) return tl::unexpected(items.error());
    if (items->size() != 1) return refuse_form(message.at, "the message holds not exactly one item");
    return std::move(items->front());
}

}
