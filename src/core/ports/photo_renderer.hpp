// PhotoRenderer: an uploaded file in, square renditions out; and a rendition in fewer bytes.
// Source: spec/photos.md 10; spec/directory.md 8.
#pragma once

#include "core/photo.hpp"

#include <vector>

namespace likeness {

class PhotoRenderer {
public:
    virtual ~PhotoRenderer() = default;

    /// In: an encoded JPEG, PNG, GIF, WebP, TIFF or (where built in) HEIF of at most
    /// limits::upload_bytes_max bytes and limits::upload_pixels_max pixels. Out: the centre square as
    /// one sRGB JPEG without metadata for each code not larger than it, smallest first; for a square
    /// below 48 pixels one at native size, filed under HR48x48.
    /// Any thread may call it; blocks, at most limits::renderer_time_max.
    /// Errors: content_conversion_failed (no picture, broken, or a kind we do not read),
    /// data_size_limit_exceeded, internal_server_transient_error (the renderer crashed, hung or grew),
    /// server_busy.
    virtual Result<std::vector<Rendition>> render(base::ByteView upload) = 0;

    /// In: one of the JPEGs that render made. Out: the same pixels as a JPEG of `bytes_max` bytes at most, at the
    /// highest quality from 95 down to 30 that allows it. One that fits as it is need not be asked about.
    /// Any thread may call it; blocks, at most limits::renderer_time_max.
    /// Errors: content_conversion_failed when it does not fit at 30, or is none of render's; the others of render.
    virtual Result<base::Bytes> fit(base::ByteView jpeg, std::size_t bytes_max) = 0;
};

}
