// Who an address or an id is, as far as a caller may know.
#pragma once

#include "core/ports/directory.hpp"
#include "core/principal.hpp"

namespace likeness::service {

/// What the directory found, without whom `caller` may not see: for them these people are not there. Who is hidden is
/// there for themself.
inline Result<std::optional<Person>> visible_to(
    Principal const& caller, Result<std::optional<Person>>&& found)
{
    bool const is_somebody_else = found && *found && !(caller.address && (*found)->has(*caller.address));
    if (is_somebody_else && !may_see(caller, (*found)->visibility)) return std::nullopt;
    return std::move(found);
}

}
