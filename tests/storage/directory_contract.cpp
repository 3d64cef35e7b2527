// The contract of LocalDirectory. Source: spec/directory.md.
#include "storage/backends.hpp"

namespace likeness::test {

namespace {

template <class Backend> class DirectoryContract : public testing::Test {
public:
    LocalDirectory& people() { return backend.people(); }
    void add(Person const& person) { ASSERT_TRUE(people().add({ person, std::nullopt })); }
    bool serves(std::string_view domain) { return people().serves_domain(domain).value(); }
    std::optional<Person> find(std::string_view text) { return people().find(address(text)).value(); }

    std::vector<std::string> primaries()
    {
        std::vector<std::string> all;
        EXPECT_TRUE(people().for_each([&](Person const& person) {
            all.push_back(person.primary_address().text());
            return true;
        }));
        return all;
    }

    Backend backend;
};

PersonEntry entry(std::string name, std::initializer_list<std::string_view> addresses)
{
    Person person { .id = base::random_guid(), .addresses = {}, .display_name = std::move(name) };
    for (auto const text : addresses) person.addresses.push_back(address(text));
    return { person, std::nullopt };
}

}

TYPED_TEST_SUITE(DirectoryContract, Backends);

TYPED_TEST(DirectoryContract, ReportsNobodyAsAbsentNotAsAnError)
{
    EXPECT_EQ(this->find("nobody@contoso.com"), std::nullopt);
    EXPECT_EQ(this->people().find(base::random_guid()).value(), std::nullopt);
    EXPECT_EQ(this->people().find_thumbnail(base::random_guid()).value(), std::nullopt);
    EXPECT_EQ(this->people().count().value(), 0u);
    EXPECT_TRUE(this->primaries().empty());
}

TYPED_TEST(DirectoryContract, FindsAPersonWithEveryFieldByEveryAddressInAnyCase)
{
    auto const person = sadie();
    this->add(person);
    this->add(hope());
    for (auto const* text : { "sadie@contoso.com", "S.DANIELS@CONTOSO.COM", "desk7@contoso.com" }) {
        auto const found = this->find(text);
        ASSERT_TRUE(found) << text;
        EXPECT_EQ(*found, person) << text;
        EXPECT_TRUE(same_spelling(*found, person)) << text;
    }
    EXPECT_EQ(this->people().find(person.id).value(), person);
}

TYPED_TEST(DirectoryContract, KeepsTextsAsTheyAre)
{
    auto person = person_named("Zoë \"'; DROP TABLE people; -- \n\t 日本", "zoë@contoso.com");
    person.title = std::string("before\0after", 12);
    this->add(person);
    EXPECT_EQ(this->find("ZOË@contoso.com"), person);
}

TYPED_TEST(DirectoryContract, KeepsAnAddressThatIsGivenTwiceOnceAtItsFirstPlace)
{
    this->add(
        entry("Sadie Daniels", { "Sadie@contoso.com", "desk7@contoso.com", "SADIE@contoso.com" }).person);
    auto const found = this->find("sadie@contoso.com");
    ASSERT_TRUE(found);
    EXPECT_TRUE(same_spelling(*found, entry("", { "Sadie@contoso.com", "desk7@contoso.com" }).person));
}

TYPED_TEST(DirectoryContract, KeepsAsManyAddressesAsAPersonMayHave)
{
    auto person = sadie();
    while (person.addresses.size() < 200)
        person.addresses.push_back(
            address("alias" + std::to_string(person.addresses.size()) + "@contoso.com"));
    this->add(person);
    EXPECT_EQ(this->find("alias199@contoso.com"), person);
}

TYPED_TEST(DirectoryContract, RefusesToAddAnAddressOfSomebodyElseAndNamesBoth)
{
    this->add(sadie());
    auto const refused = this->people().add(entry("Hope Gross", { "hope@contoso.com", "DESK7@contoso.com" }));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::invalid_operation);
    EXPECT_EQ(refused.error().message, "The address DESK7@contoso.com belongs to Sadie@contoso.com already.");
    EXPECT_EQ(this->find("hope@contoso.com"), std::nullopt);
    EXPECT_EQ(this->people().count().value(), 1u);
}

