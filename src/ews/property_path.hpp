// The paths by which requests name properties: FieldURI, IndexedFieldURI and ExtendedFieldURI.
// Source: spec/contacts.md 2.
#pragma once

#include "core/property_path.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

/// Whether the element is one of the three.
bool is_property_path(xml::Element const& element);

/// Refused: any other element; a URI or type that is none of the schema's; what is missing.
Readable<PropertyPath> read_property_path(xml::Element const& element);

void write_property_path(xml::Writer& writer, PropertyPath const& path);

}
