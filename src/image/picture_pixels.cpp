#include "image/picture_pixels.hpp"

#include "image/decode.hpp"
#include "image/square.hpp"
#include "image/srgb.hpp"

#include <algorithm>
#include <cmath>

namespace likeness::image {

namespace {

constexpr int rgb_bands = 3;

// The scale of one side; at least a pixel is left of it.
double scale_of(int length, double scale)
{
    return std::max(1.0, std::round(length * scale)) / length;
}

Result<Image> shrunk(Image image, int edge_px_max)
{
    auto const width = vips_image_get_width(image.get());
    auto const height = vips_image_get_height(image.get());
    auto const longer = std::max(width, height);
    if (longer <= edge_px_max) return image;
    auto const scale = static_cast<double>(edge_px_max) / longer;
    return run([&](VipsImage** out) {
        return vips_resize(
            image.get(), out, scale_of(width, scale), "vscale", scale_of(height, scale), nullptr);
    });
}

Result<Image> without_holes(Image image)
{
    return check_for_holes().map([&] { return std::move(image); });
}

Result<Pixels> rgb_of(Image image)
{
    if (vips_image_get_bands(image.get()) != rgb_bands
        || vips_image_get_format(image.get()) != VIPS_FORMAT_UCHAR)
        return fail(Code::content_conversion_failed, "The picture's colours are of a kind that is not read.");
    auto const width = static_cast<std::uint32_t>(vips_image_get_width(image.get()));
    auto const height = static_cast<std::uint32_t>(vips_image_get_height(image.get()));
    auto const* const first = static_cast<std::byte const*>(vips_image_get_data(image.get()));
    if (!first) return decoding_failed();
    return Pixels { width, height,
        base::Bytes(first, first + static_cast<std::size_t>(width) * height * rgb_bands) };
}

// The decoder's own shrinking leaves the longer side at twice `edge_px_max` or more.
int shorter_edge(Header const& header, int edge_px_max)
{
    auto const [shorter, longer] = std::minmax(header.size.width_px, header.size.height_px);
    return std::max(1, static_cast<int>(static_cast<std::int64_t>(edge_px_max) * shorter / longer));
}

}

Result<Pixels> picture_pixels(base::ByteView file, int edge_px_max, PictureLimits const& limits)
{
    take_vips_log();
    auto const header = read_header(file, limits);
    if (!header) return tl::unexpected(header.error());
    return decode(file, *header, shorter_edge(*header, edge_px_max))
        .and_then(on_white)
        .and_then([&](Image&& image) { return shrunk(std::move(image), edge_px_max); })
        .and_then(to_srgb)
        .and_then(into_memory)
        .and_then(without_holes)
        .and_then(upright)
        .and_then(into_memory)
        .and_then(rgb_of);
}

}
