#include "image/picture_pixels.hpp"

#include "image/pictures.hpp"

#include <gtest/gtest.h>

namespace likeness::image {

namespace {

std::array<int, 3> at(likeness::Pixels const& pixels, std::uint32_t x, std::uint32_t y)
{
    auto const* const first = &pixels.rgb.at(3 * (static_cast<std::size_t>(y) * pixels.width_px + x));
    return { std::to_integer<int>(first[0]), std::to_integer<int>(first[1]), std::to_integer<int>(first[2]) };
}

bool is_near(std::array<int, 3> one, std::array<int, 3> other)
{
    for (std::size_t band = 0; band < 3; ++band)
        if (std::abs(one.at(band) - other.at(band)) > 12) return false;
    return true;
}

}

TEST(PicturePixels, ShowTheWholePictureInProportion)
{
    for (auto const* const format : { ".jpg[Q=95]", ".png", ".webp[lossless]" }) {
        auto const file = test::encoded(test::quarters(400, 200).get(), format);
        auto const pixels = picture_pixels(file, 40);
        ASSERT_TRUE(pixels) << format << for_operator(pixels.error());
        EXPECT_EQ(pixels->width_px, 40u);
        EXPECT_EQ(pixels->height_px, 20u);
        ASSERT_EQ(pixels->rgb.size(), 40u * 20u * 3u);
        EXPECT_TRUE(is_near(at(*pixels, 5, 5), { 255, 0, 0 })) << format;
        EXPECT_TRUE(is_near(at(*pixels, 34, 5), { 0, 255, 0 })) << format;
        EXPECT_TRUE(is_near(at(*pixels, 5, 15), { 0, 0, 255 })) << format;
        EXPECT_TRUE(is_near(at(*pixels, 34, 15), { 255, 255, 0 })) << format;
    }
}

TEST(PicturePixels, AreNeverMoreThanThereAreAndNeverNone)
{
    auto const small = picture_pixels(test::encoded(test::quarters(8, 6).get(), ".png"), 500).value();
    EXPECT_EQ(small.width_px, 8u);
    EXPECT_EQ(small.height_px, 6u);
    auto const thin = picture_pixels(test::encoded(test::quarters(4000, 2).get(), ".png"), 20).value();
    EXPECT_EQ(thin.width_px, 20u);
    EXPECT_EQ(thin.height_px, 1u);
}

TEST(PicturePixels, AreRefusedForWhatIsNoWholePicture)
{
    auto const file = test::encoded(test::quarters(100, 100).get(), ".jpg");
    EXPECT_EQ(picture_pixels(base::ByteView(file).first(file.size() / 2), 40).error().code,
        Code::content_conversion_failed);
    EXPECT_EQ(picture_pixels({}, 40).error().code, Code::content_conversion_failed);
    EXPECT_EQ(picture_pixels(file, 40, { .pixels_max = 100 }).error().code, Code::data_size_limit_exceeded);
}

}
