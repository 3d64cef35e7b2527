// Who is in a group; whom a search lists, and on which page; what is shown of one person.
// Source: spec/directory.md 6 and 7.
#include "core/limits.hpp"
#include "service/expand_dl.hpp"
#include "service/find_people.hpp"
#include "service/get_persona.hpp"
#include "service/legacy_dn.hpp"
#include "service/people_scene.hpp"
#include "service/personas.hpp"

namespace likeness::service {
namespace {

using Names = std::vector<std::string>;

class ExpandDlTest : public PeopleScene {
protected:
    ExpandDlAnswer expand(std::string address)
    {
        return expand_dl({ std::move(address), "" }, caller, ports);
    }
    Names members(Principal const& who)
    {
        Names all;
        auto const answer = expand_dl({ "team@contoso.com", "" }, who, ports).value();
        for (auto const& member : answer.members) all.emplace_back(member.address);
        return all;
    }
};

TEST_F(ExpandDlTest, ListsTheMembersInTheirOrderWithoutWhomTheCallerMayNotSee)
{
    EXPECT_EQ(members(caller), (Names { "hope@contoso.com", "sadie@contoso.com" }));
    Names const all { "hope@contoso.com", "recluse@contoso.com", "sadie@contoso.com" };
    EXPECT_EQ(members(admin), all);
    EXPECT_EQ(members(hidden), all);
}

TEST_F(ExpandDlTest, TakesAnAddressOrALegacyName)
{
    for (auto const& entry :
        { std::string("TEAM@contoso.com"), std::string("smtp:team@contoso.com"), legacy_dn_of(team) })
        EXPECT_EQ(outcome_of(expand(entry)), "NoError") << entry;
}

TEST_F(ExpandDlTest, FindsNothingInWhatIsNoGroupOrNotThereForTheCaller)
{
    person(team).visibility = Visibility::hidden;
    auto const none = expand("nobody@contoso.com").error();
    EXPECT_EQ(none.message, "No results were found.");
    for (auto const& entry : { std::string("team@contoso.com"), std::string("sadie@contoso.com"),
             std::string("no address"), legacy_dn_of(team) })
        EXPECT_EQ(expand(entry).error().message, none.message) << entry;
    EXPECT_EQ(outcome_of(expand_dl({ "team@contoso.com", "" }, admin, ports)), "NoError");
}

TEST_F(ExpandDlTest, ListsTheMembersOfAListInAFolderThatTheCallerMayRead)
{
    auto list = list_called("Sailors");
    list.members = { { .key = "1", .name = "Dora", .address = "dora@home.example" },
        { .key = "2",
            .name = "Team",
            .address = "/o=x/cn=team",
            .routing_type = "EX",
            .mailbox_type = "PublicDL" } };
    auto const id = item_id(put_item(list));
    auto const answer = expand_dl({ "", id }, caller, ports).value();
    EXPECT_EQ(answer.members,
        (std::vector<Mailbox> {
            { .name = "Dora", .address = "dora@home.example", .type = MailboxType::one_off },
            { .name = "Team",
                .address = "/o=x/cn=team",
                .routing_type = "EX",
                .type = MailboxType::public_dl } }));
    EXPECT_TRUE(answer.includes_last);

    Principal const other { .address = tests::address("sadie@contoso.com") };
    EXPECT_EQ(outcome_of(expand_dl({ "", id }, other, ports)), "ErrorItemNotFound");
    ASSERT_TRUE(storage.mailboxes().grant(hope, { contacts_number + 1, sadie, FolderRole::editor }));
    EXPECT_EQ(outcome_of(expand_dl({ "", id }, other, ports)), "ErrorItemNotFound");
    ASSERT_TRUE(storage.mailboxes().grant(hope, { contacts_number, sadie, FolderRole::reader }));
    EXPECT_EQ(outcome_of(expand_dl({ "", id }, other, ports)), "NoError");
}

TEST_F(ExpandDlTest, ExpandsNothingInAFolderButAList)
{
    auto const contact = item_id(put_item(contact_called("Dora", "Sage", { "dora@home.example" })));
    EXPECT_EQ(outcome_of(expand_dl({ "", contact }, caller, ports)), "ErrorNameResolutionNoResults");
    auto const folder = ids.write({ .kind = ObjectKind::folder, .mailbox = hope, .object = 12 });
    EXPECT_EQ(outcome_of(expand_dl({ "", folder }, caller, ports)), "ErrorCannotUseFolderIdForItemId");
    EXPECT_EQ(outcome_of(expand_dl({ "", "DUMMY" }, caller, ports)), "ErrorInvalidIdMalformed");
    auto const item = ids.write({ .kind = ObjectKind::item, .mailbox = hope, .object = 99 });
    EXPECT_EQ(outcome_of(expand_dl({ "", item }, caller, ports)), "ErrorItemNotFound");
}

TEST_F(ExpandDlTest, SaysThatTheDirectoryIsDown)
{
    directory.down = true;
    EXPECT_EQ(outcome_of(expand("team@contoso.com")), "ErrorADUnavailable");
}

class FindPeopleTest : public PeopleScene {
protected:
    FindPeople request { .where = FindPeople::Where::directory };

