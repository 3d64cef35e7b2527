#include "image/srgb.hpp"

#include <array>

namespace likeness::image {

namespace {

int colour_bands(VipsInterpretation interpretation)
{
    switch (interpretation) {
    case VIPS_INTERPRETATION_B_W:
    case VIPS_INTERPRETATION_GREY16: return 1;
    case VIPS_INTERPRETATION_CMYK: return 4;
    default: return 3;
    }
}

// The spaces in which we know what white is. Whatever else a TIFF may hold goes to sRGB at once.
bool is_common(VipsInterpretation interpretation)
{
    switch (interpretation) {
    case VIPS_INTERPRETATION_B_W:
    case VIPS_INTERPRETATION_GREY16:
    case VIPS_INTERPRETATION_sRGB:
    case VIPS_INTERPRETATION_RGB16:
    case VIPS_INTERPRETATION_CMYK: return true;
    default: return false;
    }
}

double white_of(VipsInterpretation interpretation)
{
    switch (interpretation) {
    case VIPS_INTERPRETATION_GREY16:
    case VIPS_INTERPRETATION_RGB16: return 65535;
    case VIPS_INTERPRETATION_CMYK: return 0;
    default: return 255;
    }
}

Result<Image> to_interpretation(Image image, VipsInterpretation interpretation)
{
    return run([&](VipsImage** out) { return vips_colourspace(image.get(), out, interpretation, nullptr); });
}

Result<Image> to_common_space(Image image)
{
    auto const interpretation = vips_image_guess_interpretation(image.get());
    if (is_common(interpretation)) return image;
    if (vips_colourspace_issupported(image.get()))
        return to_interpretation(std::move(image), VIPS_INTERPRETATION_sRGB);
    return fail(Code::content_conversion_failed, "The picture's colours are of a kind that is not read.");
}

Result<Image> first_bands(Image image, int count)
{
    if (vips_image_get_bands(image.get()) <= count) return image;
    return run([&](VipsImage** out) { return vips_extract_band(image.get(), out, 0, "n", count, nullptr); });
}

Result<Image> flatten(Image image, double white)
{
    std::unique_ptr<VipsArrayDouble, void (*)(VipsArrayDouble*)> const background(
        vips_array_double_newv(1, white), [](VipsArrayDouble* array) { vips_area_unref(VIPS_AREA(array)); });
    return run([&](VipsImage** out) {
        return vips_flatten(image.get(), out, "background", background.get(), nullptr);
    });
}

}

Result<Image> on_white(Image image)
{
    auto common = to_common_space(std::move(image));
    if (!common) return common;
    auto const interpretation = vips_image_guess_interpretation(common->get());
    auto const colours = colour_bands(interpretation);
    if (vips_image_get_bands(common->get()) <= colours) return common;
    return first_bands(std::move(*common), colours + 1).and_then([&](Image&& with_alpha) {
        return flatten(std::move(with_alpha), white_of(interpretation));
    });
}

Result<Image> to_srgb(Image image)
{
    if (vips_image_get_typeof(image.get(), VIPS_META_ICC_NAME) != 0) {
        auto converted = run([&](VipsImage** out) {
            return vips_icc_transform(image.get(), out, "srgb", "embedded", TRUE, nullptr);
        });
        // A profile that is broken, or that was made for other colours, is as good as none.
        if (converted) return converted;
    }
    return to_interpretation(std::move(image), VIPS_INTERPRETATION_sRGB);
}

}
