// GetPersona: all that there is to tell of one person.
// Source: spec/directory.md 6.
#pragma once

#include "core/operations/get_persona.hpp"
#include "service/people_ports.hpp"

namespace likeness::service {

/// Somebody of the directory, or a contact that FindPeople listed.
/// May block. Errors, in Exchange's words: item_not_found for nobody and for whom the caller may not see, alike;
/// invalid_id_malformed; invalid_smtp_address; those of the directory.
GetPersonaAnswer get_persona(GetPersona const& request, Principal const& caller, PeoplePorts const& ports);

}
