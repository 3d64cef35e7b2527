// Pictures and certificates within a card.
// Source: RFC 2426, 3.1.4 and 3.7.2; RFC 6350, 6.2.4 and 6.8.1; RFC 2397.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "vcard/card_reader.hpp"

#include <string>
#include <string_view>

namespace likeness::vcard {

/// The bytes of a property in base64 or a data: URI. The error is a part of a sentence: that they are elsewhere, at an
/// address, or cannot be read.
base::BasicResult<base::Bytes, std::string> bytes_from(ContentLine const& line);

/// The same of a PHOTO, which must be a JPEG, PNG, GIF or BMP of at most limits::contact_photo_bytes_max.
base::BasicResult<base::Bytes, std::string> picture_from(ContentLine const& line);

/// A property that bytes_from reads the same. In: "image/jpeg"; `short_type` is what 3.0 says of it, "JPEG". `version` is
/// not 2.1.
ContentLine binary_line(std::string_view name, base::ByteView bytes, std::string_view media_type,
    std::string_view short_type, Version version);

/// A PHOTO. A picture of a type that is not known has none.
ContentLine picture_line(base::ByteView bytes, Version version);

}
