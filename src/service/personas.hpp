// Personas: people of the directory as FindPeople and GetPersona show them.
// Source: spec/directory.md 6.
#pragma once

#include "core/persona.hpp"
#include "service/people_ports.hpp"

namespace likeness::service {

/// The id that GetPersona reads back. It says nothing to who has not the key, and nobody can make one up.
std::string persona_id_of(PersonId person, ObjectIds const& ids);

/// Somebody of the directory or, where `item` is not 0, a contact in `person`'s mailbox.
struct NamedPersona {
    PersonId person;
    ItemNumber item = 0;
};

/// Whose id it is. Errors: invalid_id_empty; invalid_id_malformed also for an id of anything else.
Result<NamedPersona> persona_named(std::string_view id, ObjectIds const& ids);

/// All that a list shows of somebody; the texts are those of `person`.
Persona persona_of(Person const& person, ObjectIds const& ids);

/// And what only GetPersona shows; `manager` is the name of theirs, or empty.
PersonaDetails persona_details_of(Person const& person, std::string_view manager);

/// `persona` without what `shape` does not ask for.
Persona shaped(Persona persona, PersonaShape const& shape);

}
