// Our server in the place of an Exchange, seen through the ports: who is there, and which picture they have.
#include "client/exchange/exchange_directory.hpp"
#include "client/exchange/exchange_photos.hpp"
#include "client_and_server/contoso.hpp"
#include "directory/name_search_contract.hpp"

#include <gmock/gmock.h>

namespace likeness::tests {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

std::string tag_of(PersonId const&, base::ByteView bytes)
{
    return std::to_string(bytes.size());
}

class AnExchange : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        auto& people = contoso().data().people();
        auto hope = people.find(address("hope@contoso.com")).value().value();
        hope.addresses.push_back(address("h.gross@contoso.com"));
        hope.office = "16/2";
        ASSERT_TRUE(
            people.update({ .person = hope, .links = PersonLinks { .manager = "sadie@contoso.com" } }));
        Person const team { .id = base::random_guid(),
            .kind = RecipientKind::group,
            .addresses = { address("team@contoso.com") },
            .display_name = "The team" };
        ASSERT_TRUE(
            people.add({ .person = team, .links = PersonLinks { .members = { "hope@contoso.com" } } }));
    }

    Person own(std::string_view email)
    {
        return contoso().data().people().find(address(email)).value().value();
    }
    Person told(std::string_view email) { return directory.find(address(email)).value().value(); }

    client::EwsClient client = ews_client();
    client::EwsClient photo_client = ews_client();
    client::ExchangePeople people;
    client::ExchangeDirectory directory { client, people,
        { .name = "exchange", .domains = { "contoso.com" }, .tag_of = tag_of } };
    client::ExchangePhotos photos { photo_client, people, tag_of };
};

}

TEST_F(AnExchange, KnowsSomebodyByEveryAddressWithTheirOwnId)
{
    auto const hope = told("hope@contoso.com");
    auto expected = own("hope@contoso.com");
    expected.source = "exchange";
    EXPECT_EQ(hope, expected);
    EXPECT_EQ(told("h.gross@contoso.com"), expected);
    EXPECT_EQ(directory.find(hope.id).value(), expected);
    EXPECT_EQ(directory.find(address("nobody@contoso.com")).value(), std::nullopt);
    // Whose address begins with it is somebody else.
    EXPECT_EQ(directory.find(address("hope@contoso.co")).value(), std::nullopt);
}

TEST_F(AnExchange, FailsForAnIdThatItHasNotTold)
{
    auto const unknown = directory.find(base::random_guid());
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, Code::ad_unavailable);
    EXPECT_FALSE(photos.find(base::random_guid(), PhotoSize::hr96x96));
}

TEST_F(AnExchange, HasThePhotosAndThumbnailsOfItsPeople)
{
    auto const hope = told("hope@contoso.com");
    auto const photo = photos.find(hope.id, PhotoSize::hr96x96);
    ASSERT_TRUE(photo) << photo.error().detail;
    auto const stored
        = contoso().data().photos().find(own("hope@contoso.com").id, PhotoSize::hr96x96).value();
    EXPECT_EQ(photo->photo.value().bytes, stored.photo.value().bytes);
    EXPECT_EQ(photo->photo.value().etag, std::to_string(stored.photo.value().bytes.size()));
    auto const thumbnail = directory.find_thumbnail(hope.id);
    ASSERT_TRUE(thumbnail);
    EXPECT_EQ(thumbnail->value().content_type, "image/jpeg");

    auto const room = told("rainier@contoso.com");
    EXPECT_EQ(photos.find(room.id, PhotoSize::hr96x96).value(), PhotoLookup {});
    EXPECT_EQ(directory.find_thumbnail(room.id).value(), std::nullopt);
}

TEST_F(AnExchange, FindsPeopleByAPartOfAName)
{
    auto const names_of = [](NameHits const& hits) {
        std::vector<std::string> names;
        for (auto const& hit : hits.hits) names.emplace_back(hit.name);
        return names;
    };
    auto const found = directory.search({ .text = "16/2" }, 10).value();
    EXPECT_THAT(names_of(found), ElementsAre("Hope Gross"));
    EXPECT_FALSE(found.more);
    EXPECT_EQ(
        directory.find(found.hits.at(0).id).value().value().primary_address().text(), "hope@contoso.com");
    EXPECT_THAT(names_of(directory.search({ .text = "hop", .whole = true }, 10).value()), ElementsAre());
    EXPECT_THAT(
        names_of(directory.search({ .text = "HOPE", .whole = true }, 10).value()), ElementsAre("Hope Gross"));
    EXPECT_THAT(names_of(directory.search({ .text = "nobody at all" }, 10).value()), ElementsAre());
    // "r" is the reception and the room.
    auto const one = directory.search({ .text = "r" }, 1).value();
    EXPECT_THAT(one.hits, SizeIs(1));
    EXPECT_TRUE(one.more);
}

