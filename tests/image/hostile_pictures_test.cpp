// Files that lie, are cut short, or are made to cost more than they weigh.
#include "image/render_picture.hpp"

#include "image/jpeg_structure.hpp"
#include "image/soundness.hpp"

#include <gtest/gtest.h>
#include <random>

namespace likeness::image {

namespace {

using namespace std::string_view_literals;

void append(base::Bytes& to, std::string_view text)
{
    auto const bytes = base::as_bytes(text);
    to.insert(to.end(), bytes.begin(), bytes.end());
}

void put_big_endian(base::Bytes& into, std::size_t at, std::uint32_t value, int bytes)
{
    for (int index = 0; index < bytes; ++index)
        into.at(at + static_cast<std::size_t>(index))
            = static_cast<std::byte>(value >> 8 * (bytes - 1 - index));
}

std::size_t find(base::Bytes const& in, std::string_view what)
{
    auto const at = base::as_text(in).find(what);
    EXPECT_NE(at, std::string_view::npos);
    return at;
}

std::uint32_t crc_of(base::ByteView bytes)
{
    std::uint32_t crc = ~0U;
    for (auto const byte : bytes) {
        crc ^= std::to_integer<std::uint32_t>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (0xEDB88320U & (0U - (crc & 1)));
    }
    return ~crc;
}

// The header of a picture of 64 x 64, made to claim another size.
base::Bytes png_claiming(std::uint32_t width_px, std::uint32_t height_px)
{
    auto png = test::encoded(test::quarters(64, 64).get(), ".png");
    auto const header = find(png, "IHDR");
    put_big_endian(png, header + 4, width_px, 4);
    put_big_endian(png, header + 8, height_px, 4);
    put_big_endian(png, header + 17, crc_of(base::ByteView(png).subspan(header, 17)), 4);
    return png;
}

base::Bytes jpeg_claiming(std::uint32_t width_px, std::uint32_t height_px, char const* format = ".jpg")
{
    auto jpeg = test::encoded(test::quarters(64, 64).get(), format);
    auto const frame
        = find(jpeg, std::string_view(format) == ".jpg" ? "\xFF\xC0\0\x11"sv : "\xFF\xC2\0\x11"sv);
    put_big_endian(jpeg, frame + 5, height_px, 2);
    put_big_endian(jpeg, frame + 7, width_px, 2);
    return jpeg;
}

base::Bytes gif_claiming(std::uint16_t width_px, std::uint16_t height_px)
{
    auto gif = test::encoded(test::quarters(64, 64).get(), ".gif");
    for (std::size_t const edges : { std::size_t { 6 }, find(gif, "\x2C\0\0\0\0\x40\0\x40\0"sv) + 5 }) {
        gif.at(edges) = static_cast<std::byte>(width_px & 0xFF);
        gif.at(edges + 1) = static_cast<std::byte>(width_px >> 8);
        gif.at(edges + 2) = static_cast<std::byte>(height_px & 0xFF);
        gif.at(edges + 3) = static_cast<std::byte>(height_px >> 8);
    }
    return gif;
}

void expect_too_large(base::ByteView file, std::string_view reason, PictureLimits const& limits = {})
{
    auto const answer = render_picture(file, limits);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Code::data_size_limit_exceeded) << for_operator(answer.error());
    EXPECT_NE(answer.error().message.find(reason), std::string::npos) << answer.error().message;
}

TEST(DimensionBomb, IsRefusedByItsHeader)
{
    expect_too_large(png_claiming(65'535, 65'535), "65535 x 65535");
    expect_too_large(jpeg_claiming(40'000, 40'000), "40000 x 40000");
    expect_too_large(jpeg_claiming(40'000, 40'000, ".jpg[interlace]"), "40000 x 40000");
    expect_too_large(gif_claiming(65'535, 65'535), "65535 x 65535");
}

TEST(PixelLimit, IsTakenToThePixel)
{
    auto const file = test::encoded(test::quarters(100, 50).get(), ".png");
    EXPECT_TRUE(render_picture(file, { .pixels_max = 5000 }));
    expect_too_large(file, "more than the limit of 4999 pixels", { .pixels_max = 4999 });
}

TEST(EdgeLimit, IsTakenToThePixel)
{
    auto const file = test::encoded(test::quarters(100, 50).get(), ".png");
    EXPECT_TRUE(render_picture(file, { .edge_px_max = 100 }));
    expect_too_large(file, "more than 99 pixels along one side", { .edge_px_max = 99 });
    expect_too_large(png_claiming(limits::upload_edge_px_max + 1, 1), "along one side");
}

TEST(ByteLimit, IsTakenToTheByte)
{
    auto const file = test::encoded(test::quarters(100, 50).get(), ".png");
    EXPECT_TRUE(render_picture(file, { .bytes_max = file.size() }));
    expect_too_large(file, "bytes, more than the limit of", { .bytes_max = file.size() - 1 });
}

TEST(ByteLimit, LeavesNothingToRenderOfAnEmptyFile)
{
    auto const answer = render_picture({});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().message, "The picture is empty.");
}

