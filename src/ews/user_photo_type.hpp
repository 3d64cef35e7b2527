// UserPhotoType: whether a person's picture is meant or the banner above their profile, which is not kept here.
// Source: spec/photos.md 2, 5.1 and 6.
#pragma once

#include "base/ascii.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

enum class UserPhotoType { user_photo, profile_header_photo };

inline constexpr std::string_view photo_not_found_text = "The photo wasn't found.";

/// The TypeRequested child; user_photo where there is none. Refused: any other text.
inline Readable<UserPhotoType> read_type_requested(xml::Element const& operation)
{
    constexpr std::array<std::pair<std::string_view, UserPhotoType>, 2> names {
        { { "UserPhoto", UserPhotoType::user_photo },
            { "ProfileHeaderPhoto", UserPhotoType::profile_header_photo } }
    };
    auto const* const type = operation.child(messages, "TypeRequested");
    if (!type) return UserPhotoType::user_photo;
    return enumerated(*type, base::trim(type->text), names);
}

}
