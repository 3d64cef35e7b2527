#include "core/picture_type.hpp"

#include <gtest/gtest.h>
#include <string>

namespace likeness {
namespace {

using namespace std::string_view_literals;

std::optional<PictureType> sniff(std::string_view text)
{
    return sniff_picture(base::as_bytes(text));
}

struct Beginning {
    std::string_view bytes; // As few as tell.
    PictureType type;
};

constexpr Beginning beginnings[] = {
    { "\xFF\xD8\xFF"sv, PictureType::jpeg }, // ISO/IEC 10918-1, B.1.1.3: SOI and another marker.
    { "\x89PNG\r\n\x1A\n"sv, PictureType::png }, // PNG specification, 5.2.
    { "GIF87a"sv, PictureType::gif },
    { "GIF89a"sv, PictureType::gif },
    { "RIFF\x10\0\0\0WEBP"sv, PictureType::webp }, // RFC 9649, 2.4.
    { "II*\0"sv, PictureType::tiff }, // TIFF 6.0, section 2, in both byte orders.
    { "MM\0*"sv, PictureType::tiff },
    { "\0\0\0\x18"
      "ftypheic"sv,
        PictureType::heif }, // ISO/IEC 23008-12, 10.2.
    { "\0\0\0\x18"
      "ftypheix"sv,
        PictureType::heif },
    { "\0\0\0\x18"
      "ftypmif1"sv,
        PictureType::heif },
    { "\0\0\0\x18"
      "ftypmsf1"sv,
        PictureType::heif },
    { "\0\0\0\x18"
      "ftypavif"sv,
        PictureType::heif },
    { "BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0"sv, PictureType::bmp },
};

TEST(SniffPicture, KnowsAPictureByItsBeginning)
{
    for (auto const& [bytes, type] : beginnings) {
        EXPECT_EQ(sniff(bytes), type) << content_type_of(type);
        EXPECT_EQ(sniff(std::string(bytes) + std::string(1000, '\xFF')), type) << content_type_of(type);
    }
}

TEST(SniffPicture, NeedsTheWholeBeginning)
{
    for (auto const& [bytes, type] : beginnings)
        for (std::size_t size = 0; size < bytes.size(); ++size)
            EXPECT_EQ(sniff(bytes.substr(0, size)), std::nullopt) << content_type_of(type) << ' ' << size;
}

TEST(SniffPicture, KnowsNothingElse)
{
    for (auto const bytes : { ""sv, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"sv, "%PDF-1.7"sv,
             "<!DOCTYPE html><html>"sv, "GIF88a"sv, "RIFF\x10\0\0\0WAVEfmt "sv, "II+\0\x08\0\0\0"sv,
             "\0\0\0\x18"
             "ftypmp42"sv,
             "\0\0\0\x18"
             "ftypisom"sv,
             "\xFF\xD8\xD8"sv, " \xFF\xD8\xFF"sv, "BM"sv, "PK\x03\x04"sv, "\x89PNG\n\x1A\n"sv })
        EXPECT_EQ(sniff(bytes), std::nullopt) << testing::PrintToString(bytes);
}

struct Name {
    PictureType type;
    std::string_view content_type;
    std::string_view extension;
};

TEST(PictureType, HasAContentTypeAndAFileExtension)
{
    for (auto const& [type, content_type, extension] : {
             Name { PictureType::jpeg, "image/jpeg", "jpg" },
             Name { PictureType::png, "image/png", "png" },
             Name { PictureType::gif, "image/gif", "gif" },
             Name { PictureType::webp, "image/webp", "webp" },
             Name { PictureType::tiff, "image/tiff", "tif" },
             Name { PictureType::heif, "image/heif", "heic" },
             Name { PictureType::bmp, "image/bmp", "bmp" },
         }) {
        EXPECT_EQ(content_type_of(type), content_type);
        EXPECT_EQ(file_extension_of(type), extension);
    }
}

}
}
