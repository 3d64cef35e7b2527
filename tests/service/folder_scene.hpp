// A server with Sadie and Hope, and Sadie as the caller: what the tests of the folders' operations begin with.
#pragma once

#include "service/shown_folder.hpp"
#include "storage/memory/memory_storage.hpp"
#include "support/scripted_stores.hpp"
#include "support/settable_clock.hpp"

#include <gtest/gtest.h>

#include <string>

namespace likeness::service {

class FolderScene : public testing::Test {
protected:
    static constexpr FolderNumber top_number = 2;
    static constexpr FolderNumber bin_number = 8;
    static constexpr FolderNumber contacts_number = 12;
    PersonId const sadie = tests::person_id(1);
    PersonId const hope = tests::person_id(2);
    tests::ScriptedDirectory directory;
    ObjectIds const ids { base::SecretKey {} };
    storage::MemoryStorage storage;
    MailboxStore& store = storage.mailboxes();
    test::SettableClock clock;
    MailboxPorts const ports { directory, store, ids, clock };
    Principal const caller { .address = tests::address("sadie@contoso.com") };
    Principal const other { .address = tests::address("hope@contoso.com") };
    Principal const stranger { .address = tests::address("reception@contoso.com") };

    void SetUp() override
    {
        directory.people
            = { tests::person(sadie, "sadie@contoso.com"), tests::person(hope, "hope@contoso.com") };
        directory.people[0].addresses.push_back(tests::address("sadie.daniels@contoso.com"));
        for (auto const& person : directory.people)
            ASSERT_TRUE(storage.people().add({ person, std::nullopt, std::nullopt }));
    }

    std::string folder_id(PersonId mailbox, FolderNumber number) const
    {
        return ids.write({ .kind = ObjectKind::folder, .mailbox = mailbox, .object = number });
    }
    static FolderReference named(DistinguishedFolder name, std::string_view mailbox = "")
    {
        DistinguishedReference reference { .name = name, .mailbox = std::nullopt };
        if (!mailbox.empty()) reference.mailbox = tests::address(mailbox);
        return reference;
    }
    static FolderReference by_id(std::string id) { return id; }

    FolderNumber make_folder(FolderNumber parent, std::string name, PersonId mailbox)
    {
        return store.create_folder(mailbox, { parent, "IPF.Contact", std::move(name) }).value().number;
    }
    FolderNumber make_folder(FolderNumber parent, std::string name)
    {
        return make_folder(parent, std::move(name), sadie);
    }
    void share(FolderNumber folder, FolderRole role)
    {
        ASSERT_TRUE(store.grant(sadie, { folder, hope, role }));
    }
    static ItemContent contact_called(std::string const& name)
    {
        ItemContent content;
        content.slots.put(Slot::display_name, name);
        content.slots.put(Slot::file_as, name);
        return content;
    }
    ItemNumber put_item(FolderNumber folder, ItemContent content)
    {
        NewItem const item { folder, std::move(content), {} };
        return store.create_items(sadie, { &item, 1 }, { clock.now(), "Sadie" })
            .value()
            .front()
            .value()
            .key.number;
    }
    ItemNumber put_contact(FolderNumber folder, std::string const& name)
    {
        return put_item(folder, contact_called(name));
    }
    std::string item_id(PersonId mailbox, ItemNumber number) const
    {
        return ids.write({ .kind = ObjectKind::item, .mailbox = mailbox, .object = number });
    }
};

/// "NoError", or what the answer's code is.
template <class Value> std::string_view outcome(Result<Value> const& answer)
{
    return answer ? "NoError" : response_code(answer.error().code);
}

}
