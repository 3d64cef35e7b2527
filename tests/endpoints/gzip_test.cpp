// Compressed answers, and the small headers that steer them.
// Source: spec/soap.md 1.
#include "endpoints/gzip.hpp"
#include "endpoints/media_type.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace likeness::endpoints {
namespace {

std::string inflated(std::string const& compressed, std::size_t size)
{
    std::string text(size, '\0');
    z_stream stream {};
    EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
    stream.avail_in = static_cast<uInt>(compressed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    inflateEnd(&stream);
    return text;
}

TEST(Gzip, GivesBackWhatItWasGivenInFewerBytes)
{
    std::string text;
    for (int i = 0; i < 1'000; ++i) text += "<t:Folder>" + std::to_string(i) + "</t:Folder>";
    auto const compressed = gzip(text);
    ASSERT_TRUE(compressed);
    EXPECT_LT(compressed->size(), text.size() / 4);
    EXPECT_EQ(inflated(*compressed, text.size()), text);
    EXPECT_EQ(inflated(*gzip(""), 1).substr(1), "");
}

TEST(Gzip, IsSentToWhoTakesIt)
{
    for (auto const* const header :
        { "gzip", "gzip,deflate", "deflate, GZIP;q=0.5", "br, *", "gzip;q=1.0", "*;q=0, gzip" })
        EXPECT_TRUE(takes_gzip(header)) << header;
    for (auto const* const header :
        { "", "identity", "gzip;q=0", "gzip; q=0.000", "deflate", "xgzip", "*, gzip;q=0" })
        EXPECT_FALSE(takes_gzip(header)) << header;
}

TEST(MediaType, IsTakenApart)
{
    auto const type = parse_media_type("Text/XML ; charset=\"utf-8\"; action=x");
    EXPECT_EQ(type.essence, "Text/XML");
    EXPECT_EQ(type.charset, "utf-8");
    EXPECT_TRUE(may_be_xml(type));
    EXPECT_EQ(parse_media_type("text/xml").charset, "");
    EXPECT_EQ(parse_media_type("text/xml;CHARSET=utf-16").charset, "utf-16");
    EXPECT_EQ(parse_media_type(";").charset, "");
    EXPECT_TRUE(may_be_xml(parse_media_type("")));
    EXPECT_FALSE(may_be_xml(parse_media_type("application/soap+xml; charset=utf-8")));
}

}
}
