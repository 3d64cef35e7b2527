// The middle of a picture, upright.
#pragma once

#include "image/vips.hpp"

namespace likeness::image {

/// The centre square, cut from the picture as it is stored. Where the longer side leaves an odd pixel, it
/// is cut so that all eight orientations of a picture end in the same square.
Result<Image> centre_square(Image image);

/// Lanczos; never larger: `edge_px` is at most the square's own edge.
Result<Image> shrink_square(VipsImage* square, int edge_px);

/// Turned and mirrored as EXIF says. The image must be in memory.
Result<Image> upright(Image image);

/// All pixels computed, now, and kept; the file it came from may go.
Result<Image> into_memory(Image image);

}
