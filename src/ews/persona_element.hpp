// A persona on the wire, as a list holds it and as GetPersona shows it.
// Source: spec/directory.md 6; types.xsd, PersonaType.
#pragma once

#include "core/persona.hpp"
#include "ews/kept_text.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

/// `name` is the element's, with its prefix; a literal. Details are written as lists of attributed values, and what a
/// list has of the rest as such too.
void write_persona(xml::Writer& writer, std::string_view name, Persona const& persona);

/// Takes what there is; what stands in a list of attributed values alone is taken from its first. There are details
/// where there are attributions.
Persona read_persona(xml::Element const& element, KeptText& texts);

}
