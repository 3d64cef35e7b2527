#include "image/render_picture.hpp"

#include "image/pictures.hpp"

#include <gtest/gtest.h>

namespace likeness::image {

namespace {

// As a camera held that way stores it: turning it as EXIF says gives `upright` again.
Image stored_with(VipsImage* upright, int orientation)
{
    struct Turn {
        VipsAngle angle;
        bool mirrored; ///< Left for right, after turning.
    };
    // Index: orientation - 1.
    constexpr std::array turns { Turn { VIPS_ANGLE_D0, false }, Turn { VIPS_ANGLE_D0, true },
        Turn { VIPS_ANGLE_D180, false }, Turn { VIPS_ANGLE_D180, true }, Turn { VIPS_ANGLE_D90, true },
        Turn { VIPS_ANGLE_D270, false }, Turn { VIPS_ANGLE_D270, true }, Turn { VIPS_ANGLE_D90, false } };
    auto const [angle, mirrored] = turns.at(static_cast<std::size_t>(orientation) - 1);
    auto turned = test::made(run([&](VipsImage** out) { return vips_rot(upright, out, angle, nullptr); }));
    if (mirrored)
        turned = test::made(run([&](VipsImage** out) {
            return vips_flip(turned.get(), out, VIPS_DIRECTION_HORIZONTAL, nullptr);
        }));
    auto stored = test::made(run([&](VipsImage** out) { return vips_copy(turned.get(), out, nullptr); }));
    vips_image_set_int(stored.get(), VIPS_META_ORIENTATION, orientation);
    return stored;
}

test::Pixels largest_of(VipsImage* image, char const* format)
{
    auto const answer = render_picture(test::encoded(image, format));
    EXPECT_TRUE(answer) << for_operator(answer.error());
    return answer ? test::decoded(answer->back().jpeg) : test::Pixels {};
}

class Orientation : public testing::TestWithParam<char const*> { };

TEST_P(Orientation, OfEveryKindGivesTheSamePicture)
{
    // An odd surplus: a square that was cut one pixel aside would look less like it than this.
    auto const picture = test::ordinary_picture(163, 120);
    auto const expected = largest_of(stored_with(picture.get(), 1).get(), GetParam());
    ASSERT_EQ(expected.width_px, 120);
    for (int orientation = 2; orientation <= 8; ++orientation)
        EXPECT_GE(test::structural_similarity(
                      largest_of(stored_with(picture.get(), orientation).get(), GetParam()), expected),
            0.99)
            << orientation;
}

INSTANTIATE_TEST_SUITE_P(Pictures, Orientation,
    testing::Values(".jpg[Q=100,subsample_mode=off]", ".tif", ".webp[lossless]"),
    [](auto const& tested) { return test::as_name(tested.param); });

TEST(LargePicture, OfEveryOrientationIsUpright)
{
    auto const picture = test::quarters(1400, 1500);
    for (int orientation = 1; orientation <= 8; ++orientation) {
        auto const seen = largest_of(stored_with(picture.get(), orientation).get(), ".jpg");
        ASSERT_EQ(seen.width_px, 648);
        EXPECT_GT(seen.at(100, 100)[0], 200) << orientation; // Red
        EXPECT_GT(seen.at(500, 100)[1], 200) << orientation; // Green
        EXPECT_GT(seen.at(100, 500)[2], 200) << orientation; // Blue
        EXPECT_LT(seen.at(100, 500)[0], 60) << orientation;
    }
}

}

}
