// GetPersona on the wire, both ways.
// Source: spec/directory.md 6.
#pragma once

#include "core/operations/get_persona.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:GetPersona element. Which properties are asked for is read over: all are answered.
/// Refused: neither a PersonaId nor an EmailAddress with an address; a PersonaId without an Id; paths that
/// read_persona_property refuses.
Readable<GetPersona> read_get_persona(xml::Element const& operation, Schema stated);

void write_get_persona(xml::Writer& writer, GetPersona const& request);

/// The flat response element, which is called GetPersonaResponseMessage. A failure has an empty Persona, as the schema
/// demands.
void write_get_persona_response(ResponseWriter& response, GetPersonaAnswer const& answer);

/// Refused: an element that is no GetPersonaResponseMessage, one that tells no error and has no Persona.
Readable<GetPersonaAnswer> read_get_persona_response(xml::Element const& content);

}
