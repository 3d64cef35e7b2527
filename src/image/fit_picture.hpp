// One of our own renditions in, the same picture in fewer bytes out: for directories that take small thumbnails only.
// Source: spec/directory.md 8.
#pragma once

#include "image/render_picture.hpp"

namespace likeness::image {

/// The qualities that are tried. Below the least a face falls into blocks.
inline constexpr int fit_quality_min = 30;
inline constexpr int fit_quality_max = 95;

/// The same pixels as a JPEG of `bytes_max` bytes at most, at the highest quality that allows it.
///
/// In: a square JPEG of at most 648 pixels along each side, within `limits`. start_decoders() comes first; one call at
/// a time in a process.
/// Errors: content_conversion_failed when it is none, or does not fit at the least quality;
/// data_size_limit_exceeded; internal_server_transient_error (out of memory).
Result<base::Bytes> fit_picture(base::ByteView jpeg, std::size_t bytes_max, PictureLimits const& limits = {});

}
