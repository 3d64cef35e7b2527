#include "image/fit_picture.hpp"

#include "image/decode.hpp"
#include "image/jpeg_file.hpp"
#include "image/pictures.hpp"
#include "image/square.hpp"
#include "image/srgb.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

namespace likeness::image {

namespace {

base::Bytes rendition(int edge_px, std::string const& format = ".jpg[Q=90]")
{
    return test::encoded(test::ordinary_picture(edge_px, edge_px).get(), format);
}

// What each quality makes of a rendition.
std::map<int, base::Bytes> at_each_quality(base::ByteView jpeg)
{
    auto const header = read_header(jpeg, {}).value();
    auto const pixels = test::made(decode(jpeg, header, header.size.width_px)
            .and_then(on_white)
            .and_then(to_srgb)
            .and_then(into_memory));
    std::map<int, base::Bytes> files;
    for (int quality = fit_quality_min; quality <= fit_quality_max; ++quality)
        files[quality] = jpeg_file(pixels.get(), { .quality = quality, .optimise_coding = true }).value();
    return files;
}

class Fit : public testing::TestWithParam<int> { };

TEST_P(Fit, IsOfTheHighestQualityThatFits)
{
    auto const jpeg = rendition(GetParam());
    auto const files = at_each_quality(jpeg);
    ASSERT_LT(files.at(fit_quality_min).size(), files.at(fit_quality_max).size());
    for (int const quality : { fit_quality_min, 31, 45, 60, 89, 94, fit_quality_max }) {
        auto const exactly = files.at(quality).size();
        auto const fitted = fit_picture(jpeg, exactly);
        ASSERT_TRUE(fitted) << for_operator(fitted.error());
        EXPECT_LE(fitted->size(), exactly);
        // No quality above the one that was found fits.
        auto const better = std::ranges::find_if(files,
            [&](auto const& entry) { return entry.first > quality && entry.second.size() <= exactly; });
        EXPECT_EQ(*fitted, better == files.end() ? files.at(quality) : better->second) << quality;
    }
}

TEST_P(Fit, KeepsThePixelsAndTheirLooks)
{
    auto const jpeg = rendition(GetParam());
    auto const before = test::decoded(jpeg);
    auto const fitted = fit_picture(jpeg, jpeg.size() * 3 / 4);
    ASSERT_TRUE(fitted) << for_operator(fitted.error());
    auto const after = test::decoded(*fitted);
    EXPECT_EQ(after.width_px, before.width_px);
    EXPECT_EQ(after.height_px, before.height_px);
    auto const similarity = test::structural_similarity(after, before);
    RecordProperty("similarity", std::to_string(similarity));
    EXPECT_GE(similarity, 0.9);
}

TEST_P(Fit, IsRefusedWhereEvenTheLeastQualityIsTooLong)
{
    auto const jpeg = rendition(GetParam());
    auto const least = at_each_quality(jpeg).at(fit_quality_min).size();
    EXPECT_TRUE(fit_picture(jpeg, least));
    for (auto const bytes_max : { least - 1, std::size_t { 1 }, std::size_t { 0 } }) {
        auto const refused = fit_picture(jpeg, bytes_max);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, Code::content_conversion_failed);
    }
}

// What an upload makes a thumbnail of, and the largest rendition there is.
INSTANTIATE_TEST_SUITE_P(Renditions, Fit, testing::Values(48, 96, 648), testing::PrintToStringParamName());

TEST(Fit, IsRefusedForWhatIsNoRendition)
{
    auto const refusal = [](base::ByteView file) {
        auto const answer = fit_picture(file, 1u << 20);
        return answer ? std::optional<Code>() : answer.error().code;
    };
    auto const square = test::quarters(64, 64);
    auto const jpeg = test::encoded(square.get(), ".jpg");
    EXPECT_EQ(refusal(jpeg), std::nullopt);
    auto const refused = Code::content_conversion_failed;
    EXPECT_EQ(refusal({}), refused);
    EXPECT_EQ(refusal(base::as_bytes("text")), refused);
    EXPECT_EQ(refusal(test::encoded(square.get(), ".png")), refused);
    EXPECT_EQ(refusal(test::encoded(test::quarters(64, 63).get(), ".jpg")), refused) << "not square";
    EXPECT_EQ(refusal(test::encoded(test::quarters(649, 649).get(), ".jpg")), refused) << "larger than any";
    EXPECT_EQ(refusal(base::ByteView(jpeg).first(jpeg.size() / 2)), refused) << "cut short";
    EXPECT_EQ(refusal(test::encoded(test::quarters(7000, 7000).get(), ".jpg[Q=10]")),
        Code::data_size_limit_exceeded);
}

}

}
