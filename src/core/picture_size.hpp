// How many pixels a picture says it has: read from its header, by nothing that decodes.
// Source: ITU-T T.81 B.2.2 (JPEG), PNG specification 11.2.1, GIF89a 18, BITMAPINFOHEADER (BMP).
#pragma once

#include "base/bytes.hpp"

#include <cstdint>
#include <optional>

namespace likeness {

struct PictureSize {
    std::uint32_t width_px = 0;
    std::uint32_t height_px = 0;

    friend bool operator==(PictureSize const&, PictureSize const&) = default;
};

/// What a JPEG, PNG, GIF or BMP says of itself, as it is stored: an orientation in its metadata is not looked at, and
/// of an animation it is the whole canvas. nullopt for other bytes, a header that is cut short, and an edge of 0.
/// Any bytes are fine; takes time for the segments before a JPEG's frame at most. That the pixels are there is for a
/// decoder to find out.
std::optional<PictureSize> read_picture_size(base::ByteView file);

}
