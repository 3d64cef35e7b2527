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
