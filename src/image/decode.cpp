#include "image/decode.hpp"

#include "image/decoders.hpp"
#include "image/jpeg_structure.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace likeness::image {

namespace {

// Rows past a hole in the file would come out grey or black, so errors are not passed over. For a JPEG
// libvips counts libjpeg's warnings among the errors, and half the cameras' files have stray bytes in
// them: there only a missing end is one, and check_for_holes() looks at the rest.
constexpr auto fail_on = VIPS_FAIL_ON_ERROR;
constexpr auto jpeg_fail_on = VIPS_FAIL_ON_TRUNCATED;
constexpr auto access = VIPS_ACCESS_SEQUENTIAL;

Result<Image> load(base::ByteView file, PictureType type, int jpeg_shrink)
{
    // libvips promises not to write, but takes no const.
    auto* const data = const_cast<std::byte*>(file.data());
    auto const size = file.size();
    return run([&](VipsImage** out) {
        switch (type) {
        case PictureType::jpeg:
            return vips_jpegload_buffer(
                data, size, out, "access", access, "fail_on", jpeg_fail_on, "shrink", jpeg_shrink, nullptr);
        case PictureType::png:
            return vips_pngload_buffer(data, size, out, "access", access, "fail_on", fail_on, nullptr);
        case PictureType::gif:
            return vips_gifload_buffer(data, size, out, "access", access, "fail_on", fail_on, nullptr);
        case PictureType::webp:
            return vips_webpload_buffer(data, size, out, "access", access, "fail_on", fail_on, nullptr);
        case PictureType::tiff:
            return vips_tiffload_buffer(data, size, out, "access", access, "fail_on", fail_on, nullptr);
        case PictureType::heif:
            return vips_heifload_buffer(data, size, out, "access", access, "fail_on", fail_on, nullptr);
        case PictureType::bmp: break;
        }
        return -1;
    });
}

Result<PictureType> type_of(base::ByteView file)
{
    auto const type = sniff_picture(file);
    if (!type) return fail(Code::content_conversion_failed, "The file is no picture of a kind that is read.");
    if (can_decode(*type)) return *type;
    return fail(Code::content_conversion_failed,
        "Pictures of the type " + std::string(content_type_of(*type)) + " are not read here.");
}

Result<> check_bytes(base::ByteView file, PictureLimits const& limits)
{
    if (file.empty()) return fail(Code::content_conversion_failed, "The picture is empty.");
    if (file.size() <= limits.bytes_max) return {};
    return fail(Code::data_size_limit_exceeded,
        "The picture has " + std::to_string(file.size()) + " bytes, more than the limit of "
            + std::to_string(limits.bytes_max) + ".");
}

Result<> check_size(Size size, PictureLimits const& limits)
{
    auto const as_text = std::to_string(size.width_px) + " x " + std::to_string(size.height_px);
    if (static_cast<std::uint32_t>(std::max(size.width_px, size.height_px)) > limits.edge_px_max)
        return fail(Code::data_size_limit_exceeded,
            "The picture is " + as_text + ", more than " + std::to_string(limits.edge_px_max)
                + " pixels along one side.");
    if (static_cast<std::uint64_t>(size.width_px) * static_cast<std::uint64_t>(size.height_px)
        > limits.pixels_max)
        return fail(Code::data_size_limit_exceeded,
            "The picture is " + as_text + ", more than the limit of " + std::to_string(limits.pixels_max)
                + " pixels.");
    return {};
}

Result<> check_bands(VipsImage* image)
{
    if (vips_image_get_bands(image) <= limits::upload_bands_max
        && !vips_band_format_iscomplex(vips_image_get_format(image)))
        return {};
    return fail(Code::content_conversion_failed, "The picture's pixels are of a kind that is not read.");
}

// Every scan of a progressive JPEG makes the decoder go over all its pixels once more, however few bytes
// it has.
Result<> check_jpeg(base::ByteView file, PictureLimits const& limits)
{
    auto const structure = read_jpeg_structure(file);
    if (!structure.has_end)
        return fail(Code::content_conversion_failed, "The picture is cut short: its end is missing.");
    if (structure.scans <= limits.jpeg_scans_max) return {};
    return fail(Code::data_size_limit_exceeded,
        "The picture has " + std::to_string(structure.scans) + " scans, more than the limit of "
            + std::to_string(limits.jpeg_scans_max) + ".");
}

int jpeg_shrink(Header const& header, int edge_px)
{
    if (header.type != PictureType::jpeg) return 1;
    auto const shorter = std::min(header.size.width_px, header.size.height_px);
    for (int const shrink : { 8, 4, 2 })
        if (shorter / shrink >= edge_px * 2) return shrink;
    return 1;
}

// libjpeg takes these for warnings. Its others are about stray bytes between the parts of the file.
constexpr std::array holes { std::string_view("premature end"), std::string_view("bad Huffman code"),
    std::string_view("bad arithmetic code"), std::string_view("instead of RST") };

}

Result<Header> read_header(base::ByteView file, PictureLimits const& limits)
{
    if (auto const checked = check_bytes(file, limits); !checked) return tl::unexpected(checked.error());
    auto const type = type_of(file);
    if (!type) return tl::unexpected(type.error());
    if (*type == PictureType::jpeg)
        if (auto const checked = check_jpeg(file, limits); !checked) return tl::unexpected(checked.error());

    auto const image = load(file, *type, 1);
    if (!image) return tl::unexpected(image.error());
    Size const size { vips_image_get_width(image->get()), vips_image_get_height(image->get()) };
    return check_size(size, limits).and_then([&] { return check_bands(image->get()); }).map([&] {
        return Header { .type = *type, .size = size };
    });
}

Result<Image> decode(base::ByteView file, Header const& header, int edge_px)
{
    return load(file, header.type, jpeg_shrink(header, edge_px));
}

Result<> check_for_holes()
{
    auto log = take_vips_log();
    for (auto const hole : holes)
        if (log.find(hole) != std::string::npos)
            return fail(Code::content_conversion_failed, "The picture is broken: parts of it are missing.",
                std::move(log));
    return {};
}

}
