// Which of a person's two pictures shows for a size: the rule, and why it says so.
// Source: spec/photos.md 3.2.
#pragma once

#include "core/photo.hpp"
#include "core/ports/photo_store.hpp"
#include "service/photo_policy.hpp"

#include <optional>

namespace likeness::service {

/// What the directory says of a person's thumbnail.
struct ThumbnailFacts {
    bool is_known = true; ///< False: the directory cannot be asked.
    std::optional<base::Seconds> changed_at; ///< nullopt: there is none.
};

/// What the rule looks at.
struct PhotoFacts {
    std::optional<base::Seconds> stored_at; ///< When the mailbox photo was stored; nullopt: there is none.
    bool removed = false; ///< The tombstone.
    ThumbnailFacts thumbnail;
};

enum class PhotoOrigin {
    nothing,
    mailbox, ///< The mailbox photo: exactly the size asked for, or the largest.
    directory, ///< The directory's thumbnail, as it is.
    cannot_tell, ///< Nothing is left to show, and the directory cannot be asked.
};

enum class PhotoReason {
    thumbnail_is_preferred, ///< Of HR48x48, by the policy.
    thumbnail_is_newer, ///< Of HR48x48, where the policy is to take the newest.
    only_thumbnail, ///< There is no mailbox photo.
    mailbox_photo, ///< There is one, and nothing goes before it.
    mailbox_photo_is_newer, ///< Of HR48x48, where the policy is to take the newest.
    mailbox_photo_meanwhile, ///< Of HR48x48, which prefers a thumbnail: but the directory cannot be asked.
    removed, ///< The tombstone keeps the directory's picture from standing in.
    no_picture, ///< Neither source has one.
    directory_is_silent,
};

struct PhotoChoice {
    PhotoOrigin origin = PhotoOrigin::nothing;
    PhotoReason reason = PhotoReason::no_picture;

    friend bool operator==(PhotoChoice const&, PhotoChoice const&) = default;
};

PhotoChoice choose_photo(PhotoSize size, PhotoFacts const& facts, PhotoPolicy const& policy);

/// Whether the choice may depend on the thumbnail: where it does not, the directory need not be asked.
bool needs_thumbnail(PhotoSize size, PhotoLookup const& stored, PhotoPolicy const& policy);

/// The facts of what was read.
PhotoFacts facts_of(PhotoLookup const& stored, Result<std::optional<Photo>> const& thumbnail);

}