TYPED_TEST(DirectoryContract, RefusesToAddAPersonWithoutAddressOrWithAnIdThatIsTaken)
{
    auto const person = sadie();
    this->add(person);
    EXPECT_EQ(this->people().add(entry("Nobody", {})).error().code, Code::invalid_operation);
    auto second = hope();
    second.id = person.id;
    EXPECT_EQ(this->people().add({ second, std::nullopt }).error().code, Code::invalid_operation);
    EXPECT_EQ(this->people().count().value(), 1u);
    EXPECT_EQ(this->people().find(person.id).value(), person);
}

TYPED_TEST(DirectoryContract, UpdatesFieldsAndAddressesAndFreesThoseThatAreGone)
{
    auto person = sadie();
    this->add(person);
    person.display_name = "Sadie D.";
    person.visibility = Visibility::visible;
    person.addresses = { address("desk7@contoso.com"), address("sadie@contoso.com") };
    ASSERT_TRUE(this->people().update({ person, std::nullopt }));
    EXPECT_EQ(this->find("sadie@contoso.com"), person);
    EXPECT_EQ(this->find("s.daniels@contoso.com"), std::nullopt);
    this->add(entry("Hope Gross", { "s.daniels@contoso.com" }).person);
}

TYPED_TEST(DirectoryContract, LeavesAPersonAsTheyWereWhenAnUpdateIsRefused)
{
    auto const person = sadie();
    this->add(person);
    this->add(hope());
    auto changed = person;
    changed.display_name = "Changed";
    changed.addresses.push_back(address("hope@contoso.com"));
    EXPECT_EQ(this->people().update({ changed, std::nullopt }).error().code, Code::invalid_operation);
    EXPECT_EQ(this->people().find(person.id).value(), person);
}

TYPED_TEST(DirectoryContract, RefusesToUpdateOrRemoveSomebodyUnknown)
{
    EXPECT_EQ(this->people().update({ sadie(), std::nullopt }).error().code, Code::non_existent_mailbox);
    EXPECT_EQ(this->people().remove(base::random_guid()).error().code, Code::non_existent_mailbox);
    EXPECT_EQ(this->people().count().value(), 0u);
}

TYPED_TEST(DirectoryContract, KeepsTheThumbnailUnlessOneIsGiven)
{
    auto const person = sadie();
    auto const first = picture(person.id, 1, 900, Source::directory);
    ASSERT_TRUE(this->people().add({ person, first }));
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), first);
    ASSERT_TRUE(this->people().update({ person, std::nullopt }));
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), first);
    auto const second = picture(person.id, 2, 100 << 10, Source::directory);
    ASSERT_TRUE(this->people().update({ person, second }));
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), second);
}

TYPED_TEST(DirectoryContract, RemovesThePersonWithAddressesAndThumbnail)
{
    auto const person = sadie();
    ASSERT_TRUE(this->people().add({ person, picture(person.id, 1, 900, Source::directory) }));
    this->add(hope());
    ASSERT_TRUE(this->people().remove(person.id));
    EXPECT_EQ(this->people().find(person.id).value(), std::nullopt);
    EXPECT_EQ(this->find("desk7@contoso.com"), std::nullopt);
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), std::nullopt);
    EXPECT_EQ(this->primaries(), std::vector<std::string> { "hope@contoso.com" });
    this->add(entry("Reception Desk", { "desk7@contoso.com" }).person);
}

TYPED_TEST(DirectoryContract, ImportsNewPeople)
{
    std::vector const batch { PersonEntry { sadie(), std::nullopt }, PersonEntry { hope(), std::nullopt } };
    EXPECT_TRUE(this->people().import(batch).value().empty());
    EXPECT_EQ(this->find("sadie@contoso.com"), batch[0].person);
    EXPECT_EQ(this->find("hope@contoso.com"), batch[1].person);
}

