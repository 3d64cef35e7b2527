#include "apps/likeness/person_change.hpp"

#include "apps/likeness/people_reader.hpp"
#include "apps/likeness/person_json.hpp"
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

TEST(PersonJson, IsReadBackByTheImport)
{
    auto before = sadie();
    before.alias = "sa\"die;\\";
    before.phone = "+1 555 0100";
    before.visibility = Visibility::hidden;
    auto in = reader_of(app::person_json(before), 1000);
    auto const people = app::open_people_reader(in);
    ASSERT_TRUE(people);
    auto const read = (*people)->next();
    ASSERT_TRUE(read && *read);
    auto blank = app::blank_person(address((*read)->email));
    blank.id = before.id;
    EXPECT_EQ(changed(blank, (*read)->change), before);
}

}
}
