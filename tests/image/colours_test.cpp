#include "image/render_picture.hpp"

#include "image/pictures.hpp"

#include <gtest/gtest.h>

namespace likeness::image {

namespace {

using Colour = std::array<int, 3>;

// One colour of `values` in `interpretation`, all over 64 x 64 pixels.
Image flat(std::vector<double> values, VipsBandFormat format, VipsInterpretation interpretation)
{
    auto const black = test::made(run([](VipsImage** out) { return vips_black(out, 64, 64, nullptr); }));
    std::vector<double> const ones(values.size(), 1);
    auto const valued = test::made(run([&](VipsImage** out) {
        return vips_linear(
            black.get(), out, ones.data(), values.data(), static_cast<int>(values.size()), nullptr);
    }));
    auto const cast
        = test::made(run([&](VipsImage** out) { return vips_cast(valued.get(), out, format, nullptr); }));
    return test::made(run([&](VipsImage** out) {
        return vips_copy(cast.get(), out, "interpretation", interpretation, nullptr);
    }));
}

Image flat(std::vector<double> values, VipsInterpretation interpretation = VIPS_INTERPRETATION_sRGB)
{
    return flat(std::move(values), VIPS_FORMAT_UCHAR, interpretation);
}

Image flat16(std::vector<double> values, VipsInterpretation interpretation = VIPS_INTERPRETATION_RGB16)
{
    return flat(std::move(values), VIPS_FORMAT_USHORT, interpretation);
}

void expect_colour(base::ByteView file, Colour expected, int tolerance = 3)
{
    auto const answer = render_picture(file);
    ASSERT_TRUE(answer) << for_operator(answer.error());
    auto const pixels = test::decoded(answer->back().jpeg);
    ASSERT_EQ(pixels.bands, 3);
    auto const seen = pixels.at(32, 32);
    for (std::size_t band = 0; band < 3; ++band)
        EXPECT_NEAR(seen[band], expected[band], tolerance) << "band " << band;
}

TEST(Colours, OfGreyPicturesStayGrey)
{
    auto const grey = flat({ 100 }, VIPS_INTERPRETATION_B_W);
    for (auto const* const format : { ".jpg", ".png", ".tif", ".png[bitdepth=8]" })
        expect_colour(test::encoded(grey.get(), format), { 100, 100, 100 });
}

TEST(Colours, OfBilevelPicturesAreBlackAndWhite)
{
    auto const white = flat({ 255 }, VIPS_INTERPRETATION_B_W);
    for (auto const* const format :
        { ".png[bitdepth=1]", ".tif[bitdepth=1]", ".tif[bitdepth=1,compression=ccittfax4]" })
        expect_colour(test::encoded(white.get(), format), { 255, 255, 255 });
}

TEST(Colours, OfSixteenBitsAreRoundedToEight)
{
    expect_colour(test::encoded(flat16({ 200 * 257, 100 * 257, 50 * 257 }).get(), ".png"), { 200, 100, 50 });
    expect_colour(test::encoded(flat16({ 200 * 257, 100 * 257, 50 * 257 }).get(), ".tif"), { 200, 100, 50 });
    expect_colour(
        test::encoded(flat16({ 100 * 257 }, VIPS_INTERPRETATION_GREY16).get(), ".png"), { 100, 100, 100 });
}

TEST(Colours, UnderTransparencyAreMixedWithWhite)
{
    expect_colour(test::encoded(flat({ 10, 20, 30, 0 }).get(), ".png"), { 255, 255, 255 });
    expect_colour(test::encoded(flat({ 10, 20, 30, 255 }).get(), ".png"), { 10, 20, 30 });
    expect_colour(test::encoded(flat({ 0, 100, 200, 128 }).get(), ".png"), { 127, 177, 227 });
    expect_colour(test::encoded(flat({ 0, 100, 200, 128 }).get(), ".tif"), { 127, 177, 227 });
    expect_colour(test::encoded(flat({ 0, 100, 200, 128 }).get(), ".webp[lossless]"), { 127, 177, 227 });
    expect_colour(test::encoded(flat({ 0, 128 }, VIPS_INTERPRETATION_B_W).get(), ".png"), { 127, 127, 127 });
    expect_colour(test::encoded(flat({ 10, 20, 30, 0 }).get(), ".gif"), { 255, 255, 255 });
}

TEST(Colours, UnderTransparencyOfSixteenBitsAreMixedWithWhite)
{
    expect_colour(test::encoded(flat16({ 0, 0, 0, 0 }).get(), ".png"), { 255, 255, 255 });
    expect_colour(test::encoded(flat16({ 0, 0, 0, 32768 }).get(), ".png"), { 127, 127, 127 });
    expect_colour(
        test::encoded(flat16({ 0, 32768 }, VIPS_INTERPRETATION_GREY16).get(), ".png"), { 127, 127, 127 });
}

// Invisible pixels of another colour must not shine through where the picture is shrunk.
TEST(Colours, UnderFullTransparencyDoNotBleed)
{
    auto const invisible_red = flat({ 255, 0, 0, 0 });
    auto const visible_white = flat({ 255, 255, 255, 255 });
    auto const picture = test::made(run([&](VipsImage** out) {
        return vips_join(invisible_red.get(), visible_white.get(), out, VIPS_DIRECTION_VERTICAL, nullptr);
    }));
    auto const answer = render_picture(test::encoded(picture.get(), ".png"));
    ASSERT_TRUE(answer);
    auto const pixels = test::decoded(answer->front().jpeg);
    for (auto const value : pixels.values) ASSERT_GE(value, 252);
}

TEST(Colours, OfAWideProfileAreConvertedToSrgb)
{
    auto const red = flat({ 200, 60, 40 });
    auto const wide = test::made(run([&](VipsImage** out) {
        return vips_icc_transform(red.get(), out, "p3", "input_profile", "srgb", nullptr);
    }));
    // The numbers differ, or this test would prove nothing.
    ASSERT_GT(std::abs(test::pixels_of(wide.get()).at(0, 0)[0] - 200), 8);
    for (auto const* const format : { ".jpg[Q=95,subsample_mode=off]", ".png", ".tif", ".webp[lossless]" })
        expect_colour(test::encoded(wide.get(), format), { 200, 60, 40 }, 4);
}

TEST(Colours, WithABrokenProfileAreTakenAsSrgb)
{
    auto const picture = flat({ 200, 100, 50 });
    constexpr std::string_view nonsense("this is no profile, however one looks at it");
    vips_image_set_blob_copy(picture.get(), VIPS_META_ICC_NAME, nonsense.data(), nonsense.size());
    expect_colour(test::encoded(picture.get(), ".tif"), { 200, 100, 50 });
}

Image cmyk_of(std::vector<double> srgb)
{
    auto const picture = flat(std::move(srgb));
    return test::made(run([&](VipsImage** out) {
        return vips_icc_transform(picture.get(), out, "cmyk", "input_profile", "srgb", nullptr);
    }));
}

TEST(Colours, OfCmykWithItsProfileAreConvertedToSrgb)
{
    auto const picture = cmyk_of({ 180, 90, 60 });
    ASSERT_EQ(vips_image_get_bands(picture.get()), 4);
    expect_colour(test::encoded(picture.get(), ".jpg[Q=98,subsample_mode=off]"), { 180, 90, 60 }, 10);
    expect_colour(test::encoded(picture.get(), ".tif"), { 180, 90, 60 }, 10);
}

// libvips writes CMYK JPEGs as Adobe does, inverted.
TEST(Colours, OfCmykWithoutAProfileAreConvertedToSrgb)
{
    auto const picture = cmyk_of({ 180, 90, 60 });
    expect_colour(test::encoded(picture.get(), ".jpg[Q=98,subsample_mode=off,strip]"), { 180, 90, 60 }, 12);
    expect_colour(test::encoded(picture.get(), ".tif[strip]"), { 180, 90, 60 }, 12);
}

TEST(Colours, OfNoInkAreWhite)
{
    auto const paper = flat({ 0, 0, 0, 0 }, VIPS_INTERPRETATION_CMYK);
    expect_colour(test::encoded(paper.get(), ".jpg"), { 255, 255, 255 }, 6);
}

TEST(Colours, OfSpacesThatNoCameraWritesAreConvertedAsWell)
{
    auto const picture = flat({ 180, 90, 60 });
    auto const lab = test::made(run([&](VipsImage** out) {
        return vips_colourspace(picture.get(), out, VIPS_INTERPRETATION_LAB, nullptr);
    }));
    expect_colour(test::encoded(lab.get(), ".tif"), { 180, 90, 60 }, 6);
}

TEST(Colours, OfMoreChannelsThanAnyPictureHasAreRefused)
{
    auto const picture = flat(std::vector<double>(9, 7), VIPS_INTERPRETATION_MULTIBAND);
    auto const answer = render_picture(test::encoded(picture.get(), ".tif"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Code::content_conversion_failed);
}

TEST(Colours, BehindAlphaInFurtherChannelsAreIgnored)
{
    expect_colour(test::encoded(flat({ 10, 20, 30, 255, 99, 98 }).get(), ".tif"), { 10, 20, 30 });
}

}

}
