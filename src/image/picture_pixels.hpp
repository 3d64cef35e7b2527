// A picture's pixels, for showing it where it is received.
#pragma once

#include "core/pixels.hpp"
#include "image/render_picture.hpp"

namespace likeness::image {

/// The whole first frame, upright, on white, shrunk in proportion until neither side is longer than `edge_px_max`; never
/// larger than it is. The limits are checked before a pixel is decoded.
///
/// start_decoders() comes first; one call at a time in a process.
/// Errors: content_conversion_failed, data_size_limit_exceeded, internal_server_transient_error (out of memory).
Result<Pixels> picture_pixels(base::ByteView file, int edge_px_max, PictureLimits const& limits = {});

}
