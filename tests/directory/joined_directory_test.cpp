#include "directory/joined_directory.hpp"

#include "base/utf8.hpp"

#include <gmock/gmock.h>
#include <memory>

namespace likeness::directory {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

EmailAddress address(std::string_view text)
{
    return EmailAddress::parse(text).value();
}

// A directory in a list, which can be made to fail.
class ListedDirectory final : public Directory, public NameSearch {
public:
    explicit ListedDirectory(std::vector<Person> people)
        : people_(std::move(people))
    {
    }

    bool is_down = false;

    Result<std::optional<Person>> find(EmailAddress const& wanted) override
    {
        return first([&](Person const& one) { return one.has(wanted); });
    }
    Result<std::optional<Person>> find(PersonId person) override
    {
        return first([&](Person const& one) { return one.id == person; });
    }
    Result<bool> serves_domain(std::string_view domain) override
    {
        auto const found
            = first([&](Person const& one) { return one.primary_address().folded_domain() == domain; });
        if (!found) return tl::unexpected(found.error());
        return found->has_value();
    }
    Result<std::optional<Photo>> find_thumbnail(PersonId person) override
    {
        auto const found = find(person);
        if (!found) return tl::unexpected(found.error());
        if (!*found) return std::nullopt;
        return Photo { .content_type = "image/jpeg", .etag = (*found)->display_name };
    }
    Result<std::vector<Person>> find_all(std::span<PersonId const> ids) override
    {
        return all([&](Person const& one) { return std::ranges::find(ids, one.id) != ids.end(); });
    }
    Result<std::vector<Person>> find_by_proxy(std::string_view prefix, ProxyMatch, std::size_t) override
    {
        return all([&](Person const& one) {
            return one.visibility == Visibility::visible
                && ("smtp:" + one.primary_address().folded()).starts_with(prefix);
        });
    }
    Result<std::vector<Person>> find_related(PersonId person, Relation, std::size_t) override
    {
        return all([&](Person const& one) { return one.id == person; });
    }
    Result<NameHits> search(NameQuery const& query, std::size_t most) override
    {
        auto found = all([&](Person const& one) {
            auto const name = base::fold_name(one.display_name);
            return one.visibility == Visibility::visible
                && (query.whole ? name == query.text : name.starts_with(query.text));
        });
        if (!found) return tl::unexpected(found.error());
        auto const owner = std::make_shared<std::vector<Person> const>(*std::move(found));
        NameHits hits { .more = owner->size() > most, .owner = owner };
        for (auto const& one : *owner)
            if (hits.hits.size() < most)
                hits.hits.push_back({ one.id, one.kind, one.display_name, one.primary_address().text() });
        return hits;
    }

private:
    Result<std::vector<Person>> all(auto const& is_wanted)
    {
        if (is_down) return fail(Code::ad_unavailable, "down");
        std::vector<Person> found;
        std::ranges::copy_if(people_, std::back_inserter(found), is_wanted);
        return found;
    }
    Result<std::optional<Person>> first(auto const& is_wanted)
    {
        auto const found = all(is_wanted);
        if (!found) return tl::unexpected(found.error());
        if (found->empty()) return std::nullopt;
        return found->front();
    }

    std::vector<Person> people_;
};

Person person(std::string const& name, std::string_view mail, Visibility visibility = Visibility::visible)
{
    return { .id = base::random_guid(),
        .addresses = { address(mail) },
        .display_name = name,
        .visibility = visibility };
}

class JoinedDirectoryTest : public testing::Test {
protected:
    std::vector<std::string> found_by(std::string const& text, std::size_t most = 10)
    {
        auto const hits = joined.search({ .text = text }, most).value();
        more = hits.more;
        std::vector<std::string> addresses;
        for (auto const& hit : hits.hits) addresses.emplace_back(hit.address);
        return addresses;
    }

