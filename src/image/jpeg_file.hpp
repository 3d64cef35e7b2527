// Pixels as a JPEG file.
#pragma once

#include "base/bytes.hpp"
#include "image/vips.hpp"

namespace likeness::image {

struct JpegSettings {
    int quality = 90; ///< 1 to 100, as libjpeg counts.
    bool optimise_coding = false; ///< Codes made for this picture: a few percent smaller, in twice the time.
};

/// Without metadata, chroma at half the resolution. `image` is 8-bit sRGB.
Result<base::Bytes> jpeg_file(VipsImage* image, JpegSettings const& settings);

}
