#include "core/picture_size.hpp"

#include <gtest/gtest.h>
#include <string>

namespace likeness {
namespace {

using namespace std::string_literals;

std::optional<PictureSize> size_of(std::string const& file)
{
    return read_picture_size(base::as_bytes(file));
}

// 640 wide and 480 high, 0x280 and 0x1E0.
constexpr PictureSize vga { .width_px = 640, .height_px = 480 };

std::string segment(char marker, std::string const& content)
{
    auto const length = content.size() + 2;
    return "\xFF"s + marker + static_cast<char>(length >> 8) + static_cast<char>(length & 0xFF) + content;
}

std::string frame(char marker = '\xC0')
{
    return segment(marker, "\x08\x01\xE0\x02\x80\x01\x01\x11\x00"s);
}

std::string const soi = "\xFF\xD8"s;
std::string const jpeg = soi + segment('\xE0', "JFIF\0"s) + segment('\xDB', std::string(65, '\1')) + frame();
std::string const png = "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x02\x80\0\0\x01\xE0\x08\x02\0\0\0"s;
std::string const gif = "GIF89a\x80\x02\xE0\x01\0\0\0"s;
std::string const bmp = "BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x80\x02\0\0\xE0\x01\0\0\1\0\x18\0"s;

TEST(PictureSize, IsReadFromTheHeaderOfEveryThumbnailType)
{
    for (auto const& file : { jpeg, png, gif, bmp }) EXPECT_EQ(size_of(file), vga) << file.substr(0, 4);
}

TEST(PictureSize, OfAJpegIsReadFromEveryKindOfFrame)
{
    for (int marker = 0xC0; marker <= 0xCF; ++marker) {
        bool const is_frame = marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        EXPECT_EQ(size_of(soi + frame(static_cast<char>(marker))).has_value(), is_frame) << marker;
    }
}

TEST(PictureSize, OfAJpegIsFoundPastFillStrayBytesAndMarkersThatStandAlone)
{
    EXPECT_EQ(size_of(soi + "\xFF\xFF\xFF"s + segment('\xE1', "Exif"s) + "\xFF\xFF"s + frame()), vga);
    EXPECT_EQ(size_of(soi + segment('\xE0', ""s) + "stray\xFF\0"s + frame()), vga);
    EXPECT_EQ(size_of(soi + "\xFF\x01\xFF\xD0"s + frame()), vga);
}

// An embedded preview has a frame of its own, inside a segment of metadata.
TEST(PictureSize, OfAJpegIsNotThatOfAPreviewInItsMetadata)
{
    auto const preview = soi + segment('\xC0', "\x08\0\x10\0\x10\x01\x01\x11\0"s);
    EXPECT_EQ(size_of(soi + segment('\xE1', "Exif\0\0"s + preview) + frame()), vga);
}

TEST(PictureSize, IsUnknownWhereAHeaderIsCutShort)
{
    // Up to its height and width; what follows them is not looked at.
    for (auto const& [file, needed] :
        { std::pair { jpeg, jpeg.size() - 4 }, std::pair { png, std::size_t { 24 } },
            std::pair { gif, std::size_t { 10 } }, std::pair { bmp, std::size_t { 26 } } })
        for (std::size_t size = 0; size <= file.size(); ++size)
            EXPECT_EQ(size_of(file.substr(0, size)).has_value(), size >= needed) << file.substr(0, 4) << size;
}

TEST(PictureSize, IsUnknownForAHeaderThatMakesNoSense)
{
    EXPECT_EQ(size_of(soi + segment('\xC0', "\x08\0\0\x02\x80\x01"s)), std::nullopt) << "no height";
    EXPECT_EQ(size_of(soi + "\xFF\xE0\0\0"s + frame()), std::nullopt) << "a segment shorter than its length";
    EXPECT_EQ(size_of(soi + "\xFF\xE0\xFF\xFF"s + frame()), std::nullopt) << "one that reaches past the end";
    EXPECT_EQ(size_of(soi + segment('\xDA', "scan"s) + frame()), std::nullopt) << "a scan before its frame";
    EXPECT_EQ(size_of(soi + "\xFF\xD9"s + frame()), std::nullopt) << "a frame past the end";
    EXPECT_EQ(size_of(soi + std::string(1'000'000, '\xFF')), std::nullopt) << "nothing but fill";
    auto other_chunk = png;
    other_chunk[12] = 'i';
    EXPECT_EQ(size_of(other_chunk), std::nullopt);
    auto narrow = gif;
    narrow[6] = narrow[7] = '\0';
    EXPECT_EQ(size_of(narrow), std::nullopt);
    auto old_bmp = bmp;
    old_bmp[14] = '\x0C';
    EXPECT_EQ(size_of(old_bmp), std::nullopt) << "OS/2's header";
}

TEST(PictureSize, OfABmpWhoseRowsRunDownwardsIsPositive)
{
    auto downwards = bmp;
    downwards.replace(22, 4, "\x20\xFE\xFF\xFF"s);
    EXPECT_EQ(size_of(downwards), vga);
}

TEST(PictureSize, IsUnknownForWhatIsNoThumbnail)
{
    EXPECT_EQ(size_of("RIFF\x10\0\0\0WEBPVP8 "s + std::string(100, '\1')), std::nullopt);
    EXPECT_EQ(size_of("II*\0\x08\0\0\0"s + std::string(100, '\1')), std::nullopt);
    EXPECT_EQ(size_of("text"), std::nullopt);
    EXPECT_EQ(size_of(""), std::nullopt);
}

}
}
