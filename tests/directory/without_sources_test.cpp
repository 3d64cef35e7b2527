// A directory without the people of some sources.
#include "directory/without_sources.hpp"

#include "support/scripted_stores.hpp"

#include <gtest/gtest.h>

namespace likeness::directory {
namespace {

using namespace tests;

class WithoutSourcesTest : public testing::Test {
protected:
    PersonId const ours = person_id(1);
    PersonId const theirs = person_id(2);
    ScriptedDirectory behind;
    WithoutSources sifted { behind, { "contoso" } };

    void SetUp() override
    {
        behind.people = { person(ours, "sadie@contoso.com"), person(theirs, "hope@contoso.com") };
        behind.people[1].source = "contoso";
        behind.thumbnails = { { ours, photo("ours") }, { theirs, photo("theirs") } };
        behind.relations[{ ours, Relation::direct_reports }] = { theirs, ours };
    }
};

TEST_F(WithoutSourcesTest, HasEverybodyElse)
{
    EXPECT_TRUE(sifted.find(address("sadie@contoso.com")).value());
    EXPECT_TRUE(sifted.find(ours).value());
    EXPECT_EQ(sifted.find_thumbnail(ours).value(), photo("ours"));
    EXPECT_TRUE(sifted.serves_domain("contoso.com").value());
}

TEST_F(WithoutSourcesTest, DoesNotHaveThemInAnyAnswer)
{
    EXPECT_FALSE(sifted.find(address("hope@contoso.com")).value());
    EXPECT_FALSE(sifted.find(theirs).value());
    EXPECT_FALSE(sifted.find_thumbnail(theirs).value());
    std::array const both { theirs, ours };
    EXPECT_EQ(sifted.find_all(both).value().size(), 1u);
    EXPECT_EQ(sifted.find_by_proxy("smtp:", ProxyMatch::prefix, 10).value().size(), 1u);
    EXPECT_EQ(sifted.find_related(ours, Relation::direct_reports, 10).value().size(), 1u);
}

// Answers every query with the same two.
class BothNames final : public NameSearch {
public:
    Result<NameHits> search(NameQuery const&, std::size_t) override
    {
        return NameHits { .hits = { { .id = person_id(1) }, { .id = person_id(2) } }, .owner = nullptr };
    }
};

TEST_F(WithoutSourcesTest, DoesNotHaveThemInTheNamesEither)
{
    BothNames names;
    NamesWithin within(names, sifted);
    auto const found = within.search({ .text = "s" }, 10);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->hits.size(), 1u);
    EXPECT_EQ(found->hits.front().id, ours);
    behind.down = true;
    EXPECT_EQ(within.search({ .text = "s" }, 10).error().code, Code::ad_unavailable);
}

TEST_F(WithoutSourcesTest, DoesNotTakeASilentDirectoryForAnEmptyOne)
{
    behind.down = true;
    EXPECT_EQ(sifted.find(address("hope@contoso.com")).error().code, Code::ad_unavailable);
    EXPECT_EQ(sifted.find(theirs).error().code, Code::ad_unavailable);
    EXPECT_EQ(sifted.find_thumbnail(ours).error().code, Code::ad_unavailable);
}

}
}
