// Pictures for the tests of the picture room, made here: no file from anybody else is needed.
#pragma once

#include "base/bytes.hpp"
#include "image/vips.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace likeness::image::test {

/// libvips' answer, which the test takes for granted; ends the test program when there is none.
Image made(Result<Image> image);

/// Four flat quarters, 8-bit sRGB: red, green; blue, yellow.
Image quarters(int width_px, int height_px);

/// What a camera takes, as far as its spectrum goes: in nature every octave has about the same contrast.
/// With a little grain, so that its JPEG weighs what a camera's does. The same for the same size.
/// Source: Field, Relations between the statistics of natural images and ..., 1987.
Image ordinary_picture(int width_px, int height_px);

/// The image as a file; `format` as libvips spells it: ".jpg[Q=90]".
base::Bytes encoded(VipsImage* image, std::string const& format);

/// The letters and digits of a format, for a test's name.
std::string as_name(std::string format);

struct Pixels {
    int width_px = 0;
    int height_px = 0;
    int bands = 0;
    std::vector<std::uint8_t> values;

    std::array<int, 3> at(int x, int y) const;
};

Pixels pixels_of(VipsImage* image);
Pixels decoded(base::ByteView jpeg);

/// How alike the two look, by structure: 1 when they are equal. Of the luma, 11 x 11 Gaussian windows.
/// Source: Wang and others, Image quality assessment: from error visibility to structural similarity, 2004.
double structural_similarity(Pixels const& left, Pixels const& right);

}