    FindPeopleAnswer find() { return find_people(request, caller, ports); }
    Names found()
    {
        Names all;
        auto const answer = find().value();
        for (auto const& persona : answer.people) all.emplace_back(persona.display_name);
        return all;
    }
    void SetUp() override
    {
        PeopleScene::SetUp();
        request.shape.properties.set();
        request.query = "crowd";
    }
};

TEST_F(FindPeopleTest, ListsWhoIsCalledSoButNobodyHidden)
{
    request.query = "sad";
    EXPECT_EQ(found(), Names { "Sadie Daniels" });
    request.where = FindPeople::Where::everywhere;
    EXPECT_EQ(found(), Names { "Sadie Daniels" });
    request.query = "nobody";
    EXPECT_EQ(find().value(), FoundPeople {});
}

TEST_F(FindPeopleTest, PagesThroughTheView)
{
    add_crowd(25);
    request.page = { .entries_max = 10, .offset = 20 };
    auto const last = find().value();
    EXPECT_EQ(last.total, 25);
    EXPECT_EQ(last.first_loaded, 20);
    EXPECT_EQ(last.people.size(), 5);
    request.page = { .entries_max = 10, .offset = 30 };
    EXPECT_TRUE(find()->people.empty());
    EXPECT_EQ(find()->total, 25);
    request.page = { .entries_max = 10, .offset = 0, .base_point = IndexedPage::BasePoint::end };
    EXPECT_EQ(find()->first_loaded, 15);
    request.page = { .entries_max = 0 };
    EXPECT_EQ(outcome_of(find()), "ErrorInvalidPagingMaxRows");
    request.page = { .offset = -1 };
    EXPECT_EQ(outcome_of(find()), "ErrorInvalidIndexedPagingParameters");
}

TEST_F(FindPeopleTest, ShowsAPageOfAtMostItsLimit)
{
    add_crowd(static_cast<int>(limits::people_page_max) + 5);
    for (auto const& most : { std::optional<int>(), std::optional(5000) }) {
        request.page.entries_max = most;
        EXPECT_EQ(find()->people.size(), limits::people_page_max);
        EXPECT_EQ(find()->total, limits::people_page_max + 5);
    }
}

TEST_F(FindPeopleTest, EndsTheViewAtItsLimit)
{
    add_crowd(static_cast<int>(limits::people_view_max) + 5);
    request.page = { .entries_max = 1 };
    EXPECT_EQ(find()->total, limits::people_view_max);
}

TEST_F(FindPeopleTest, SortsByNameAndByAddress)
{
    add_crowd(3);
    auto& people = directory.people;
    people[people.size() - 3].addresses = { tests::address("z@contoso.com") };
    people[people.size() - 2].display_name = "crowd 0";
    request.order = { PeopleOrder { PeopleOrder::By::display_name, true } };
    EXPECT_EQ(found(), (Names { "Crowd 1002", "Crowd 1000", "crowd 0" }));
    request.order = { PeopleOrder { PeopleOrder::By::email_address, false } };
    EXPECT_EQ(found(), (Names { "crowd 0", "Crowd 1002", "Crowd 1000" }));
    people[people.size() - 1].display_name = "Crowd 1000";
    request.order = { PeopleOrder { PeopleOrder::By::display_name, true },
        PeopleOrder { PeopleOrder::By::email_address, true } };
    EXPECT_EQ(find()->people[0].email->address, "z@contoso.com");
    request.order.push_back(fail(Code::invalid_request));
    EXPECT_EQ(outcome_of(find()), "ErrorInvalidRequest");
}

TEST_F(FindPeopleTest, BrowsesNothingWithoutAText)
{
    request.query = "";
    EXPECT_EQ(outcome_of(find()), "ErrorInvalidRequest");
    request.where = FindPeople::Where::everywhere;
    EXPECT_EQ(find().value(), FoundPeople {});
}

TEST_F(FindPeopleTest, RefusesARestrictionOnTheDirectoryRatherThanReadingOverIt)
{
    request.restriction = Restriction { Existence { FieldPath { "persona:DisplayName" } } };
    EXPECT_EQ(outcome_of(find()), "ErrorInvalidRequest");
}

class FindContactsTest : public FindPeopleTest {
protected:
    void SetUp() override
    {
        FindPeopleTest::SetUp();
        request.where = FindPeople::Where::folder;
        request.folder = FolderReference(DistinguishedReference { DistinguishedFolder::contacts, {} });
        request.query = "";
        request.shape.properties.set();
        put_item(contact_called("Dora", "Sage", { "a@home.example" }));
        put_item(contact_called("Anna", "Jung", { "b@home.example", "c@home.example" }));
        put_item(list_called("Sailors"));
    }
    std::vector<std::string> names()
    {
        std::vector<std::string> names;
        auto const answer = find();
        if (!answer) return { std::string(outcome_of(answer)) };
        for (auto const& persona : answer->people) names.emplace_back(persona.display_name);
        return names;
    }
};
using PeopleNames = std::vector<std::string>;

TEST_F(FindContactsTest, ListsAFolderInOrderAndPageByPage)
{
    EXPECT_EQ(names(), (PeopleNames { "Anna Jung", "Dora Sage", "Sailors" }));
    request.order = { PeopleOrder { PeopleOrder::By::email_address, true } };
    EXPECT_EQ(names(), (PeopleNames { "Anna Jung", "Dora Sage", "Sailors" }));
    request.order = { PeopleOrder { PeopleOrder::By::display_name, true } };
    request.page = { 1, 1 };
    auto const page = find().value();
    EXPECT_EQ(page.people.at(0).display_name, "Dora Sage");
    EXPECT_EQ(page.total, 3);
    EXPECT_EQ(page.first_loaded, 1);
}

TEST_F(FindContactsTest, FindsInAFolderByTheBeginningOfAName)
{
    std::pair<std::string, PeopleNames> const cases[] = {
        { "jun", { "Anna Jung" } },
        { "c@home", { "Anna Jung" } },
        { "sip:x", {} },
        { "-", { "ErrorInvalidNameForNameResolution" } },
    };
    for (auto const& [query, expected] : cases) {
        request.query = query;
        EXPECT_EQ(names(), expected) << query;
    }
}

TEST_F(FindContactsTest, ShowsAContactAsAPersonaThatCanBeAskedFor)
{
    request.query = "anna";
    auto const found = find().value();
    auto const& anna = found.people.at(0);
    EXPECT_EQ(anna.type, PersonaType::person);
    EXPECT_EQ(anna.display_name_last_first, "Jung, Anna");
    EXPECT_EQ(anna.email->address, "b@home.example");
    EXPECT_EQ(anna.emails.size(), 2);
    auto const persona = get_persona({ anna.id, "" }, caller, ports).value();
    EXPECT_EQ(persona.persona.display_name, "Anna Jung");
    EXPECT_EQ(persona.persona.id, anna.id);
    EXPECT_NE(persona.persona.details, std::nullopt);
    // A valid id is nobody else's key.
    for (auto const& who : { admin, Principal { .address = tests::address("sadie@contoso.com") } })
        EXPECT_EQ(outcome_of(get_persona({ anna.id, "" }, who, ports)), "ErrorItemNotFound");
    request.query = "sailors";
    EXPECT_EQ(find()->people.at(0).type, PersonaType::distribution_list);
}

TEST_F(FindContactsTest, RefusesWhatItCannotAnswer)
{
    request.page = { 0, 0 };
    EXPECT_EQ(names(), PeopleNames { "ErrorInvalidPagingMaxRows" });
    request.page = {};
    request.order = { fail(Code::invalid_request) };
    EXPECT_EQ(names(), PeopleNames { "ErrorInvalidRequest" });
    request.order.clear();
    request.restriction = Restriction { Existence { FieldPath { "persona:DisplayName" } } };
    EXPECT_EQ(names(), PeopleNames { "ErrorInvalidRequest" });
    request.restriction.reset();
    request.folder = fail(Code::folder_not_found);
    EXPECT_EQ(names(), PeopleNames { "ErrorFolderNotFound" });
    request.folder = FolderReference(
        DistinguishedReference { DistinguishedFolder::contacts, tests::address("sadie@contoso.com") });
    EXPECT_EQ(names(), PeopleNames { "ErrorAccessDenied" });
}

TEST_F(FindPeopleTest, ShowsWhatTheShapeAsksFor)
{
    request.query = "sadie";
    request.shape = {};
    auto const bare = find()->people.at(0);
    EXPECT_EQ(bare, (Persona { .id = persona_id_of(sadie, ids) }));
    request.shape.add(PersonaProperty::display_names).add(PersonaProperty::im_address);
    auto const answer = find().value();
    EXPECT_EQ(answer.people[0].display_name_last_first, "Daniels, Sadie");
    EXPECT_EQ(answer.people[0].im_address, "sip:chat-sadie@contoso.com");
    EXPECT_EQ(answer.people[0].display_name, "Sadie Daniels");
    EXPECT_EQ(answer.people[0].given_name, "");
    request.query = "team";
    EXPECT_EQ(find()->people[0].type, PersonaType::distribution_list);
}

class GetPersonaTest : public PeopleScene {
protected:
    GetPersonaAnswer get(PersonId id, Principal const& who)
    {
        return get_persona({ persona_id_of(id, ids), "" }, who, ports);
    }
};

TEST_F(GetPersonaTest, ShowsAPersonByIdOrAddressWithDetails)
{
    person(sadie).office = "1.234";
    directory.relations[{ sadie, Relation::manager }] = { hope };
    auto const shown = get(sadie, caller).value();
    EXPECT_EQ(shown.persona.id, persona_id_of(sadie, ids));
    EXPECT_EQ(shown.persona.emails.size(), 2);
    EXPECT_EQ(shown.persona.details->office, "1.234");
    EXPECT_EQ(shown.persona.details->manager, "Hope Gross");
    EXPECT_EQ(get_persona({ "", "sadie.daniels@contoso.com" }, caller, ports).value(), shown);
    directory.relations[{ sadie, Relation::manager }] = { recluse };
    EXPECT_EQ(get(sadie, caller)->persona.details->manager, "");
}

TEST_F(GetPersonaTest, TellsNobodyFromSomebodyHiddenToNoOne)
{
    auto const nobody = get(tests::person_id(99), caller).error();
    EXPECT_EQ(response_code(nobody.code), "ErrorItemNotFound");
    for (auto const& answer :
        { get(recluse, caller), get_persona({ "", "recluse@contoso.com" }, caller, ports),
            get_persona({ "", "nobody@contoso.com" }, caller, ports) }) {
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().message, nobody.message);
    }
    EXPECT_TRUE(get(recluse, admin));
    EXPECT_TRUE(get(recluse, hidden));
}

TEST_F(GetPersonaTest, TakesNoIdThatThisServerHasNotGivenOutForAPersona)
{
    auto const folder = ids.write({ .kind = ObjectKind::folder, .mailbox = sadie, .object = 1 });
    for (auto const& id : { std::string("DUMMY"), folder })
        EXPECT_EQ(outcome_of(get_persona({ id, "" }, caller, ports)), "ErrorInvalidIdMalformed");
    EXPECT_EQ(outcome_of(get_persona({ "", "no address" }, caller, ports)), "ErrorInvalidSmtpAddress");
}

}
}
