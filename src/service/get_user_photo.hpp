// GetUserPhoto: which picture of a person is served for a size.
// Source: spec/photos.md 3.2.
#pragma once

#include "core/operations/get_user_photo.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/photo_store.hpp"
#include "core/principal.hpp"
#include "service/photo_policy.hpp"

namespace likeness::service {

/// What is to be served, before it is judged who asks (may_see): for caches, which judge each caller.
/// Errors: those of `photos` and `directory`, when nothing else is left to serve: "cannot tell" is never
/// answered as "no photo".
Result<FoundUserPhoto> find_user_photo(
    GetUserPhoto const& request, PhotoReader& photos, Directory& directory, PhotoPolicy const& policy);

/// The picture that `caller` gets. Errors: as above, and item_not_found for no photo, an unknown person and
/// one whom the caller may not see, all three alike.
Result<Photo> get_user_photo(GetUserPhoto const& request, Principal const& caller, PhotoReader& photos,
    Directory& directory, PhotoPolicy const& policy);

}
