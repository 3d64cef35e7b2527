// An uploaded picture in, its square renditions out. No I/O: bytes in memory on both sides.
// Source: spec/photos.md 10.
#pragma once

#include "base/bytes.hpp"
#include "core/limits.hpp"
#include "core/photo.hpp"

#include <vector>

namespace likeness::image {

struct PictureLimits {
    std::size_t bytes_max = limits::upload_bytes_max;
    std::uint64_t pixels_max = limits::upload_pixels_max;
    std::uint32_t edge_px_max = limits::upload_edge_px_max;
    int jpeg_scans_max = limits::upload_jpeg_scans_max;
};

/// The centre square of the picture's first frame, upright, on white, as one sRGB JPEG without metadata
/// for each code not larger than it, smallest first; for a square below 48 pixels one at native size,
/// filed under HR48x48. The limits are checked before a pixel is decoded.
///
/// start_decoders() comes first; one call at a time in a process.
/// Errors: content_conversion_failed, data_size_limit_exceeded, internal_server_transient_error (out of
/// memory).
Result<std::vector<Rendition>> render_picture(base::ByteView upload, PictureLimits const& limits = {});

}
