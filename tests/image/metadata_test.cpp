#include "image/render_picture.hpp"

#include "base/file.hpp"
#include "core/picture_type.hpp"
#include "image/pictures.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

namespace likeness::image {

namespace {

void set_text(VipsImage* image, char const* field, std::string const& text)
{
    vips_image_set_blob_copy(image, field, text.data(), text.size());
}

// A picture that says who took it, where and with what, in every way libvips knows to say it.
Image talkative_picture()
{
    auto const quarters = test::quarters(700, 700);
    auto picture = test::made(run([&](VipsImage** out) { return vips_copy(quarters.get(), out, nullptr); }));
    auto const field
        = [&](char const* name, char const* text) { vips_image_set_string(picture.get(), name, text); };
    field("exif-ifd0-Artist", "SECRET (SECRET, ASCII, 7 components, 7 bytes)");
    field("exif-ifd0-Model", "SECRET (SECRET, ASCII, 7 components, 7 bytes)");
    field("exif-ifd3-GPSLatitudeRef", "N (N, ASCII, 2 components, 2 bytes)");
    field("exif-ifd3-GPSLatitude", "52/1 31/1 0/1 (52, 31, 0, Rational, 3 components, 24 bytes)");
    set_text(picture.get(), VIPS_META_XMP_NAME, "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">SECRET</x:xmpmeta>");
    set_text(picture.get(), VIPS_META_IPTC_NAME,
        "Photoshop 3.0\0"
        "8BIMSECRET");
    field("png-comment-0-Comment", "SECRET");
    return picture;
}

base::Bytes with_comment(base::Bytes jpeg)
{
    constexpr std::string_view comment("\xFF\xFE\0\x08SECRET", 10);
    auto const bytes = base::as_bytes(comment);
    jpeg.insert(jpeg.begin() + 2, bytes.begin(), bytes.end());
    return jpeg;
}

std::vector<base::Bytes> talkative_files()
{
    auto const picture = talkative_picture();
    std::vector<base::Bytes> files { with_comment(test::encoded(picture.get(), ".jpg[profile=srgb]")) };
    for (auto const* const format : { ".png[profile=srgb]", ".webp[profile=srgb]", ".tif[profile=srgb]" })
        files.push_back(test::encoded(picture.get(), format));
    return files;
}

// The markers of a JPEG that was made without anything but the picture: JFIF, tables, frame, scan.
bool has_only_what_jfif_needs(base::ByteView jpeg)
{
    constexpr std::array allowed { 0xE0, 0xDB, 0xC0, 0xC4, 0xDD, 0xDA };
    auto const at = [&](std::size_t index) { return std::to_integer<int>(jpeg[index]); };
    for (std::size_t index = 2; index + 4 <= jpeg.size();) {
        if (at(index) != 0xFF || std::ranges::find(allowed, at(index + 1)) == allowed.end()) return false;
        if (at(index + 1) == 0xDA) return true;
        auto const length = static_cast<std::size_t>(at(index + 2) << 8 | at(index + 3));
        // JFIF may carry a thumbnail past these sixteen bytes.
        if (at(index + 1) == 0xE0 && length != 16) return false;
        index += 2 + length;
    }
    return false;
}

TEST(Metadata, IsLeftInNoRendition)
{
    auto const files = talkative_files();
    // The other formats pack it.
    ASSERT_NE(base::as_text(files.front()).find("SECRET"), std::string_view::npos);
    for (auto const& file : files) {
        auto const answer = render_picture(file);
        ASSERT_TRUE(answer) << for_operator(answer.error());
        for (auto const& rendition : *answer) {
            EXPECT_TRUE(has_only_what_jfif_needs(rendition.jpeg)) << code_of(rendition.code);
            EXPECT_EQ(base::as_text(rendition.jpeg).find("SECRET"), std::string_view::npos);
        }
    }
}

std::string output_of(std::string const& command)
{
    std::unique_ptr<FILE, int (*)(FILE*)> const pipe(popen(command.c_str(), "r"), pclose);
    std::string output;
    std::array<char, 4096> piece {};
    while (auto const got = std::fread(piece.data(), 1, piece.size(), pipe.get()))
        output.append(piece.data(), got);
    return output;
}

TEST(Metadata, IsNotFoundByExifToolEither)
{
    if (std::system("exiftool -ver > /dev/null 2>&1") != 0) GTEST_SKIP() << "exiftool is not installed";
    auto const answer = render_picture(talkative_files().front());
    ASSERT_TRUE(answer);
    auto const file
        = std::filesystem::temp_directory_path() / ("likeness-metadata-" + std::to_string(getpid()) + ".jpg");
    ASSERT_TRUE(base::write_file_atomically(file, answer->back().jpeg));
    // What the file system and the picture's own frame say, and the resolution in JFIF, is all there may be.
    auto const found
        = output_of("exiftool -a -u -G1 -s -x System:all -x File:all -x JFIF:all -x Composite:all "
                    "-x ExifTool:all "
            + file.string());
    std::filesystem::remove(file);
    EXPECT_EQ(found, "");
}

}

}
