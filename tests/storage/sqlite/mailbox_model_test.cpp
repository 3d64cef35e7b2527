// Random operations: the database answers everything as the store in memory does, which is the shortest description of
// the contract. It is written and searched by two processes' worth of stores, so that what one remembers of a folder has
// to follow what the other does. LIKENESS_SEED repeats a run.
#include "storage/memory/memory_storage.hpp"
#include "storage/sqlite/data_directory.hpp"
#include "storage/sqlite/mailbox_model.hpp"
#include "storage/sqlite/mailbox_tables.hpp"
#include "storage/sqlite/raw_database.hpp"
#include "support/temporary_folder.hpp"

#include <iostream>

namespace likeness::test {

namespace {

constexpr ItemNumber last_item = 60;

class MailboxModel : public testing::Test {
protected:
    MailboxModel()
    {
        for (auto const& person : people) {
            EXPECT_TRUE(directory->people().add({ .person = person }));
            EXPECT_TRUE(memory.people().add({ .person = person }));
        }
    }

    MailboxStore& model() { return memory.mailboxes(); }
    MailboxStore& written() { return dice.one_in(2) ? directory->mailboxes() : elsewhere; }
    PersonId const& owner() { return people[dice.one_in(6) ? 1 : 0].id; }

    // `ask(store)` of both.
    template <class Ask> void expect_same(std::string_view what, Ask&& ask)
    {
        auto const expected = ask(model());
        auto const found = ask(written());
        EXPECT_TRUE((Same<std::remove_cvref_t<decltype(found)>>()(found, expected))) << what;
    }

    void change_items(PersonId const& mailbox)
    {
        auto const stamp = dice.stamp();
        auto const folder = dice.folder();
        switch (dice.below(8)) {
        case 0: {
            std::vector const items { dice.item(last_item), dice.item(last_item) };
            return expect_same("remove", [&](auto& store) { return store.remove_items(mailbox, items); });
        }
        case 1: {
            std::vector const items { dice.item(last_item), dice.item(last_item) };
            return expect_same("move", [&](auto& store) { return store.move_items(mailbox, items, folder); });
        }
        case 2: {
            std::vector const items { dice.item(last_item) };
            auto const to = owner();
            return expect_same(
                "copy", [&](auto& store) { return store.copy_items(mailbox, items, to, folder, stamp); });
        }
        case 3:
        case 4: return update(mailbox, stamp);
        default: return create(mailbox, stamp);
        }
    }

    void create(PersonId const& mailbox, Stamp const& stamp)
    {
        std::vector<NewItem> items(1 + dice.below(3));
        for (auto& item : items) {
            item = { dice.folder(), dice.content(), {} };
            for (auto count = dice.below(3); count > 0; --count)
                item.attachments.push_back(dice.attachment());
        }
        expect_same("create", [&](auto& store) { return store.create_items(mailbox, items, stamp); });
    }

    void update(PersonId const& mailbox, Stamp const& stamp)
    {
        std::vector<ItemUpdate> updates(1 + dice.below(2));
        for (auto& one : updates) {
            one = { dice.item(last_item), std::nullopt, dice.content(),
                touched({ dice.one_in(2) ? Slot::body : Slot::surname }) };
            auto const known = model().find_items(mailbox, { &one.number, 1 }, WithAttachments::no)->front();
            if (known && dice.one_in(2)) one.expected = known->change - dice.below(2);
        }
        expect_same("update", [&](auto& store) { return store.update_items(mailbox, updates, stamp); });
    }

    void change_attachments(PersonId const& mailbox)
    {
        auto const stamp = dice.stamp();
        auto const item = dice.item(last_item);
        if (dice.one_in(3)) {
            auto const number = 1 + dice.below(4);
            return expect_same(
                "detach", [&](auto& store) { return store.remove_attachment(mailbox, item, number, stamp); });
        }
        std::vector const attachments { dice.attachment(), dice.attachment() };
        expect_same("attach",
            [&](auto& store) { return store.create_attachments(mailbox, item, attachments, stamp); });
    }

