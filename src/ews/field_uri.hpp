// The names that the schema has for properties.
// Source: types.xsd, UnindexedFieldURIType, DictionaryURIType and MapiPropertyTypeType.
#pragma once

#include <string_view>

namespace likeness::ews {

/// "folder:DisplayName", "item:Attachments" and so on; case matters.
bool is_field_uri(std::string_view text);

/// "contacts:EmailAddress" and so on: properties with entries that have an index.
bool is_indexed_field_uri(std::string_view text);

/// "String", "Binary" and so on: the types of a property of MAPI.
bool is_property_type(std::string_view text);

}
