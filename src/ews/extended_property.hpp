// ExtendedProperty on the wire, both ways.
// Source: spec/contacts.md 2; types.xsd, ExtendedPropertyType.
#pragma once

#include "core/items/item_content.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

void write_extended_property(xml::Writer& writer, ExtendedProperty const& property);

/// Refused: an element without a path or a value; what read_property_path refuses.
Readable<ExtendedProperty> read_extended_property(xml::Element const& element);

}