TYPED_TEST(DirectoryContract, ImportsNobodyFromAnEmptyBatch)
{
    EXPECT_TRUE(this->people().import({}).value().empty());
}

TYPED_TEST(DirectoryContract, ImportUpdatesWhomItKnowsByPrimaryAddressAndKeepsTheirId)
{
    auto const person = sadie();
    auto const thumbnail = picture(person.id, 1, 900, Source::directory);
    ASSERT_TRUE(this->people().add({ person, thumbnail }));
    std::vector const batch { entry("Sadie D.", { "SADIE@contoso.com", "new@contoso.com" }) };
    EXPECT_TRUE(this->people().import(batch).value().empty());

    auto expected = batch[0].person;
    expected.id = person.id;
    EXPECT_EQ(this->people().find(person.id).value(), expected);
    EXPECT_EQ(this->people().find(batch[0].person.id).value(), std::nullopt);
    EXPECT_EQ(this->find("new@contoso.com"), expected);
    EXPECT_EQ(this->find("desk7@contoso.com"), std::nullopt);
    EXPECT_EQ(this->people().find_thumbnail(person.id).value(), thumbnail);
    EXPECT_EQ(this->people().count().value(), 1u);
}

TYPED_TEST(DirectoryContract, ImportTakesTheLaterOfTwoEntriesForOnePrimaryAddress)
{
    std::vector const batch { entry("First", { "sadie@contoso.com" }),
        entry("Second", { "sadie@contoso.com" }) };
    EXPECT_TRUE(this->people().import(batch).value().empty());
    EXPECT_EQ(this->find("sadie@contoso.com")->display_name, "Second");
    EXPECT_EQ(this->find("sadie@contoso.com")->id, batch[0].person.id);
}

TYPED_TEST(DirectoryContract, ImportLeavesOutWhoClashesAndTellsWhy)
{
    auto const known = sadie();
    this->add(known);
    auto taken_id = entry("Taken id", { "taken.id@contoso.com" });
    taken_id.person.id = known.id;
    std::vector const batch {
        entry("Reception Desk", { "reception@contoso.com" }),
        entry("Alias clash", { "clash@contoso.com", "desk7@contoso.com" }),
        entry("Alias as primary", { "desk7@contoso.com" }),
        entry("Clash in the batch", { "second@contoso.com", "reception@contoso.com" }),
        entry("No address", {}),
        taken_id,
        entry("Mail Room", { "mailroom@contoso.com" }),
    };
    auto const rejected = this->people().import(batch).value();
    std::vector<std::size_t> places;
    for (auto const& one : rejected) {
        places.push_back(one.index);
        EXPECT_EQ(one.error.code, Code::invalid_operation);
    }
    EXPECT_EQ(places, (std::vector<std::size_t> { 1, 2, 3, 4, 5 }));
    EXPECT_EQ(
        rejected[0].error.message, "The address desk7@contoso.com belongs to Sadie@contoso.com already.");
    EXPECT_EQ(this->primaries(),
        (std::vector<std::string> { "mailroom@contoso.com", "reception@contoso.com", "Sadie@contoso.com" }));
    EXPECT_EQ(this->find("clash@contoso.com"), std::nullopt);
    EXPECT_EQ(this->people().find(known.id).value(), known);
}

TYPED_TEST(DirectoryContract, ImportTakesAThousandAndRefusesOneMore)
{
    std::vector<PersonEntry> batch;
    for (std::size_t n = 0; n < import_batch_max; ++n)
        batch.push_back(entry("Desk", { "desk" + std::to_string(n) + "@contoso.com" }));
    EXPECT_TRUE(this->people().import(batch).value().empty());
    EXPECT_EQ(this->people().count().value(), import_batch_max);
    batch.push_back(entry("One more", { "one.more@contoso.com" }));
    EXPECT_EQ(this->people().import(batch).error().code, Code::invalid_request);
    EXPECT_EQ(this->find("one.more@contoso.com"), std::nullopt);
}