TEST_F(AnExchange, FindsPeopleByProxyAddresses)
{
    auto const found = directory.find_by_proxy("smtp:h.gr", ProxyMatch::prefix, 10);
    ASSERT_TRUE(found) << found.error().detail;
    ASSERT_THAT(*found, SizeIs(1));
    EXPECT_THAT(directory.find_by_proxy("smtp:h.gr", ProxyMatch::whole, 10).value(), SizeIs(0));
    EXPECT_THAT(
        directory.find_by_proxy("SMTP:H.GROSS@contoso.com", ProxyMatch::whole, 10).value(), SizeIs(1));
    EXPECT_FALSE(directory.find_by_proxy("h", ProxyMatch::prefix, 10));
}

TEST_F(AnExchange, TellsHowPeopleBelongTogether)
{
    auto const primary = [](std::vector<Person> const& found) {
        std::vector<std::string> addresses;
        for (auto const& person : found) addresses.push_back(person.primary_address().text());
        return addresses;
    };
    auto const related = [&](std::string_view email, Relation relation) {
        return primary(directory.find_related(told(email).id, relation, 10).value());
    };
    EXPECT_THAT(related("hope@contoso.com", Relation::manager), ElementsAre("sadie@contoso.com"));
    EXPECT_THAT(related("sadie@contoso.com", Relation::manager), ElementsAre());
    EXPECT_THAT(related("sadie@contoso.com", Relation::direct_reports), ElementsAre("hope@contoso.com"));
    EXPECT_THAT(related("team@contoso.com", Relation::members), ElementsAre("hope@contoso.com"));
    EXPECT_THAT(related("hope@contoso.com", Relation::members), ElementsAre());
    EXPECT_EQ(told("team@contoso.com").kind, RecipientKind::group);
    std::vector<PersonId> const ids { told("sadie@contoso.com").id, told("team@contoso.com").id };
    EXPECT_THAT(
        primary(directory.find_all(ids).value()), ElementsAre("sadie@contoso.com", "team@contoso.com"));
}

TEST_F(AnExchange, ServesTheDomainsThatItWasGiven)
{
    EXPECT_TRUE(directory.serves_domain("contoso.com").value());
    EXPECT_FALSE(directory.serves_domain("fabrikam.com").value());
}

TEST_F(AnExchange, IsUnavailableWhereItDoesNotAnswer)
{
    auto refused = ews_client("another password");
    client::ExchangeDirectory closed { refused, people,
        { .name = "exchange", .domains = {}, .tag_of = tag_of } };
    auto const found = closed.find(address("hope@contoso.com"));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, Code::ad_unavailable);
    EXPECT_EQ(closed.search({ .text = "hope" }, 1).error().code, Code::ad_unavailable);
    client::ExchangePhotos closed_photos { refused, people, tag_of };
    auto const hope = told("hope@contoso.com");
    EXPECT_EQ(
        closed_photos.find(hope.id, PhotoSize::hr96x96).error().code, Code::internal_server_transient_error);
}

namespace {

// A server of its own with these people and no others.
struct ExchangeOf {
    explicit ExchangeOf(std::vector<Person> const& people)
    {
        auto& own = server.data().people();
        std::vector<PersonId> demo;
        if (!own.for_each([&](Person const& person) { return demo.push_back(person.id), true; }))
            throw std::runtime_error("who is there cannot be told");
        for (auto const& id : demo)
            if (!own.remove(id)) throw std::runtime_error("somebody stays");
        for (auto const& person : people)
            if (auto const added = own.add({ .person = person }); !added)
                throw std::runtime_error(for_operator(added.error()));
        wait_for(people);
    }

    // The server hears of them by polling. Gives up after ten seconds.
    void wait_for(std::vector<Person> const& people)
    {
        auto const count = [&](std::string const& text) {
            auto const found = names.search({ .text = text }, 1);
            return found ? static_cast<int>(found->hits.size()) : -1;
        };
        auto const are_known = [&] {
            return count("rainier") == 0 && std::ranges::all_of(people, [&](Person const& person) {
                return person.visibility == Visibility::hidden || count(person.alias) == 1;
            });
        };
        for (auto const start = std::chrono::steady_clock::now(); !are_known();) {
            if (std::chrono::steady_clock::now() - start > std::chrono::seconds(10))
                throw std::runtime_error("the server does not hear of its people");
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }

    RunningServer server;
    client::EwsClient client = client::EwsClient::open(
        { .endpoint = ews_of(server),
            .credentials = client::Credentials { app::demo_user, app::demo_password } })
                                   .value();
    client::ExchangePeople known;
    client::ExchangeDirectory names { client, known,
        { .name = "exchange", .domains = {}, .tag_of = tag_of } };
};

std::shared_ptr<NameSearch> make_exchange(std::vector<Person> const& people)
{
    auto const exchange = std::make_shared<ExchangeOf>(people);
    return { exchange, &exchange->names };
}

}

}

namespace likeness::test {

INSTANTIATE_TEST_SUITE_P(Exchange, NameSearchContract,
    testing::Values(NameSearchMaker { "Exchange", likeness::tests::make_exchange }));

}
