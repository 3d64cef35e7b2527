// Conditional requests.
// Source: RFC 9110, section 13; spec/photos.md 7.
#include "rest/conditional.hpp"

#include <gtest/gtest.h>

namespace likeness::rest {
namespace {

constexpr std::string_view etag = "0A1B2C3D4E5F6071";

TEST(IfNoneMatch, NamesTheTagInEveryFormThatClientsSend)
{
    for (auto const* const list : { "\"0A1B2C3D4E5F6071\"", "W/\"0A1B2C3D4E5F6071\"", "0A1B2C3D4E5F6071", "*",
             " * ", "\"other\", \"0A1B2C3D4E5F6071\"", "\"other\",W/\"0A1B2C3D4E5F6071\",\"third\"",
             ",, \"0A1B2C3D4E5F6071\"", "\"with,comma\", 0A1B2C3D4E5F6071 ", "other, 0A1B2C3D4E5F6071,x" })
        EXPECT_TRUE(names_etag(list, etag)) << list;
}

TEST(IfNoneMatch, NamesNoOtherTag)
{
    for (auto const* const list : { "", "\"\"", "\"0a1b2c3d4e5f6071\"", "\"0A1B2C3D4E5F607\"",
             "\"0A1B2C3D4E5F6071", "\"x,0A1B2C3D4E5F6071\"", "W/", "\"*\"", "x0A1B2C3D4E5F6071" })
        EXPECT_FALSE(names_etag(list, etag)) << list;
}

constexpr base::Seconds changed_at { std::chrono::seconds(784'111'777) }; // Sun, 06 Nov 1994 08:49:37 GMT

TEST(IfModifiedSince, CountsFromTheSecondOfTheChange)
{
    EXPECT_TRUE(is_unchanged({ .if_modified_since = "Sun, 06 Nov 1994 08:49:37 GMT" }, etag, changed_at));
    EXPECT_TRUE(is_unchanged({ .if_modified_since = "Sunday, 06-Nov-94 08:49:38 GMT" }, etag, changed_at));
    EXPECT_FALSE(is_unchanged({ .if_modified_since = "Sun, 06 Nov 1994 08:49:36 GMT" }, etag, changed_at));
}

TEST(IfModifiedSince, IsIgnoredBesideIfNoneMatchAndWhenItIsNoDate)
{
    EXPECT_FALSE(
        is_unchanged({ .if_none_match = "\"other\"", .if_modified_since = "Sun, 06 Nov 1994 08:49:37 GMT" },
            etag, changed_at));
    EXPECT_FALSE(is_unchanged({ .if_modified_since = "yesterday" }, etag, changed_at));
    EXPECT_FALSE(is_unchanged({}, etag, changed_at));
}

}
}
