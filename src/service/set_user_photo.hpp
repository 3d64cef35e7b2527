// SetUserPhoto: an uploaded picture becomes somebody's photo.
// Source: spec/photos.md 6 and 10.
#pragma once

#include "core/operations/set_user_photo.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/photo_renderer.hpp"
#include "core/ports/photo_store.hpp"
#include "core/principal.hpp"
#include "service/entity_tag.hpp"
#include "service/photo_policy.hpp"
#include "service/write_back.hpp"

namespace likeness::service {

struct SetUserPhotoPorts {
    Directory& directory;
    PhotoStore& photos;
    PhotoRenderer& renderer;
    EntityTags const& tags;
    Clock const& clock;
    PhotoPolicy const& policy;
    std::optional<WriteBack> write_back = std::nullopt; ///< nullopt: no directory elsewhere.
};

/// What is stored now, and whose it is.
struct StoredUserPhoto {
    PersonId person;
    PhotoSummary photo;
    std::optional<Error>
        thumbnail_trouble; ///< Why the directory elsewhere still shows the thumbnail from before.
};

/// Renders and stores; then writes the thumbnail into the person's directory elsewhere, where that is wanted. Somebody
/// of a directory that is asked live is remembered in the mirror first.
/// Errors: access_denied unless the caller is an admin or the person themself, judged before it is looked up
/// whether there is such a person; non_existent_mailbox; data_size_limit_exceeded and
/// content_conversion_failed for the bytes; those of the ports.
Result<StoredUserPhoto> set_user_photo(
    SetUserPhoto const& request, Principal const& caller, SetUserPhotoPorts const& ports);

}