// Its last scan again and again: each takes a few bytes, and makes a decoder visit every pixel.
base::Bytes with_scans(int scans)
{
    auto jpeg = test::encoded(test::quarters(64, 64).get(), ".jpg[interlace]");
    auto const last = base::as_text(jpeg).rfind("\xFF\xDA");
    base::Bytes const scan(jpeg.begin() + static_cast<std::ptrdiff_t>(last), jpeg.end() - 2);
    jpeg.resize(jpeg.size() - 2);
    for (int have = read_jpeg_structure(jpeg).scans; have < scans; ++have)
        jpeg.insert(jpeg.end(), scan.begin(), scan.end());
    append(jpeg, "\xFF\xD9");
    return jpeg;
}

TEST(ScanLimit, IsTakenToTheScan)
{
    auto const file = test::encoded(test::quarters(64, 64).get(), ".jpg[interlace]");
    EXPECT_TRUE(render_picture(file, { .jpeg_scans_max = 10 }));
    expect_too_large(file, "10 scans, more than the limit of 9", { .jpeg_scans_max = 9 });
}

TEST(ScanLimit, IsJudgedBeforeADecoderJudgesTheScans)
{
    // libjpeg takes no scan twice.
    auto const few = render_picture(with_scans(limits::upload_jpeg_scans_max));
    ASSERT_FALSE(few);
    EXPECT_EQ(few.error().code, Code::content_conversion_failed);
    expect_too_large(with_scans(limits::upload_jpeg_scans_max + 1), "65 scans, more than the limit of 64");
}

class CutShort : public testing::TestWithParam<char const*> { };

