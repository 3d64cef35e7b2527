// Versions in their order.
// Source: spec/versions.md 1.
#include "ews/schema.hpp"

#include <gtest/gtest.h>

namespace likeness::ews {
namespace {

TEST(Schema, ReadsBackUnderItsName)
{
    for (int i = 0; i <= static_cast<int>(newest_schema); ++i) {
        auto const schema = static_cast<Schema>(i);
        EXPECT_EQ(parse_schema(name_of(schema)).value(), schema) << name_of(schema);
    }
}

TEST(Schema, IsInTheOrderOfItsReleases)
{
    EXPECT_LT(Schema::exchange2007, Schema::exchange2007_sp1);
    EXPECT_LT(Schema::exchange2010_sp2, Schema::exchange2013);
    EXPECT_LT(Schema::exchange2016, parse_schema("V2017_07_11").value());
}

TEST(Schema, IgnoresBlanksAroundItAsTheFoundingDocumentHasThem)
{
    EXPECT_EQ(parse_schema("Exchange2013 ").value(), Schema::exchange2013);
    EXPECT_EQ(parse_schema("\n Exchange2016\t").value(), Schema::exchange2016);
}

TEST(Schema, TakesWhatANewerServerCallsItselfForTheNewest)
{
    EXPECT_EQ(parse_schema("V2020_01_01").value(), newest_schema);
    EXPECT_EQ(parse_schema("V2_45").value(), newest_schema); // What Exchange Online has called itself.
}

TEST(Schema, RefusesWhatThereIsNot)
{
    for (auto const* const text : { "", "exchange2013", "Exchange2019", "Exchange2013SP1", "V", "V2020_",
             "V2020__1", "V2020_0a", "2013", "V99999999999999999999999999999999999999" })
        EXPECT_FALSE(parse_schema(text)) << text;
}

TEST(ServerBuild, IsReadAndWritten)
{
    auto const build = parse_build("15.2.2562.17");
    ASSERT_TRUE(build);
    EXPECT_EQ(*build, (ServerBuild { 15, 2, 2562, 17 }));
    EXPECT_EQ(to_string(*build), "15.2.2562.17");
}

TEST(ServerBuild, IsNothingButFourNumbers)
{
    for (auto const* const text : { "", "15", "15.1.2507", "15.1.2507.0.1", "15.1.2507.-1", "15.1.2507.x",
             "15.1.2507.100000", " 15.1.2507.0", "15..2507.0" })
        EXPECT_FALSE(parse_build(text)) << text;
}

}
}
