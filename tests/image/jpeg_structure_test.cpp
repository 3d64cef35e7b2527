#include "image/jpeg_structure.hpp"

#include "image/pictures.hpp"

#include <gtest/gtest.h>

namespace likeness::image {

namespace {

using namespace std::string_view_literals;

struct Case {
    char const* what;
    std::string_view file;
    JpegStructure expected;
};

constexpr std::array cases {
    Case { "nothing", "", { 0, false } },
    Case { "a start alone", "\xFF\xD8"sv, { 0, false } },
    Case { "start and end", "\xFF\xD8\xFF\xD9"sv, { 0, true } },
    Case { "one scan", "\xFF\xD8\xFF\xDA\0\4xxdata\xFF\xD9"sv, { 1, true } },
    Case { "one scan, cut short", "\xFF\xD8\xFF\xDA\0\4xxdata"sv, { 1, false } },
    Case { "two scans", "\xFF\xD8\xFF\xDA\0\2data\xFF\xDA\0\2more\xFF\xD9"sv, { 2, true } },
    Case { "a stuffed byte in the data", "\xFF\xD8\xFF\xDA\0\2\xFF\0\xDA\xFF\xD9"sv, { 1, true } },
    Case { "restarts in the data", "\xFF\xD8\xFF\xDA\0\2x\xFF\xD0y\xFF\xD7z\xFF\xD9"sv, { 1, true } },
    Case { "fill before a marker", "\xFF\xD8\xFF\xFF\xFF\xDA\0\2x\xFF\xFF\xD9"sv, { 1, true } },
    Case { "a thumbnail with a scan and an end", "\xFF\xD8\xFF\xE1\0\7\xFF\xDA\xFF\xD9.\xFF\xD9"sv,
        { 0, true } },
    Case { "scans behind the end", "\xFF\xD8\xFF\xD9\xFF\xDA\0\2x\xFF\xDA\0\2"sv, { 0, true } },
    Case { "stray bytes between segments", "\xFF\xD8\xFF\xE0\0\2stray\xFF\xDA\0\2x\xFF\xD9"sv, { 1, true } },
    Case { "a segment longer than the file", "\xFF\xD8\xFF\xE0\xFF\xFF\xFF\xDA\0\2\xFF\xD9"sv, { 0, false } },
    Case { "a length below its own two bytes", "\xFF\xD8\xFF\xE0\0\0\xFF\xDA\0\2\xFF\xD9"sv, { 1, true } },
    Case { "a length cut in the middle", "\xFF\xD8\xFF\xE0\0"sv, { 0, false } },
    Case { "a marker cut in the middle", "\xFF\xD8\xFF"sv, { 0, false } },
};

TEST(JpegStructure, FollowsTheMarkers)
{
    for (auto const& [what, file, expected] : cases)
        EXPECT_EQ(read_jpeg_structure(base::as_bytes(file)), expected) << what;
}

TEST(JpegStructure, CountsOneScanInABaselineFileAndSeveralInAProgressiveOne)
{
    auto const picture = test::quarters(64, 64);
    EXPECT_EQ(read_jpeg_structure(test::encoded(picture.get(), ".jpg")), (JpegStructure { 1, true }));
    auto const progressive = read_jpeg_structure(test::encoded(picture.get(), ".jpg[interlace]"));
    EXPECT_EQ(progressive, (JpegStructure { 10, true }));
}

}

}
