// Who may change whose photo.
// Source: spec/auth.md 6; spec/photos.md 6.
#pragma once

#include "core/ports/directory.hpp"
#include "core/principal.hpp"

#include <algorithm>

namespace likeness::service {

/// The person with this address, where `caller` may change their photo.
/// Access is judged before existence: only an admin can learn that an address is nobody's.
/// Errors: access_denied, non_existent_mailbox, the directory's.
Result<Person> person_to_change(EmailAddress const& email, Principal const& caller, Directory& directory);

}
