// Properties of an item that have values, as elements, both ways: run off the table.
// Source: spec/contacts.md 3; types.xsd, ItemType and ContactItemType.
#pragma once

#include "core/items/item_content.hpp"
#include "core/items/slot_table.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

/// The version that brought a property.
Schema schema_of(SchemaStep step);

/// Whether a request of this version may not name the property. Exchange2010_SP1 may name what only later versions show.
bool is_newer(SlotDescription const& row, Schema stated);

/// In: the rows of one element. Writes it where one of them has a value; a body without a type is text.
void write_values(xml::Writer& writer, std::span<SlotDescription const> rows, SlotValues const& values);

/// Reads an element of the table into `values`; an empty text, and an entry without one, is absent. An address' Country is
/// read as its CountryOrRegion: programs that are older than the schema send it.
/// In: the rows of this element, which have values.
/// Refused: keys, names, numbers, truths and times that are none of the schema's.
Readable<void> read_values(
    xml::Element const& element, std::span<SlotDescription const> rows, SlotValues& values);

/// "t:GivenName": for good.
std::string_view tag_of(SlotDescription const& row);

}
