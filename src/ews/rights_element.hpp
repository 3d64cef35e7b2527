// What a caller may do with a folder or an item, as an element, both ways.
// Source: types.xsd, EffectiveRightsType; spec/contacts.md 3.
#pragma once

#include "core/folder.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

void write_rights(xml::Writer& writer, EffectiveRights const& rights);

/// What is missing is not allowed. Refused: what is no truth.
Readable<EffectiveRights> read_rights(xml::Element const& element);

}
