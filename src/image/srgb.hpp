// Any colours in, 8-bit sRGB on white out.
#pragma once

#include "image/vips.hpp"

namespace likeness::image {

/// The picture without alpha, white where it was transparent, in its own colour space. Bands past alpha
/// are dropped. To be done before pixels are mixed: what is invisible must not bleed into what is not.
/// Errors: content_conversion_failed for colours that libvips cannot convert.
Result<Image> on_white(Image image);

/// Three bands of eight bits, by the picture's own profile where it has a sound one.
Result<Image> to_srgb(Image image);

}
