// Contact and DistributionList as elements: what an answer shows, and what a request wants to be kept, both ways.
// Source: spec/contacts.md 3 and 7; types.xsd, ItemType, ContactItemType and DistributionListType.
#pragma once

#include "core/items/shown_item.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

/// Everything that the item has, in the schema's order.
void write_item(xml::Writer& writer, ShownItem const& item);

/// <NAME> with the items in it; `name` with its prefix, a literal.
void write_items(xml::Writer& writer, std::string_view name, std::vector<ShownItem> const& items);

/// Whether the element is a contact or a list.
bool is_item(xml::Element const& element);

/// What is not of a ShownItem is read over.
/// Refused: an element that is no contact and no list; values that are none of the schema's.
Readable<ShownItem> read_item(xml::Element const& element);

/// The contacts and lists in `parent`'s child of this name; none where there is no such child.
Readable<std::vector<ShownItem>> read_items(
    xml::Element const& parent, xml::Space space, std::string_view name);

/// What a client wants to be kept. The inner result is what the answer's message says instead: invalid_property_set for
/// a property that cannot be written; invalid_extended_property_value; invalid_operation for an item of another kind;
/// what read_written_attachment says. The mark that an item has a picture is read over, as programs write it.
/// Refused: an element that is no item; values that are none of the schema's; incorrect_schema_version for what is newer
/// than the request.
Readable<Result<WrittenItem>> read_written_item(xml::Element const& element, Schema stated);

/// The same of what holds the new value of a property: it may be of an item that does not say its kind, and counts as a
/// contact then. Errors and refusals: those of read_written_item.
Readable<Result<WrittenItem>> read_changed_item(xml::Element const& element, Schema stated);

/// As a request has it.
void write_written_item(xml::Writer& writer, WrittenItem const& item);

}
