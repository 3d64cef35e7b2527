// Removing a mailbox photo: for good (a tombstone), or so that the directory's picture shows again.
// Source: spec/photos.md 3.2 and 10, step 7.
#pragma once

#include "core/ports/clock.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/photo_store.hpp"
#include "core/principal.hpp"
#include "service/write_back.hpp"

namespace likeness::service {

enum class Removal {
    leave_nothing, ///< No picture shows afterwards, not even the directory's.
    use_directory, ///< The directory's picture, if there is one, shows afterwards.
};

struct RemoveUserPhotoPorts {
    Directory& directory;
    PhotoStore& photos;
    Clock const& clock;
    std::optional<WriteBack> write_back = std::nullopt; ///< nullopt: no directory elsewhere.
};

struct RemovedUserPhoto {
    PersonId person;
    std::optional<Error> thumbnail_trouble; ///< Why the directory elsewhere still shows a thumbnail.
};

/// Where nothing is to be left, the thumbnail in the person's directory elsewhere goes too, if we may write it.
/// Errors: access_denied unless the caller is an admin or the person themself; non_existent_mailbox; those
/// of the ports.
Result<RemovedUserPhoto> remove_user_photo(
    EmailAddress const& email, Removal removal, Principal const& caller, RemoveUserPhotoPorts const& ports);

}
