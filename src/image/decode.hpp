// An uploaded file as a libvips image, after every limit was checked and before any pixel was decoded.
#pragma once

#include "core/picture_type.hpp"
#include "image/render_picture.hpp"
#include "image/vips.hpp"

namespace likeness::image {

struct Size {
    int width_px = 0;
    int height_px = 0;
};

/// A picture of which only the header has been read.
struct Header {
    PictureType type = PictureType::jpeg;
    Size size; ///< As stored, before orientation.
};

/// What the file says of itself, when that is within `limits`.
/// Errors: content_conversion_failed, data_size_limit_exceeded.
Result<Header> read_header(base::ByteView file, PictureLimits const& limits);

/// The picture's first frame, decoded row by row as it is read, top to bottom, once. A JPEG may come out
/// two, four or eight times smaller, when that leaves its shorter side at twice `edge_px` or more: the
/// decoder's own shrinking is a box, which Lanczos makes good when there is something left to do.
/// `file` must outlive the image. Errors: content_conversion_failed.
Result<Image> decode(base::ByteView file, Header const& header, int edge_px);

/// To be asked once the pixels are there: content_conversion_failed when the decoder went on past a hole
/// in the file and made something up.
Result<> check_for_holes();

}
