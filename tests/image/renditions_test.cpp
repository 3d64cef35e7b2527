#include "image/render_picture.hpp"

#include "image/soundness.hpp"

#include <gtest/gtest.h>

namespace likeness::image {

namespace {

std::vector<int> edges_of(int width_px, int height_px, std::string const& format = ".png")
{
    auto const file = test::encoded(test::quarters(width_px, height_px).get(), format);
    auto const answer = render_picture(file);
    EXPECT_TRUE(answer) << for_operator(answer.error());
    EXPECT_EQ(test::flaw_of(answer), std::nullopt);
    std::vector<int> edges;
    if (answer)
        for (auto const& rendition : *answer) edges.push_back(rendition.edge_px);
    return edges;
}

using Edges = std::vector<int>;

TEST(Renditions, AreOneForEachCodeUpToTheShorterSide)
{
    EXPECT_EQ(edges_of(48, 48), (Edges { 48 }));
    EXPECT_EQ(edges_of(63, 63), (Edges { 48 }));
    EXPECT_EQ(edges_of(64, 64), (Edges { 48, 64 }));
    EXPECT_EQ(edges_of(504, 504), (Edges { 48, 64, 96, 120, 240, 360, 432, 504 }));
    EXPECT_EQ(edges_of(647, 900), (Edges { 48, 64, 96, 120, 240, 360, 432, 504 }));
    EXPECT_EQ(edges_of(648, 648), (Edges { 48, 64, 96, 120, 240, 360, 432, 504, 648 }));
    EXPECT_EQ(edges_of(900, 700), (Edges { 48, 64, 96, 120, 240, 360, 432, 504, 648 }));
}

TEST(Renditions, OfASmallPictureAreOneAtItsOwnSize)
{
    EXPECT_EQ(edges_of(47, 47), (Edges { 47 }));
    EXPECT_EQ(edges_of(1, 1), (Edges { 1 }));
    EXPECT_EQ(edges_of(1, 300), (Edges { 1 }));
    EXPECT_EQ(edges_of(300, 1), (Edges { 1 }));
    EXPECT_EQ(edges_of(2, 5000), (Edges { 2 }));
}

TEST(Renditions, OfAJpegThatIsShrunkWhileItIsReadAreTheSame)
{
    Edges const all { 48, 64, 96, 120, 240, 360, 432, 504, 648 };
    for (int const edge : { 1295, 1296, 1297, 1300, 2591, 2592, 2593, 5184, 5191 })
        EXPECT_EQ(edges_of(edge, edge + 3, ".jpg[Q=50]"), all) << edge;
    EXPECT_EQ(edges_of(95, 95, ".jpg"), (Edges { 48, 64 }));
    EXPECT_EQ(edges_of(97, 3000, ".jpg"), (Edges { 48, 64, 96 }));
}

class EveryFormat : public testing::TestWithParam<char const*> { };

TEST_P(EveryFormat, ShowsTheMiddleOfThePicture)
{
    auto const file = test::encoded(test::quarters(200, 100).get(), GetParam());
    auto const answer = render_picture(file);
    ASSERT_TRUE(answer) << for_operator(answer.error());
    ASSERT_EQ(test::flaw_of(answer), std::nullopt);
    ASSERT_EQ(answer->back().edge_px, 96);
    auto const pixels = test::decoded(answer->back().jpeg);
    auto const looks_like = [&](int x, int y, std::array<int, 3> colour) {
        auto const seen = pixels.at(x, y);
        for (std::size_t band = 0; band < 3; ++band)
            EXPECT_NEAR(seen[band], colour[band], 12) << x << ' ' << y;
    };
    looks_like(20, 20, { 255, 0, 0 });
    looks_like(76, 20, { 0, 255, 0 });
    looks_like(20, 76, { 0, 0, 255 });
    looks_like(76, 76, { 255, 255, 0 });
}

INSTANTIATE_TEST_SUITE_P(Renditions, EveryFormat,
    testing::Values(".jpg[Q=95]", ".jpg[Q=95,interlace]", ".jpg[Q=95,subsample_mode=on]",
        ".jpg[Q=95,restart_interval=1]", ".png", ".png[interlace]", ".png[palette]",
        ".png[bitdepth=4,palette]", ".gif", ".webp[Q=95]", ".webp[lossless]", ".tif", ".tif[compression=lzw]",
        ".tif[compression=deflate,tile]", ".tif[compression=jpeg,Q=95]"),
    [](auto const& tested) { return test::as_name(tested.param); });

TEST(Renditions, OfAnAnimationShowItsFirstFrame)
{
    // Thirty frames, one below the other, the first of them red.
    auto const red = test::quarters(1, 1);
    auto const first = test::made(run([&](VipsImage** out) {
        return vips_embed(red.get(), out, 0, 0, 60, 60, "extend", VIPS_EXTEND_COPY, nullptr);
    }));
    auto const film = test::made(
        run([&](VipsImage** out) { return vips_embed(first.get(), out, 0, 0, 60, 60 * 30, nullptr); }));
    vips_image_set_int(film.get(), VIPS_META_PAGE_HEIGHT, 60);
    for (auto const* const format : { ".gif", ".webp", ".tif" }) {
        auto const answer = render_picture(test::encoded(film.get(), format));
        ASSERT_TRUE(answer) << for_operator(answer.error());
        ASSERT_EQ(answer->size(), 1u) << format;
        auto const seen = test::decoded(answer->front().jpeg).at(24, 24);
        EXPECT_NEAR(seen[0], 255, 10) << format;
        EXPECT_NEAR(seen[1], 0, 10) << format;
    }
}

}
}
