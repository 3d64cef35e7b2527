// The order of the steps is the theory: what costs a pixel is done where there are the fewest of them.
// A JPEG is shrunk by its decoder while it is read; the square is cut from the stored rows and shrunk to
// the largest size in one pass over them; only then are colours converted and the picture turned. Each
// smaller size is made from the next larger one, in memory.
#include "image/render_picture.hpp"

#include "image/decode.hpp"
#include "image/jpeg_file.hpp"
#include "image/square.hpp"
#include "image/srgb.hpp"

#include <algorithm>

namespace likeness::image {

namespace {

constexpr int jpeg_quality = 90;

// The largest code's edge that the square reaches; the square's own when it reaches none.
int largest_edge(int square_px)
{
    int edge = square_px;
    for (auto const size : photo_sizes)
        if (edge_px(size) <= square_px) edge = edge_px(size);
    return edge;
}

Result<Rendition> file_under(PhotoSize code, VipsImage* square)
{
    return jpeg_file(square, { .quality = jpeg_quality }).map([&](base::Bytes&& jpeg) {
        return Rendition { .code = code, .edge_px = vips_image_get_width(square), .jpeg = std::move(jpeg) };
    });
}

Result<Image> without_holes(Image image)
{
    if (auto const checked = check_for_holes(); !checked) return tl::unexpected(checked.error());
    return image;
}

Result<Image> largest_square(base::ByteView upload, Header const& header)
{
    auto const edge = largest_edge(std::min(header.size.width_px, header.size.height_px));
    return decode(upload, header, edge)
        .and_then(centre_square)
        .and_then(on_white)
        .and_then([&](Image&& square) { return shrink_square(square.get(), edge); })
        .and_then(to_srgb)
        .and_then(into_memory)
        .and_then(without_holes)
        .and_then(upright)
        .and_then(into_memory);
}

Result<std::vector<Rendition>> renditions_of(Image square)
{
    std::vector<Rendition> renditions;
    for (auto size = photo_sizes.rbegin(); size != photo_sizes.rend(); ++size) {
        auto const edge = vips_image_get_width(square.get());
        if (edge_px(*size) > edge && *size != photo_sizes.front()) continue;
        if (edge_px(*size) < edge) {
            auto smaller = shrink_square(square.get(), edge_px(*size)).and_then(into_memory);
            if (!smaller) return tl::unexpected(smaller.error());
            square = std::move(*smaller);
        }
        auto rendition = file_under(*size, square.get());
        if (!rendition) return tl::unexpected(rendition.error());
        renditions.push_back(std::move(*rendition));
    }
    std::ranges::reverse(renditions);
    return renditions;
}

}

Result<std::vector<Rendition>> render_picture(base::ByteView upload, PictureLimits const& limits)
{
    take_vips_log();
    return read_header(upload, limits)
        .and_then([&](Header const& header) { return largest_square(upload, header); })
        .and_then(renditions_of);
}

}