// What is lost is either all needed, or none of it: never a picture that is half grey.
TEST_P(CutShort, IsRefusedOrLooksAsIfWhole)
{
    auto const file = test::encoded(test::ordinary_picture(90, 60).get(), GetParam());
    auto const whole = render_picture(file);
    ASSERT_TRUE(whole) << for_operator(whole.error());
    auto const step = std::max<std::size_t>(file.size() / 60, 1);
    for (std::size_t size = 0; size < file.size(); size += step) {
        auto const answer = render_picture(base::ByteView(file).first(size));
        if (answer) {
            EXPECT_EQ(*answer, *whole) << size << " of " << file.size() << " bytes";
            EXPECT_GT(size, file.size() * 9 / 10);
        } else {
            EXPECT_EQ(answer.error().code, Code::content_conversion_failed);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Files, CutShort,
    testing::Values(".jpg", ".jpg[interlace]", ".png", ".png[interlace]", ".gif", ".webp", ".webp[lossless]",
        ".tif", ".tif[compression=deflate]", ".tif[compression=jpeg]"),
    [](auto const& tested) { return test::as_name(tested.param); });

TEST(BrokenJpeg, WithAHoleInItsDataIsRefused)
{
    for (auto const* const format : { ".jpg", ".jpg[interlace]" }) {
        auto jpeg = test::encoded(test::ordinary_picture(90, 60).get(), format);
        // Not behind a 0xFF, which would make data of the first byte of the end.
        auto size = jpeg.size() * 2 / 3;
        while (jpeg[size - 1] == std::byte { 0xFF }) --size;
        jpeg.resize(size);
        append(jpeg, "\xFF\xD9");
        auto const answer = render_picture(jpeg);
        ASSERT_FALSE(answer) << format;
        EXPECT_EQ(answer.error().code, Code::content_conversion_failed);
        EXPECT_EQ(answer.error().message, "The picture is broken: parts of it are missing.");
    }
}

TEST(OddJpeg, WithStrayBytesBetweenItsScansIsTaken)
{
    auto jpeg = test::encoded(test::quarters(64, 64).get(), ".jpg[interlace]");
    auto const whole = render_picture(jpeg);
    ASSERT_TRUE(whole);
    auto const last_scan = static_cast<std::ptrdiff_t>(base::as_text(jpeg).rfind("\xFF\xDA"));
    jpeg.insert(jpeg.begin() + last_scan, 5, std::byte { 7 });
    auto const answer = render_picture(jpeg);
    ASSERT_TRUE(answer) << for_operator(answer.error());
    EXPECT_EQ(*answer, *whole);
}

TEST(OddJpeg, WithStrayBytesBeforeItsEndIsTaken)
{
    auto jpeg = test::encoded(test::quarters(64, 64).get(), ".jpg");
    auto const whole = render_picture(jpeg);
    jpeg.resize(jpeg.size() - 2);
    append(jpeg,
        "stray\xFF\xD9"
        "and more behind it");
    auto const answer = render_picture(jpeg);
    ASSERT_TRUE(answer) << for_operator(answer.error());
    EXPECT_EQ(*answer, *whole);
}

TEST(Nonsense, BehindEveryMagicIsRefused)
{
    constexpr std::array magics { "\xFF\xD8\xFF"sv, "\x89PNG\r\n\x1A\n"sv, "GIF89a"sv,
        "RIFF\0\2\0\0WEBPVP8 "sv, "RIFF\0\2\0\0WEBPVP8L"sv, "RIFF\0\2\0\0WEBPVP8X"sv, "II*\0"sv, "MM\0*"sv,
        "\0\0\0\x18"
        "ftypheic"sv,
        "\0\0\0\x18"
        "ftypavif"sv,
        "BM"sv };
    std::mt19937 random(20261124); // NOLINT: the same each time, on purpose.
    for (auto const magic : magics)
        for (int round = 0; round < 40; ++round) {
            base::Bytes file;
            append(file, magic);
            for (int index = 0; index < 500; ++index) file.push_back(static_cast<std::byte>(random()));
            auto const answer = render_picture(file);
            ASSERT_FALSE(answer);
            EXPECT_EQ(test::flaw_of(answer), std::nullopt);
        }
}

TEST(FlippedBytes, EndInSoundRenditionsOrAnError)
{
    std::mt19937 random(20261124); // NOLINT
    for (auto const* const format :
        { ".jpg", ".jpg[interlace]", ".png", ".gif", ".webp", ".tif", ".tif[compression=lzw]" }) {
        auto const file = test::encoded(test::ordinary_picture(90, 60).get(), format);
        for (int round = 0; round < 60; ++round) {
            auto broken = file;
            for (int flip = 0; flip < 4; ++flip)
                broken[random() % std::min<std::size_t>(broken.size(), 400)]
                    = static_cast<std::byte>(random());
            EXPECT_EQ(test::flaw_of(render_picture(broken, { .pixels_max = 1'000'000 })), std::nullopt)
                << format;
        }
    }
}

}
}
