#include "image/render_picture.hpp"

#include "image/decode.hpp"
#include "image/pictures.hpp"
#include "image/square.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace likeness::image {

namespace {

// All pixels, one Lanczos, no shortcut.
Image full_resolution_lanczos(base::ByteView file, int edge_px)
{
    auto const picture = test::made(run([&](VipsImage** out) {
        return vips_jpegload_buffer(const_cast<std::byte*>(file.data()), file.size(), out, nullptr);
    }));
    auto const width = vips_image_get_width(picture.get());
    auto const height = vips_image_get_height(picture.get());
    auto const edge = std::min(width, height);
    auto const square = test::made(run([&](VipsImage** out) {
        return vips_extract_area(
            picture.get(), out, (width - edge) / 2, (height - edge) / 2, edge, edge, nullptr);
    }));
    auto const shrink = static_cast<double>(edge) / edge_px;
    auto const small = test::made(
        run([&](VipsImage** out) { return vips_reduce(square.get(), out, shrink, shrink, nullptr); }));
    return test::made(run([&](VipsImage** out) {
        *out = vips_image_copy_memory(small.get());
        return *out == nullptr ? -1 : 0;
    }));
}

struct Similarity {
    double of_ours = 0; ///< Our rendition, with what JPEG lost, to the full-resolution Lanczos.
    double of_the_best = 0; ///< That Lanczos as a JPEG of the same quality, to itself.
};

Similarity similarity_of(Rendition const& rendition, base::ByteView file)
{
    auto const reference = full_resolution_lanczos(file, rendition.edge_px);
    auto const pixels = test::pixels_of(reference.get());
    auto const best = test::encoded(reference.get(), ".jpg[Q=90,subsample_mode=on]");
    return { .of_ours = test::structural_similarity(test::decoded(rendition.jpeg), pixels),
        .of_the_best = test::structural_similarity(test::decoded(best), pixels) };
}

class Quality : public testing::TestWithParam<int> {
protected:
    // At 3000 the JPEG decoder shrinks by two, at 866 it does not.
    base::Bytes file
        = test::encoded(test::ordinary_picture(GetParam() * 4 / 3, GetParam()).get(), ".jpg[Q=92]");
};

TEST_P(Quality, OfThePixelsIsThatOfAFullResolutionLanczos)
{
    auto const square = read_header(file, {})
                            .and_then([&](Header const& header) { return decode(file, header, 648); })
                            .and_then(centre_square)
                            .and_then([](Image&& image) { return shrink_square(image.get(), 648); })
                            .and_then(into_memory);
    ASSERT_TRUE(square) << for_operator(square.error());
    auto const similarity = test::structural_similarity(
        test::pixels_of(square->get()), test::pixels_of(full_resolution_lanczos(file, 648).get()));
    RecordProperty("similarity", std::to_string(similarity));
    EXPECT_GE(similarity, 0.995);
}

// Smallest, middle and largest.
TEST_P(Quality, OfTheRenditionsIsThatOfJpeg)
{
    auto const answer = render_picture(file);
    ASSERT_TRUE(answer) << for_operator(answer.error());
    for (std::size_t const index : { 0, 4, 8 }) {
        auto const& rendition = answer->at(index);
        auto const [of_ours, of_the_best] = similarity_of(rendition, file);
        RecordProperty(std::string(code_of(rendition.code)), std::to_string(of_ours));
        EXPECT_GE(of_ours, of_the_best - 0.003) << rendition.edge_px;
    }
}

INSTANTIATE_TEST_SUITE_P(Renditions, Quality, testing::Values(3000, 866), testing::PrintToStringParamName());

}

}
