// Who an address or an id is, as far as a caller may know.
#pragma once

#include "core/ports/directory.hpp"
#include "core/principal.hpp"

namespace likeness::service {

/// Whether `person` is there for `caller`: who is hidden is for admins and for themself.
inline bool is_there_for(Principal const& caller, Person const& person)
{
    return may_see(caller, person.visibility) || (caller.address && person.has(*caller.address));
}

/// What the directory found, without whom `caller` may not see: for them these people are not there.
inline Result<std::optional<Person>> visible_to(
    Principal const& caller, Result<std::optional<Person>>&& found)
{
    if (found && *found && !is_there_for(caller, **found)) return std::nullopt;
    return std::move(found);
}

}