    void change_folders(PersonId const& mailbox)
    {
        auto const folder = dice.folder();
        auto const parent = dice.folder();
        auto const name = dice.text();
        switch (dice.below(6)) {
        case 0:
            return expect_same(
                "remove folder", [&](auto& store) { return store.remove_folder(mailbox, folder); });
        case 1:
            return expect_same("update folder", [&](auto& store) {
                return store.update_folder(mailbox, folder, { .parent = parent, .display_name = name });
            });
        case 2:
            return expect_same("grant", [&](auto& store) {
                return store.grant(mailbox, { folder, people[1].id, FolderRole::editor });
            });
        case 3:
            return expect_same(
                "revoke", [&](auto& store) { return store.revoke(mailbox, folder, people[1].id); });
        default:
            return expect_same("create folder",
                [&](auto& store) { return store.create_folder(mailbox, { parent, "IPF.Contact", name }); });
        }
    }

    void look(PersonId const& mailbox)
    {
        auto const search = dice.search();
        expect_same("find", [&](auto& store) { return store.find(mailbox, search); });
        auto const item = dice.item(last_item);
        expect_same("find items",
            [&](auto& store) { return store.find_items(mailbox, { &item, 1 }, WithAttachments::yes); });
        ChangeNumber const since = dice.below(200);
        expect_same("touched", [&](auto& store) { return store.touched_since(mailbox, item, since); });
        auto const number = 1 + dice.below(4);
        expect_same("attachment", [&](auto& store) { return store.find_attachment(mailbox, item, number); });
        std::optional<ItemsPoint> point;
        if (!dice.one_in(3)) point = ItemsPoint { since, std::nullopt };
        if (point && dice.one_in(3)) point->listed = item;
        auto const most = 1 + dice.below(5);
        expect_same(
            "changes", [&](auto& store) { return store.changes(mailbox, search.folder, point, most); });
    }

    void look_at_folders(PersonId const& mailbox)
    {
        ChangeNumber const since = dice.below(200);
        expect_same("folders", [&](auto& store) { return store.folders(mailbox); });
        expect_same("counts", [&](auto& store) { return store.item_counts(mailbox); });
        expect_same("folder changes", [&](auto& store) { return store.folder_changes(mailbox, since); });
        expect_same("permissions", [&](auto& store) { return store.permissions(mailbox); });
        expect_same(
            "role", [&](auto& store) { return store.role_of(mailbox, first_made_folder, people[1].id); });
    }

    TemporaryFolder const folder_;
    std::array<Person, 2> const people { person_named("Sadie Daniels", "sadie@contoso.com"), hope() };
    storage::MemoryStorage memory;
    std::unique_ptr<storage::DataDirectory> const directory
        = storage::DataDirectory::open(folder_.path(), storage::OpenMode::create).value();
    // Searches remember from the first item on, and begin anew after a few changes.
    std::unique_ptr<storage::Database> const database
        = storage::Database::open(database_in(folder_.path())).value();
    storage::SearchSizes const small = [] {
        storage::SearchSizes sizes;
        sizes.viewed_from = 1;
        sizes.changes_max = 7;
        sizes.bytes_max = 20'000;
        return sizes;
    }();
    storage::SqliteMailboxes elsewhere { *database, small };
    std::uint32_t const seed = [] {
        auto const* const given = std::getenv("LIKENESS_SEED");
        return given ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10)) : std::random_device {}();
    }();
    Dice dice { seed };
};

}

TEST_F(MailboxModel, AnswersAsTheStoreInMemoryDoes)
{
    std::cout << "LIKENESS_SEED=" << seed << '\n';
    for (int round = 0; round < 600 && !HasFailure(); ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        auto const mailbox = owner();
        auto const what = dice.below(10);
        if (what < 6)
            change_items(mailbox);
        else if (what < 8)
            change_attachments(mailbox);
        else
            change_folders(mailbox);
        for (int n = 0; n < 4; ++n) look(mailbox);
        look_at_folders(mailbox);
    }
    EXPECT_EQ(directory->check(sample_tag).value().problems, std::vector<std::string>());
}

}