TYPED_TEST(DirectoryContract, ServesTheDomainsThatAnybodyHasAnAddressIn)
{
    EXPECT_FALSE(this->serves("contoso.com"));
    EXPECT_FALSE(this->serves(""));
    this->add(sadie()); // Who is hidden.
    this->add(entry("Reception Desk",
        { "reception@contoso.com", "Desk@ExAmple.org", "\"a@b\"@quoted.example",
            "desk@M\xC3\x9CNCHEN.example" })
            .person);
    for (auto const* const domain :
        { "contoso.com", "example.org", "quoted.example", "m\xC3\xBCnchen.example" })
        EXPECT_TRUE(this->serves(domain)) << domain;
    for (auto const* const domain : { "", "com", "toso.com", "www.contoso.com", "b\"@quoted.example",
             "ExAmple.org", "sadie@contoso.com", "%" })
        EXPECT_FALSE(this->serves(domain)) << domain;
}

TYPED_TEST(DirectoryContract, ServesADomainUntilItsLastAddressIsGone)
{
    auto person = sadie();
    auto desk = entry("Reception Desk", { "reception@contoso.com", "desk@example.org", "hall@example.org" });
    this->add(person);
    this->add(desk.person);
    desk.person.addresses = { address("reception@contoso.com"), address("desk@example.org") };
    ASSERT_TRUE(this->people().update(desk));
    EXPECT_TRUE(this->serves("example.org"));
    desk.person.addresses.pop_back();
    ASSERT_TRUE(this->people().import(std::vector { desk }));
    EXPECT_FALSE(this->serves("example.org"));
    ASSERT_TRUE(this->people().remove(person.id));
    EXPECT_TRUE(this->serves("contoso.com"));
    ASSERT_TRUE(this->people().remove(desk.person.id));
    EXPECT_FALSE(this->serves("contoso.com"));
}

TYPED_TEST(DirectoryContract, ServesNoDomainOfAPersonWhoWasRefused)
{
    this->add(sadie());
    auto const clash = entry("Alias clash", { "clash@example.org", "desk7@contoso.com" });
    EXPECT_FALSE(this->people().add(clash));
    EXPECT_EQ(this->people().import(std::vector { clash }).value().size(), 1u);
    EXPECT_FALSE(this->serves("example.org"));
}

TYPED_TEST(DirectoryContract, VisitsEverybodyOnceInOrderOfThePrimaryAddress)
{
    std::vector<PersonEntry> batch;
    std::vector<std::string> expected;
    for (int n = 0; n < 1000; ++n) {
        auto const number = std::to_string(1000 + n * 7 % 1000); // 7 is prime to 1000: each number once.
        batch.push_back(entry("Desk", { "desk" + number + "@contoso.com", "a" + number + "@contoso.com" }));
        expected.push_back("desk" + std::to_string(1000 + n) + "@contoso.com");
    }
    ASSERT_TRUE(this->people().import(batch));
    // More than one chunk of the database's, and not a whole number of them.
    batch.assign(
        { entry("Front Door", { "Front@contoso.com" }), entry("Archive", { "ARCHIVE@contoso.com" }) });
    ASSERT_TRUE(this->people().import(batch));
    expected.insert(expected.begin(), "ARCHIVE@contoso.com");
    expected.push_back("Front@contoso.com");
    EXPECT_EQ(this->primaries(), expected);
}

TYPED_TEST(DirectoryContract, StopsVisitingWhenToldTo)
{
    this->add(sadie());
    this->add(hope());
    int visits = 0;
    ASSERT_TRUE(this->people().for_each([&](Person const&) { return ++visits < 1; }));
    EXPECT_EQ(visits, 1);
}

TYPED_TEST(DirectoryContract, LetsAVisitorUseTheDirectory)
{
    this->add(sadie());
    this->add(hope());
    ASSERT_TRUE(this->people().for_each([&](Person const& person) {
        EXPECT_TRUE(this->people().remove(person.id));
        return true;
    }));
    EXPECT_EQ(this->people().count().value(), 0u);
}

