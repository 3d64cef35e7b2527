// A directory with people, a group, a contact outside and somebody hidden: what the tests of the operations on people
// begin with.
#pragma once

#include "service/people_ports.hpp"
#include "storage/memory/memory_storage.hpp"
#include "support/scripted_stores.hpp"
#include "support/settable_clock.hpp"

#include <array>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace likeness::service {

class PeopleScene : public testing::Test {
protected:
    PersonId const sadie = tests::person_id(1);
    PersonId const hope = tests::person_id(2);
    PersonId const recluse = tests::person_id(3);
    PersonId const team = tests::person_id(4);
    PersonId const supplier = tests::person_id(5);
    tests::ScriptedDirectory directory;
    tests::ScriptedNames names { directory };
    tests::ScriptedPhotos photos;
    PhotoPolicy policy;
    ObjectIds const ids { base::SecretKey {} };
    storage::MemoryStorage storage;
    test::SettableClock clock;
    PeoplePorts const ports { { directory, storage.mailboxes(), ids, clock }, names, photos, policy };
    Principal const caller { .address = tests::address("hope@contoso.com") };
    Principal const admin { .address = tests::address("admin@contoso.com"), .role = Role::admin };
    Principal const hidden { .address = tests::address("recluse@contoso.com") };

    void SetUp() override
    {
        auto add
            = [&](PersonId id, std::string_view address, std::string_view given, std::string_view surname) {
                  auto person = tests::person(id, address);
                  person.given_name = given;
                  person.surname = surname;
                  person.display_name = std::string(given).append(surname.empty() ? "" : " ").append(surname);
                  directory.people.push_back(person);
              };
        add(sadie, "sadie@contoso.com", "Sadie", "Daniels");
        add(hope, "hope@contoso.com", "Hope", "Gross");
        add(recluse, "recluse@contoso.com", "Sad", "Recluse");
        add(team, "team@contoso.com", "Team", "");
        add(supplier, "supplier@fabrikam.com", "Supplier", "");
        person(sadie).addresses.push_back(tests::address("sadie.daniels@contoso.com"));
        person(sadie).other_proxies = { "sip:chat-sadie@contoso.com", "X500:/o=Old/cn=Recipients/cn=sadie" };
        person(recluse).visibility = Visibility::hidden;
        person(team).kind = RecipientKind::group;
        person(supplier).kind = RecipientKind::contact;
        for (auto const& owner : { person(sadie), person(hope) })
            ASSERT_TRUE(storage.people().add({ owner, std::nullopt, std::nullopt }));
        directory.relations[{ team, Relation::members }] = { hope, recluse, sadie };
    }

    Person& person(PersonId id) { return *std::ranges::find(directory.people, id, &Person::id); }

    static constexpr FolderNumber contacts_number = 12;

    ItemContent contact_called(std::string const& given_name, std::string const& surname,
        std::vector<std::string> const& addresses) const
    {
        static constexpr std::array slots { Slot::email_address1, Slot::email_address2,
            Slot::email_address3 };
        ItemContent content;
        content.slots.put(Slot::display_name, given_name + " " + surname);
        content.slots.put(Slot::file_as, surname + ", " + given_name);
        content.slots.put(Slot::given_name, given_name);
        content.slots.put(Slot::surname, surname);
        for (std::size_t i = 0; i < addresses.size(); ++i) content.slots.put(slots.at(i), addresses[i]);
        return content;
    }
    ItemContent list_called(std::string const& name) const
    {
        ItemContent content { .kind = ItemKind::distribution_list };
        content.slots.put(Slot::display_name, name);
        return content;
    }

    /// Into a contact folder of Hope's.
    ItemNumber put_item(ItemContent content, FolderNumber folder = contacts_number)
    {
        NewItem const item { folder, std::move(content), {} };
        return storage.mailboxes().create_items(hope, { &item, 1 }, {}).value().front().value().key.number;
    }
    std::string item_id(ItemNumber number) const
    {
        return ids.write({ .kind = ObjectKind::item, .mailbox = hope, .object = number });
    }

    /// Adds `count` people called "Crowd 1" and so on.
    void add_crowd(int count)
    {
        for (int i = 0; i < count; ++i) {
            PersonId id;
            id.bytes[0] = std::byte { 1 };
            id.bytes[1] = static_cast<std::byte>(i / 256);
            id.bytes[2] = static_cast<std::byte>(i % 256);
            auto one = tests::person(id, "crowd" + std::to_string(i) + "@contoso.com");
            one.display_name = "Crowd " + std::to_string(1000 + i);
            directory.people.push_back(one);
        }
    }
};

/// "NoError", or what the answer's code is.
template <class Value> std::string_view outcome_of(Result<Value> const& answer)
{
    return answer ? "NoError" : response_code(answer.error().code);
}

}
