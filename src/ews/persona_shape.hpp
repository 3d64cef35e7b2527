// PersonaShape on the wire: how much of a persona a list is to hold.
// Source: spec/directory.md 6; types.xsd, PersonaResponseShapeType.
#pragma once

#include "core/persona.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

/// In: an operation that may have a PersonaShape; without one it is as Default. Properties of personas that are not ours
/// are read over, also those that only newer schemas have.
/// Refused: a missing or unknown BaseShape; a path that is none of the schema's and none of a persona's.
Readable<PersonaShape> read_persona_shape(xml::Element const& operation);

/// Written as IdOnly with what else there is: reads back as the same shape.
void write_persona_shape(xml::Writer& writer, PersonaShape const& shape);

/// The property that a path names; nullopt for what is none of ours.
/// Refused: as above.
Readable<std::optional<PersonaProperty>> read_persona_property(xml::Element const& path);

/// As a path: "persona:DisplayName". A literal.
std::string_view persona_uri(PersonaProperty property);

}
