#include "image/fit_picture.hpp"

#include "image/decode.hpp"
#include "image/jpeg_file.hpp"
#include "image/square.hpp"
#include "image/srgb.hpp"

#include <optional>

namespace likeness::image {

namespace {

Result<Header> check_rendition(Header const& header)
{
    constexpr int edge_max = edge_px(photo_sizes.back());
    bool const is_square = header.size.width_px == header.size.height_px;
    if (header.type == PictureType::jpeg && is_square && header.size.width_px <= edge_max) return header;
    return fail(Code::content_conversion_failed, "The file is no rendition of a photo.");
}

Result<Image> pixels_of(base::ByteView jpeg, Header const& header)
{
    return decode(jpeg, header, header.size.width_px)
        .and_then(on_white)
        .and_then(to_srgb)
        .and_then(into_memory)
        .and_then([](Image&& image) -> Result<Image> {
            if (auto const checked = check_for_holes(); !checked) return tl::unexpected(checked.error());
            return std::move(image);
        });
}

// A file grows with its quality, but for a few bytes now and then: halving the range finds the highest quality that
// fits, or one beside it.
Result<base::Bytes> best_fit(VipsImage* image, std::size_t bytes_max)
{
    std::optional<base::Bytes> best;
    int low = fit_quality_min;
    int high = fit_quality_max;
    while (low <= high) {
        // The least quality first: where it does not fit nothing does.
        int const quality = best ? low + (high - low) / 2 : low;
        auto file = jpeg_file(image, { .quality = quality, .optimise_coding = true });
        if (!file) return file;
        if (file->size() <= bytes_max) {
            best = std::move(*file);
            low = quality + 1;
        } else {
            high = quality - 1;
        }
    }
    if (best) return std::move(*best);
    return fail(Code::content_conversion_failed,
        "The picture does not fit into " + std::to_string(bytes_max) + " bytes, even at quality "
            + std::to_string(fit_quality_min) + ".");
}

}

Result<base::Bytes> fit_picture(base::ByteView jpeg, std::size_t bytes_max, PictureLimits const& limits)
{
    take_vips_log();
    return read_header(jpeg, limits)
        .and_then(check_rendition)
        .and_then([&](Header const& header) { return pixels_of(jpeg, header); })
        .and_then([&](Image const& image) { return best_fit(image.get(), bytes_max); });
}

}