TYPED_TEST(DirectoryContract, KeepsTheKindOfARecipient)
{
    for (auto const kind : { RecipientKind::mailbox, RecipientKind::group, RecipientKind::contact }) {
        auto person = hope();
        person.kind = kind;
        this->add(person);
        EXPECT_EQ(this->find("hope@contoso.com"), person);
        ASSERT_TRUE(this->people().remove(person.id));
    }
}

TYPED_TEST(DirectoryContract, KeepsProxyAddressesAsTheyAreAndInTheirOrder)
{
    auto person = hope();
    person.other_proxies = { "sip:Hope@contoso.com", "", "2:ab", "X400:C=US;\n", std::string("a\0b", 3),
        "日本", "sip:Hope@contoso.com" };
    this->add(person);
    EXPECT_EQ(this->find("hope@contoso.com"), person);
    person.other_proxies = { "x:1" };
    ASSERT_TRUE(this->people().update({ person }));
    EXPECT_EQ(this->find("hope@contoso.com"), person);
}

TYPED_TEST(DirectoryContract, FindsAllWhoAreAskedForInThatOrderAndLeavesOutWhomNobodyKnows)
{
    auto const hidden = sadie();
    auto const visible = hope();
    this->add(hidden);
    this->add(visible);
    EXPECT_EQ(this->people()
                  .find_all(std::vector { visible.id, base::random_guid(), hidden.id, visible.id })
                  .value(),
        (std::vector { visible, hidden, visible }));
    EXPECT_TRUE(this->people().find_all({}).value().empty());
}

TYPED_TEST(DirectoryContract, FindsByTheBeginningOfAProxyAddress)
{
    auto desk
        = entry("Reception Desk", { "reception@contoso.com", "Desk_1@contoso.com", "desk%@contoso.com" });
    desk.person.other_proxies = { "SIP:Reception@contoso.com", "X500:/o=Contoso/cn=desk" };
    this->add(desk.person);
    auto hall = entry("Hall", { "hall@contoso.com", "deskx1@contoso.com" });
    hall.person.other_proxies = { "sip:hall@contoso.com", "desk:1" };
    this->add(hall.person);
    auto const found = [&](std::string_view prefix, ProxyMatch match = ProxyMatch::prefix) {
        std::vector<std::string> names;
        auto const people = this->people().find_by_proxy(prefix, match, 10).value();
        for (auto const& person : people) names.push_back(person.display_name);
        std::ranges::sort(names);
        return names;
    };
    using Names = std::vector<std::string>;
    EXPECT_EQ(found("smtp:desk"), (Names { "Hall", "Reception Desk" })); // Nobody twice.
    EXPECT_EQ(found("SMTP:DESK_"), Names { "Reception Desk" }); // No wildcards.
    EXPECT_EQ(found("smtp:desk%"), Names { "Reception Desk" });
    EXPECT_EQ(found("smtp:%"), Names {});
    EXPECT_EQ(found("smtp:*"), Names {});
    EXPECT_EQ(found("smtp:"), (Names { "Hall", "Reception Desk" }));
    EXPECT_EQ(found("sip:recep"), Names { "Reception Desk" });
    EXPECT_EQ(found("sip:"), (Names { "Hall", "Reception Desk" }));
    EXPECT_EQ(found("x500:/O=CONTOSO"), Names { "Reception Desk" });
    EXPECT_EQ(found("reception"), Names {});
    EXPECT_EQ(found("desk:"), Names { "Hall" });
    EXPECT_EQ(found("smtp:desk_1@contoso.com", ProxyMatch::whole), Names { "Reception Desk" });
    EXPECT_EQ(found("smtp:desk_1@contoso.co", ProxyMatch::whole), Names {});
    EXPECT_EQ(found("sip:HALL@contoso.com", ProxyMatch::whole), Names { "Hall" });
    EXPECT_EQ(found("sip:", ProxyMatch::whole), Names {});
}

