#include "image/square.hpp"

#include <algorithm>

namespace likeness::image {

namespace {

// EXIF orientations (tag 0x0112) in which the stored columns, or rows, run against the upright picture's
// columns or rows.
bool columns_run_backwards(int orientation)
{
    return orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
}

bool rows_run_backwards(int orientation)
{
    return orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
}

int start_of_middle(int length, int edge, bool backwards)
{
    auto const surplus = length - edge;
    return backwards ? surplus - surplus / 2 : surplus / 2;
}

}

Result<Image> centre_square(Image image)
{
    auto const width = vips_image_get_width(image.get());
    auto const height = vips_image_get_height(image.get());
    if (width == height) return image;
    auto const edge = std::min(width, height);
    auto const orientation = vips_image_get_orientation(image.get());
    auto const left = start_of_middle(width, edge, columns_run_backwards(orientation));
    auto const top = start_of_middle(height, edge, rows_run_backwards(orientation));
    return run(
        [&](VipsImage** out) { return vips_extract_area(image.get(), out, left, top, edge, edge, nullptr); });
}

Result<Image> shrink_square(VipsImage* square, int edge_px)
{
    auto const scale = static_cast<double>(edge_px) / vips_image_get_width(square);
    return run([&](VipsImage** out) { return vips_resize(square, out, scale, nullptr); });
}

Result<Image> upright(Image image)
{
    return run([&](VipsImage** out) { return vips_autorot(image.get(), out, nullptr); });
}

Result<Image> into_memory(Image image)
{
    return run([&](VipsImage** out) {
        *out = vips_image_copy_memory(image.get());
        return *out == nullptr ? -1 : 0;
    });
}

}
