#include "apps/likeness/admin/person_change.hpp"

#include "apps/likeness/admin/people_reader.hpp"
#include "apps/likeness/admin/person_json.hpp"
#include "apps/text_source.hpp"
#include "core/limits.hpp"

#include <gtest/gtest.h>

namespace likeness::tests {
namespace {

using app::changed;
using app::PersonChange;

EmailAddress address(std::string_view text)
{
    return *EmailAddress::parse(text);
}

Person sadie()
{
    auto person = app::blank_person(address("sadie@contoso.com"));
    person.addresses.push_back(address("s.daniels@contoso.com"));
    person.display_name = "Sadie Daniels";
    person.title = "Manager";
    return person;
}

std::vector<std::string> addresses_of(Result<Person> const& person)
{
    std::vector<std::string> texts;
    if (person)
        for (auto const& one : person->addresses) texts.push_back(one.text());
    return texts;
}

using Texts = std::vector<std::string>;

TEST(PersonChange, LeavesAloneWhatItDoesNotName)
{
    EXPECT_TRUE(PersonChange {}.is_empty());
    auto const before = sadie();
    EXPECT_EQ(changed(before, {}), before);
}

TEST(PersonChange, ReplacesTheOtherAddressesAndKeepsThePrimaryOneFirst)
{
    EXPECT_EQ(addresses_of(changed(sadie(), { .other_addresses = Texts { "sd@contoso.com" } })),
        (Texts { "sadie@contoso.com", "sd@contoso.com" }));
    EXPECT_EQ(
        addresses_of(changed(sadie(), { .other_addresses = Texts { "" } })), Texts { "sadie@contoso.com" });
    // Lists from elsewhere repeat the primary one, and write it in capitals.
    EXPECT_EQ(
        addresses_of(changed(sadie(), { .other_addresses = Texts { "SADIE@contoso.com", "a@b", "A@b" } })),
        (Texts { "sadie@contoso.com", "a@b" }));
}

TEST(PersonChange, KeepsTheOldPrimaryAddressAsAnotherOne)
{
    EXPECT_EQ(addresses_of(changed(sadie(), { .primary_address = "s.daniels@contoso.com" })),
        (Texts { "s.daniels@contoso.com", "sadie@contoso.com" }));
    EXPECT_EQ(
        addresses_of(changed(sadie(), { .other_addresses = Texts {}, .primary_address = "sd@contoso.com" })),
        Texts { "sd@contoso.com" });
}

TEST(PersonChange, RefusesWhatADirectoryShouldNotHold)
{
    auto const code_for = [](std::string text) {
        PersonChange change;
        change.fields[0] = std::move(text);
        auto const person = changed(sadie(), change);
        return person ? std::nullopt : std::optional(person.error().code);
    };
    EXPECT_EQ(code_for("Sadie"), std::nullopt);
    EXPECT_EQ(code_for(std::string(limits::person_field_bytes_max, 'x')), std::nullopt);
    EXPECT_EQ(code_for(std::string(limits::person_field_bytes_max + 1, 'x')), Code::invalid_request);
    EXPECT_EQ(code_for(""), Code::invalid_request);
    EXPECT_EQ(code_for("\xE9"), Code::invalid_request);
    EXPECT_EQ(code_for("Sadie\nDaniels"), Code::invalid_request);
    EXPECT_EQ(code_for("\x1B[2J"), Code::invalid_request);
    EXPECT_EQ(changed(sadie(), { .other_addresses = Texts { "nowhere" } }).error().code,
        Code::invalid_smtp_address);
    EXPECT_EQ(changed(sadie(), { .primary_address = "" }).error().code, Code::invalid_smtp_address);
}

TEST(PersonChange, BoundsTheAddressesOfAPerson)
{
    Texts others;
    while (others.size() + 1 < limits::addresses_per_person_max)
        others.push_back("a" + std::to_string(others.size()) + "@contoso.com");
    EXPECT_EQ(
        changed(sadie(), { .other_addresses = others })->addresses.size(), limits::addresses_per_person_max);
    others.emplace_back("one.more@contoso.com");
    EXPECT_EQ(changed(sadie(), { .other_addresses = others }).error().code, Code::invalid_request);
}

TEST(PersonChange, TakesKindAndProxyAddresses)
{
    auto const person = changed(sadie(),
        { .kind = RecipientKind::contact,
            .other_proxies = Texts { "sip:sadie@contoso.com", "", "X500:/o=a" } });
    ASSERT_TRUE(person);
    EXPECT_EQ(person->kind, RecipientKind::contact);
    EXPECT_EQ(person->other_proxies, (Texts { "sip:sadie@contoso.com", "X500:/o=a" }));
    EXPECT_EQ(changed(*person, { .other_proxies = Texts {} })->other_proxies, Texts {});
}

TEST(PersonChange, RefusesProxyAddressesThatAreNone)
{
    for (auto const* const proxy : { "sadie", ":sadie", "smtp:sadie@contoso.com", "SMTP:x", "sip:a\nb" })
        EXPECT_EQ(changed(sadie(), { .other_proxies = Texts { proxy } }).error().code, Code::invalid_request)
            << proxy;
    Texts const most(limits::other_proxies_per_person_max, "sip:sadie@contoso.com");
    EXPECT_TRUE(changed(sadie(), { .other_proxies = most }));
    Texts const more(limits::other_proxies_per_person_max + 1, "sip:sadie@contoso.com");
    EXPECT_EQ(changed(sadie(), { .other_proxies = more }).error().code, Code::invalid_request);
}

TEST(PersonChange, ChangesOnlyTheLinksThatItNames)
{
    PersonLinks const before { "hope@contoso.com", { "a@contoso.com" } };
    EXPECT_EQ(changed(before, {}).value(), std::nullopt);
    EXPECT_EQ(changed(before, { .manager = "Boss@contoso.com" }).value(),
        (PersonLinks { "boss@contoso.com", { "a@contoso.com" } }));
    EXPECT_EQ(changed(before, { .manager = "" }).value(), (PersonLinks { "", { "a@contoso.com" } }));
    EXPECT_EQ(changed(before, { .members = Texts { "B@contoso.com", "", "a@contoso.com" } }).value(),
        (PersonLinks { "hope@contoso.com", { "b@contoso.com", "a@contoso.com" } }));
    EXPECT_EQ(changed(before, { .manager = "nobody" }).error().code, Code::invalid_smtp_address);
    EXPECT_EQ(changed(before, { .members = Texts { "nobody" } }).error().code, Code::invalid_smtp_address);
}

TEST(PersonChange, BoundsTheMembersOfAGroup)
{
    Texts members(limits::members_per_group_max, "a@contoso.com");
    EXPECT_TRUE(changed(PersonLinks {}, { .members = members }));
    members.emplace_back("b@contoso.com");
    EXPECT_EQ(changed(PersonLinks {}, { .members = members }).error().code, Code::invalid_request);
}

TEST(PersonJson, IsReadBackByTheImport)
{
    auto before = sadie();
    before.alias = "sa\"die;\\";
    before.phone = "+1 555 0100";
    before.visibility = Visibility::hidden;
    before.kind = RecipientKind::group;
    before.other_proxies = { "sip:sadie@contoso.com", "X500:/o=a;b" };
    for (auto const& field : person_fields)
        if ((before.*field.member).empty()) before.*field.member = field.meaning;
    PersonLinks const links { "hope@contoso.com", { "s@contoso.com", "d@contoso.com" } };
    auto in = reader_of(app::person_json(before, links), 1000);
    auto const people = app::open_people_reader(in);
    ASSERT_TRUE(people);
    auto const read = (*people)->next();
    ASSERT_TRUE(read && *read);
    auto blank = app::blank_person(address((*read)->email));
    blank.id = before.id;
    EXPECT_EQ(changed(blank, (*read)->change), before);
    EXPECT_EQ(changed(PersonLinks {}, (*read)->change).value(), links);
}

}
}