TYPED_TEST(DirectoryContract, FindsNobodyHiddenByAProxyAddressAndNoMoreThanWereAskedFor)
{
    this->add(sadie()); // Who is hidden.
    EXPECT_TRUE(this->people().find_by_proxy("smtp:sadie", ProxyMatch::prefix, 10).value().empty());
    EXPECT_TRUE(this->people().find_by_proxy("sip:sadie", ProxyMatch::prefix, 10).value().empty());
    EXPECT_TRUE(this->people().find_by_proxy("sip:sadie@contoso.com", ProxyMatch::whole, 10).value().empty());
    for (int n = 0; n < 5; ++n)
        this->add(entry("Desk", { "desk" + std::to_string(n) + "@contoso.com" }).person);
    EXPECT_EQ(this->people().find_by_proxy("smtp:desk", ProxyMatch::prefix, 3).value().size(), 3u);
    EXPECT_EQ(this->people().find_by_proxy("smtp:", ProxyMatch::prefix, 10).value().size(), 5u);
    EXPECT_TRUE(this->people().find_by_proxy("smtp:desk", ProxyMatch::prefix, 0).value().empty());
}

TYPED_TEST(DirectoryContract, FindsManagerAndDirectReportsByAnyAddressHiddenOrNot)
{
    auto const manager = sadie(); // Who is hidden.
    auto const second = entry("Second", { "b.second@contoso.com" });
    auto const first = entry("First", { "A.first@contoso.com" });
    this->add(second.person);
    ASSERT_TRUE(this->people().update({ second.person, {}, PersonLinks { "DESK7@contoso.com", {} } }));
    ASSERT_TRUE(this->people().add({ first.person, {}, PersonLinks { "sadie@contoso.com", {} } }));
    EXPECT_TRUE(this->people().find_related(first.person.id, Relation::manager, 9).value().empty());
    this->add(manager); // Whoever is meant may come later.
    for (auto const& report : { first, second })
        EXPECT_EQ(this->people().find_related(report.person.id, Relation::manager, 9).value(),
            std::vector { manager });
    EXPECT_EQ(this->people().find_related(manager.id, Relation::direct_reports, 9).value(),
        (std::vector { first.person, second.person }));
    EXPECT_EQ(this->people().find_related(manager.id, Relation::direct_reports, 1).value(),
        std::vector { first.person });
    EXPECT_TRUE(this->people().find_related(manager.id, Relation::manager, 9).value().empty());
    EXPECT_TRUE(this->people().find_related(manager.id, Relation::members, 9).value().empty());
    EXPECT_TRUE(this->people().find_related(base::random_guid(), Relation::manager, 9).value().empty());
}

TYPED_TEST(DirectoryContract, FindsTheMembersOfAGroupInItsOrderAndEachOnce)
{
    auto const hidden = sadie();
    auto const visible = hope();
    this->add(hidden);
    this->add(visible);
    auto group = entry("Everybody", { "everybody@contoso.com" });
    group.person.kind = RecipientKind::group;
    group.links = PersonLinks { "",
        { "hope@contoso.com", "nobody@contoso.com", "S.Daniels@contoso.com", "sadie@contoso.com",
            "everybody@contoso.com" } };
    ASSERT_TRUE(this->people().add(group));
    auto const members = [&](std::size_t most) {
        return this->people().find_related(group.person.id, Relation::members, most).value();
    };
    EXPECT_EQ(members(10), (std::vector { visible, hidden, group.person }));
    EXPECT_EQ(members(2), (std::vector { visible, hidden }));
    ASSERT_TRUE(this->people().remove(visible.id));
    EXPECT_EQ(members(10), (std::vector { hidden, group.person }));
}

