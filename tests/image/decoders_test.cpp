#include "image/decoders.hpp"

#include "image/pictures.hpp"
#include "image/render_picture.hpp"

#include <cstdlib>
#include <gtest/gtest.h>
#include <vips/vector.h>

namespace likeness::image {

namespace {

using namespace std::string_view_literals;

Result<std::vector<Rendition>> render(std::string_view file)
{
    return render_picture(base::as_bytes(file));
}

TEST(Decoders, ReadWhatTheSpecificationNames)
{
    for (auto const type :
        { PictureType::jpeg, PictureType::png, PictureType::gif, PictureType::webp, PictureType::tiff })
        EXPECT_TRUE(can_decode(type)) << content_type_of(type);
    EXPECT_FALSE(can_decode(PictureType::bmp));
}

TEST(Decoders, RefuseWhatIsNotForStrangers)
{
    // All of these are in Debian's libvips, and would decode.
    constexpr std::array files { "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"sv,
        "P3 1 1 255 1 2 3 "sv, "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\n\1\1\1\1"sv };
    for (auto const file : files) {
        Image const image(vips_image_new_from_buffer(file.data(), file.size(), "", nullptr));
        EXPECT_EQ(image, nullptr) << file;
        auto const answer = render(file);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, Code::content_conversion_failed);
        EXPECT_EQ(answer.error().message, "The file is no picture of a kind that is read.");
    }
    vips_error_clear();
}

TEST(Decoders, HaveNoPlugInsButHeif)
{
    for (auto const* const operation :
        { "magickload_buffer", "pdfload_buffer", "openslideload", "jxlload_buffer" })
        EXPECT_EQ(vips_type_find("VipsOperation", operation), 0u) << operation;
}

TEST(Decoders, WriteNoMachineCode)
{
    EXPECT_FALSE(vips_vector_isenabled());
}

TEST(Decoders, RefuseDisguisesByTheirBytes)
{
    constexpr std::array files { "%PDF-1.4\n1 0 obj"sv, "push graphic-context\nimage over 0,0 0,0 'x'\n"sv,
        "GIF89a<svg xmlns=\"http://www.w3.org/2000/svg\"/>"sv, "\x89PNG\r\n\x1A\n%PDF-1.4"sv,
        "\xFF\xD8\xFFpush graphic-context"sv, "MZ"sv, ""sv };
    for (auto const file : files) {
        auto const answer = render(file);
        ASSERT_FALSE(answer) << file;
        EXPECT_EQ(answer.error().code, Code::content_conversion_failed) << file;
    }
}

TEST(Decoders, RefuseBmpByName)
{
    auto const answer = render("BM-------------------------------------------"sv);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Code::content_conversion_failed);
    EXPECT_EQ(answer.error().message, "Pictures of the type image/bmp are not read here.");
}

TEST(Decoders, ReadHeifWhereItIsBuiltInAndElsewhereSayThatTheyDoNot)
{
    if (can_decode(PictureType::heif)) {
        auto const heif = test::encoded(test::quarters(80, 64).get(), ".avif[effort=0]");
        auto const answer = render_picture(heif);
        ASSERT_TRUE(answer) << for_operator(answer.error());
        EXPECT_EQ(answer->back().edge_px, 64);
        auto const [red, green, blue] = test::decoded(answer->back().jpeg).at(5, 5);
        EXPECT_NEAR(red, 255, 20);
        EXPECT_NEAR(green, 0, 20);
        EXPECT_NEAR(blue, 0, 20);
    } else {
        auto const answer = render("\0\0\0\x18"
                                   "ftypheic\0\0\0\0mif1heic"sv);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().message, "Pictures of the type image/heif are not read here.");
    }
}

}

}
