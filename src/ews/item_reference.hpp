// How a request names items, and how an answer does: ItemId.
// Source: spec/contacts.md 1.
#pragma once

#include "core/items/item_reference.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

/// In: t:ItemId, or an id of an occurrence, of which there are none here: item_not_found. The inner result is what the
/// answer's message says instead; invalid_change_key for one that is no base64.
/// Refused: any other element, a missing Id.
Readable<Result<ItemReference>> read_item_reference(xml::Element const& element);

/// The ids in the operation's child `name`. Refused: as above; a list that is missing or empty; invalid_request for more
/// than limits::ids_per_call_max.
Readable<ItemReferences> read_item_references(xml::Element const& operation, std::string_view name);

/// `name` with its prefix, a literal. A change key that is "" is left out.
void write_item_id(xml::Writer& writer, std::string_view name, ItemReference const& id);

/// Errors in the list are left out.
void write_item_references(xml::Writer& writer, std::string_view name, ItemReferences const& references);

}
