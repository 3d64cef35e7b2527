// A server with Sadie and Hope, and Sadie as the caller: what the tests of the folders' operations begin with.
#pragma once

#include "service/shown_folder.hpp"
#include "storage/memory/memory_storage.hpp"
#include "support/scripted_stores.hpp"
#include "support/settable_clock.hpp"

#include <gtest/gtest.h>

namespace likeness::service {

class FolderScene : public testing::Test {
protected:
    PersonId const sadie = tests::person_id(1);
    PersonId const hope = tests::person_id(2);
    tests::ScriptedDirectory directory;
    ObjectIds const ids { base::SecretKey {} };
    storage::MemoryStorage storage;
    MailboxStore& store = storage.mailboxes();
    test::SettableClock clock;
    MailboxPorts const ports { directory, store, ids, clock };
    Principal const caller { .address = tests::address("sadie@contoso.com") };
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
};

/// "NoError", or what the answer's code is.
template <class Value> std::string_view outcome(Result<Value> const& answer)
{
    return answer ? "NoError" : response_code(answer.error().code);
}

}
