#include "base/guid.hpp"

#include <gtest/gtest.h>
#include <set>

namespace likeness::base {
namespace {

constexpr std::string_view example = "0fe3c1d2-4b5a-6978-8796-a5b4c3d2e1f0";

TEST(Guid, IsWrittenAsItWasRead)
{
    auto const guid = parse_guid(example);
    ASSERT_TRUE(guid);
    EXPECT_EQ(guid->bytes.front(), std::byte { 0x0F });
    EXPECT_EQ(guid->bytes.back(), std::byte { 0xF0 });
    EXPECT_EQ(to_string(*guid), example);
    EXPECT_EQ(to_string(Guid {}), "00000000-0000-0000-0000-000000000000");
}

TEST(Guid, IsReadInEitherCaseAndWrittenInLowerCase)
{
    auto const guid = parse_guid("0FE3C1D2-4B5A-6978-8796-A5B4C3D2E1F0");
    EXPECT_EQ(guid, parse_guid(example));
}

TEST(Guid, HasNoOtherForm)
{
    for (auto const* const text : { "", "0fe3c1d2", "{0fe3c1d2-4b5a-6978-8796-a5b4c3d2e1f0}",
             "0fe3c1d24b5a69788796a5b4c3d2e1f0", "0fe3c1d2-4b5a-6978-8796-a5b4c3d2e1f",
             "0fe3c1d2-4b5a-6978-8796-a5b4c3d2e1f00", "0fe3c1d2-4b5a-6978-8796-a5b4c3d2e1fg",
             "0fe3c1d2_4b5a_6978_8796_a5b4c3d2e1f0", "0fe3c1d24-b5a-6978-8796-a5b4c3d2e1f0",
             " fe3c1d2-4b5a-6978-8796-a5b4c3d2e1f0", "------------------------------------" })
        EXPECT_FALSE(parse_guid(text)) << text;
}

TEST(Guid, HasNoNulInIt)
{
    std::string text(example);
    text[5] = '\0';
    EXPECT_FALSE(parse_guid(text));
}

TEST(Guid, IsOfVersion4WhenItIsRandom)
{
    for (int i = 0; i < 64; ++i) {
        auto const text = to_string(random_guid());
        EXPECT_EQ(text[14], '4') << text;
        EXPECT_TRUE(std::string_view("89ab").contains(text[19])) << text;
    }
}

TEST(Guid, DoesNotRepeatWhenItIsRandom)
{
    std::set<Guid> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(random_guid());
    EXPECT_EQ(seen.size(), 1000u);
}

TEST(Guid, HashesByItsBytes)
{
    auto const guid = parse_guid(example).value();
    EXPECT_EQ(std::hash<Guid>()(guid), std::hash<Guid>()(parse_guid(example).value()));
    std::set<std::size_t> hashes;
    for (int i = 0; i < 1000; ++i) hashes.insert(std::hash<Guid>()(random_guid()));
    EXPECT_EQ(hashes.size(), 1000u);
}

}
}
