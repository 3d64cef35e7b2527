// GetUserPhoto: the request and the answer, whichever wire they travel on.
// Source: spec/photos.md 3 to 5.
#pragma once

#include "core/email_address.hpp"
#include "core/person.hpp"
#include "core/photo.hpp"

#include <optional>

namespace likeness {

struct GetUserPhoto {
    EmailAddress email;
    PhotoSize size = PhotoSize::hr648x648;

    friend bool operator==(GetUserPhoto const&, GetUserPhoto const&) = default;
};

/// What a caller is answered.
struct UserPhotoAnswer {
    bool has_changed = true; ///< False: it is what the caller's validator names, and `picture` is empty.
    std::string content_type; ///< Of the picture.
    base::Bytes picture; ///< The encoded file.

    friend bool operator==(UserPhotoAnswer const&, UserPhotoAnswer const&) = default;
};

/// What was found, before it is judged who asks: a cache keeps this and judges each caller.
struct FoundUserPhoto {
    std::optional<PersonId> person; ///< nullopt: nobody has this address.
    Visibility visibility = Visibility::visible;
    std::optional<Photo> photo; ///< nullopt: no picture may be shown.
    bool may_be_cached = true; ///< False when a source was down and this is second best.

    friend bool operator==(FoundUserPhoto const&, FoundUserPhoto const&) = default;
};

}
