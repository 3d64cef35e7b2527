#include "core/photo_size.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>

namespace likeness {
namespace {

TEST(PhotoSize, HasTheNineCodesOfTheReferenceSmallestFirst)
{
    constexpr std::array codes { "HR48x48", "HR64x64", "HR96x96", "HR120x120", "HR240x240", "HR360x360",
        "HR432x432", "HR504x504", "HR648x648" };
    ASSERT_EQ(photo_sizes.size(), codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i) EXPECT_EQ(code_of(photo_sizes[i]), codes[i]);
    EXPECT_TRUE(std::ranges::is_sorted(photo_sizes, {}, edge_px));
}

TEST(PhotoSize, IsNamedForItsEdge)
{
    for (auto const size : photo_sizes) {
        auto const edge = std::to_string(edge_px(size));
        EXPECT_EQ(code_of(size), std::string("HR").append(edge).append("x").append(edge));
        EXPECT_EQ(photo_size_of_edge(edge_px(size)), size);
    }
}

TEST(PhotoSize, HasNoOtherEdges)
{
    for (int const edge : { -48, 0, 1, 47, 49, 100, 647, 649, 1000 })
        EXPECT_EQ(photo_size_of_edge(edge), std::nullopt) << edge;
}

TEST(PhotoSize, IsReadInAnyCaseAndWithBlanksAroundIt)
{
    for (auto const* const text : { "HR96x96", "HR96X96", "hr96x96", "Hr96X96", " HR96x96", "HR96x96\r\n\t" })
        EXPECT_EQ(parse_photo_size(text), PhotoSize::hr96x96) << text;
    for (auto const size : photo_sizes) EXPECT_EQ(parse_photo_size(code_of(size)), size);
}

TEST(PhotoSize, IsNothingElse)
{
    using namespace std::string_view_literals;
    for (auto const text :
        { ""sv, " "sv, "96"sv, "96x96"sv, "HR96"sv, "HR"sv, "HR96x"sv, "HR96x64"sv, "HR97x97"sv, "HR 96x96"sv,
            "HR96 x 96"sv, "HR96*96"sv, "HR096x096"sv, "XHR96x96"sv, "HR96x96x"sv, "HR96x96\0"sv,
            "HR96\xC3\x97"
            "96"sv,
            "HR648x6480"sv, "HR1024x1024"sv }) {
        auto const size = parse_photo_size(text);
        ASSERT_FALSE(size) << text;
        EXPECT_EQ(size.error().code, Code::invalid_photo_size);
        EXPECT_EQ(size.error().detail, text);
    }
}

}
}