TYPED_TEST(DirectoryContract, KeepsLinksFoldedUnlessOthersAreGiven)
{
    auto const person = hope();
    PersonLinks const first { "Sadie@contoso.com", { "A@contoso.com", "b@contoso.com", "A@contoso.com" } };
    PersonLinks const kept { "sadie@contoso.com", { "a@contoso.com", "b@contoso.com", "a@contoso.com" } };
    EXPECT_EQ(this->people().links(person.id).value(), PersonLinks {});
    ASSERT_TRUE(this->people().add({ person, {}, first }));
    EXPECT_EQ(this->people().links(person.id).value(), kept);
    ASSERT_TRUE(this->people().update({ person }));
    EXPECT_EQ(this->people().links(person.id).value(), kept);
    ASSERT_TRUE(this->people().import(std::vector { PersonEntry { person, {}, PersonLinks {} } }));
    EXPECT_EQ(this->people().links(person.id).value(), PersonLinks {});
    ASSERT_TRUE(this->people().update({ person, {}, first }));
    ASSERT_TRUE(this->people().remove(person.id));
    EXPECT_EQ(this->people().links(person.id).value(), PersonLinks {});
}

TYPED_TEST(DirectoryContract, VisitsTheNamesOfEverybodyWhoIsNotHidden)
{
    auto visible = sadie();
    visible.visibility = Visibility::visible;
    visible.kind = RecipientKind::contact;
    this->add(visible);
    auto hidden = hope();
    hidden.visibility = Visibility::hidden;
    this->add(hidden);
    int visits = 0;
    ASSERT_TRUE(this->people().for_each_name([&](NameEntry const& name) {
        ++visits;
        EXPECT_EQ(name.id, visible.id);
        EXPECT_EQ(name.kind, visible.kind);
        EXPECT_EQ(name.display_name, visible.display_name);
        EXPECT_EQ(name.given_name, visible.given_name);
        EXPECT_EQ(name.surname, visible.surname);
        EXPECT_EQ(name.office, visible.office);
        EXPECT_EQ(name.alias, visible.alias);
        EXPECT_EQ(name.address, "Sadie@contoso.com");
        return true;
    }));
    EXPECT_EQ(visits, 1);
}

TYPED_TEST(DirectoryContract, VisitsEveryNameOnceUntilToldToStopAndLetsTheVisitorWrite)
{
    constexpr std::size_t count = 5000; // More than one piece of the database's.
    std::vector<PersonEntry> batch;
    for (std::size_t n = 0; n < count; ++n) {
        batch.push_back(entry("Desk", { "desk" + std::to_string(n) + "@contoso.com" }));
        if (batch.size() < import_batch_max) continue;
        ASSERT_TRUE(this->people().import(batch));
        batch.clear();
    }
    std::vector<PersonId> seen;
    ASSERT_TRUE(this->people().for_each_name([&](NameEntry const& name) {
        if (seen.empty()) {
            EXPECT_TRUE(this->people().remove(name.id));
        }
        seen.push_back(name.id);
        return true;
    }));
    std::ranges::sort(seen);
    EXPECT_EQ(seen.size(), count);
    EXPECT_EQ(std::ranges::adjacent_find(seen), seen.end());
    std::size_t visits = 0;
    ASSERT_TRUE(this->people().for_each_name([&](NameEntry const&) { return ++visits < 4500; }));
    EXPECT_EQ(visits, 4500u);
}

TYPED_TEST(DirectoryContract, RefusesToAddPeopleOfADirectoryElsewhere)
{
    auto other = hope();
    other.source = "corp";
    EXPECT_EQ(this->people().add({ other }).error().code, Code::invalid_operation);
    auto const rejected = this->people().import(std::vector { PersonEntry { other } }).value();
    ASSERT_EQ(rejected.size(), 1u);
    EXPECT_EQ(rejected[0].error.code, Code::invalid_operation);
    EXPECT_EQ(this->people().count().value(), 0u);
    other.source = "";
    this->add(other);
    other.source = "corp";
    EXPECT_EQ(this->people().update({ other }).error().code, Code::invalid_operation);
    EXPECT_EQ(this->find("hope@contoso.com")->source, "");
}

}
