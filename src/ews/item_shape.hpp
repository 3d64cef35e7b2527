// ItemShape on the wire: how much of an item an answer is to hold.
// Source: spec/contacts.md 2; spec/versions.md 4; spec/clients.md.
#pragma once

#include "core/items/item_shape.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

/// In: an operation with an ItemShape, and the version that the request states. Properties that are newer than it are left
/// out of the base shapes; properties that contacts never have are read over, for clients ask for them.
/// Refused: a missing or unknown BaseShape, a path that is none of the schema's; incorrect_schema_version for a newer
/// property that is named; invalid_request for more than limits::extended_paths_max.
Readable<ItemShape> read_item_shape(xml::Element const& operation, Schema stated);

/// What AllProperties means in the newest version.
ItemShape all_properties();

/// The shape without what a request of this version may not name.
ItemShape known_in(ItemShape shape, Schema stated);

/// Written as AllProperties where it has them all, else as IdOnly, with what else there is: reads back as the same shape
/// by the newest version.
void write_item_shape(xml::Writer& writer, ItemShape const& shape);

}