    Person const sadie = person("Sadie Daniels", "sadie@contoso.com");
    Person const hope = person("Hope", "hope@contoso.com");
    Person const sadie_elsewhere = person("Sadie Elsewhere", "sadie@contoso.com");
    Person const hopeful = person("Hopeful", "hopeful@fabrikam.com");
    Person const ghost = person("Ghost", "ghost@contoso.com", Visibility::hidden);
    Person const ghost_elsewhere = person("Ghost", "ghost@contoso.com");
    ListedDirectory first { { sadie, hope, ghost } };
    ListedDirectory second { { sadie_elsewhere, hopeful, ghost_elsewhere } };
    JoinedDirectory joined { { { &first, &first }, { &second, &second } } };
    bool more = false;
};

TEST_F(JoinedDirectoryTest, TakesTheWordOfTheFirstThatKnows)
{
    EXPECT_EQ(joined.find(address("sadie@contoso.com")).value(), sadie);
    EXPECT_EQ(joined.find(address("hopeful@fabrikam.com")).value(), hopeful);
    EXPECT_EQ(joined.find(address("nobody@contoso.com")).value(), std::nullopt);
    EXPECT_EQ(joined.find(sadie_elsewhere.id).value(), sadie_elsewhere);
    EXPECT_TRUE(joined.serves_domain("fabrikam.com").value());
    EXPECT_FALSE(joined.serves_domain("nowhere.com").value());
    EXPECT_EQ(joined.find_thumbnail(hopeful.id).value().value().etag, "Hopeful");
    EXPECT_THAT(joined.find_related(hopeful.id, Relation::members, 5).value(), ElementsAre(hopeful));
}

TEST_F(JoinedDirectoryTest, KeepsTheOrderOfTheIdsThatAreAskedFor)
{
    std::vector const ids { hopeful.id, base::random_guid(), sadie.id };
    EXPECT_THAT(joined.find_all(ids).value(), ElementsAre(hopeful, sadie));
}

TEST_F(JoinedDirectoryTest, PassesOverADirectoryThatIsDownWhereAnotherKnows)
{
    first.is_down = true;
    EXPECT_EQ(joined.find(address("hopeful@fabrikam.com")).value(), hopeful);
    EXPECT_TRUE(joined.serves_domain("fabrikam.com").value());
    EXPECT_THAT(joined.find_all({ &hopeful.id, 1 }).value(), ElementsAre(hopeful));
    EXPECT_THAT(joined.find_by_proxy("smtp:hope", ProxyMatch::prefix, 5).value(), ElementsAre(hopeful));
}

TEST_F(JoinedDirectoryTest, NeverSaysNobodyWhereItCannotTell)
{
    first.is_down = true;
    EXPECT_EQ(joined.find(address("nobody@contoso.com")).error().code, Code::ad_unavailable);
    EXPECT_EQ(joined.find(hope.id).error().code, Code::ad_unavailable);
    EXPECT_EQ(joined.serves_domain("nowhere.com").error().code, Code::ad_unavailable);
    EXPECT_EQ(joined.find_thumbnail(hope.id).error().code, Code::ad_unavailable);
    std::vector const ids { hopeful.id, hope.id };
    EXPECT_EQ(joined.find_all(ids).error().code, Code::ad_unavailable);
    EXPECT_EQ(joined.find_by_proxy("smtp:x", ProxyMatch::prefix, 5).error().code, Code::ad_unavailable);
    EXPECT_EQ(joined.find_related(hope.id, Relation::members, 5).error().code, Code::ad_unavailable);
    EXPECT_EQ(joined.search({ .text = "x" }, 5).error().code, Code::ad_unavailable);
}

TEST_F(JoinedDirectoryTest, MergesNamesInOrderExactOnesFirstAndNobodyTwice)
{
    EXPECT_THAT(found_by("hope"), ElementsAre("hope@contoso.com", "hopeful@fabrikam.com"));
    EXPECT_FALSE(more);
    EXPECT_THAT(found_by("sadie"), ElementsAre("sadie@contoso.com"));
    EXPECT_THAT(found_by("hopeful"), ElementsAre("hopeful@fabrikam.com"));
    EXPECT_THAT(found_by("hope", 1), ElementsAre("hope@contoso.com"));
    EXPECT_TRUE(more);
}

TEST_F(JoinedDirectoryTest, PutsAnExactNameOfALaterDirectoryBeforeOthers)
{
    ListedDirectory later { { person("Hop", "hop@fabrikam.com") } };
    JoinedDirectory two { { { &first, &first }, { &later, &later } } };
    auto const hits = two.search({ .text = "hop" }, 5).value();
    ASSERT_THAT(hits.hits, testing::SizeIs(2));
    EXPECT_EQ(hits.hits.front().address, "hop@fabrikam.com");
}

TEST_F(JoinedDirectoryTest, DoesNotFindInALaterDirectoryWhomAnEarlierOneHides)
{
    EXPECT_THAT(found_by("ghost"), IsEmpty());
    EXPECT_THAT(joined.find_by_proxy("smtp:ghost", ProxyMatch::prefix, 5).value(), IsEmpty());
    EXPECT_EQ(joined.find(address("ghost@contoso.com")).value().value().visibility, Visibility::hidden);
}

TEST_F(JoinedDirectoryTest, SaysThatThereAreMoreNamesWhileADirectoryIsDown)
{
    first.is_down = true;
    EXPECT_THAT(found_by("hope"), ElementsAre("hopeful@fabrikam.com"));
    EXPECT_TRUE(more);
}

TEST_F(JoinedDirectoryTest, KeepsTheTextsOfItsHitsAlive)
{
    auto const hits = joined.search({ .text = "hope" }, 5).value();
    EXPECT_EQ(hits.hits.back().name, "Hopeful");
    EXPECT_TRUE(hits.owner);
}

}

}
