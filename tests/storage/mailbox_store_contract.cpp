// What every MailboxStore does.
// Source: core/ports/mailbox_store.hpp; spec/contacts.md.
#include "core/items/limits.hpp"
#include "storage/backends.hpp"
#include "storage/mailbox_samples.hpp"

#include <atomic>
#include <map>
#include <thread>

namespace likeness::test {
namespace {

constexpr FolderNumber contacts = 12;
constexpr FolderNumber inbox = 5;
constexpr FolderNumber nowhere = first_made_folder + 777;
constexpr ItemNumber no_item = 999'999;

template <class Backend> class MailboxStoreContract : public testing::Test {
protected:
    MailboxStoreContract()
    {
        EXPECT_TRUE(backend_.people().add({ .person = person_named("Sadie Daniels", "sadie@contoso.com") }));
        EXPECT_TRUE(backend_.people().add({ .person = hope() }));
        sadie_ = backend_.people().find(address("sadie@contoso.com")).value()->id;
        hope_ = backend_.people().find(address("hope@contoso.com")).value()->id;
    }

    MailboxStore& store() { return backend_.mailboxes(); }

    MadeFolder made(std::string name, FolderNumber parent = contacts)
    {
        return store().create_folder(sadie_, { parent, "IPF.Contact", std::move(name) }).value();
    }
    ItemKey put(NewItem const& item)
    {
        return store().create_items(sadie_, { &item, 1 }, stamp(0)).value().front().value().key;
    }
    ItemKey put(std::string_view name, FolderNumber folder = contacts)
    {
        return put(NewItem { folder, contact(name) });
    }
    std::optional<StoredItem> get(ItemNumber number, WithAttachments with = WithAttachments::yes)
    {
        return store().find_items(sadie_, { &number, 1 }, with).value().front();
    }
    Result<ItemKey> update(ItemUpdate const& change)
    {
        return store().update_items(sadie_, { &change, 1 }, stamp(1)).value().front();
    }
    Result<CreatedAttachment> attach(ItemNumber item, NewAttachment const& attachment)
    {
        return store().create_attachments(sadie_, item, { &attachment, 1 }, stamp(2)).value().front();
    }
    Result<void> remove(ItemNumber item)
    {
        return store().remove_items(sadie_, { &item, 1 }).value().front();
    }
    Result<ItemKey> move(ItemNumber item, FolderNumber to)
    {
        return store().move_items(sadie_, { &item, 1 }, to).value().front();
    }
    std::vector<std::string> names_of(ItemSearch const& search)
    {
        std::vector<std::string> names;
        auto const found = store().find(sadie_, search).value();
        for (auto const& item : found.items) names.emplace_back(item.content.slots.text(Slot::display_name));
        return names;
    }
    // All that follows, in pages of so many; `point` goes on.
    std::vector<ItemChange> follow(
        std::optional<ItemsPoint>& point, std::size_t most = 100, FolderNumber folder = contacts)
    {
        std::vector<ItemChange> all;
        for (bool is_last = false; !is_last;) {
            auto page = store().changes(sadie_, folder, point, most).value();
            EXPECT_LE(page.changes.size(), most);
            std::ranges::move(page.changes, std::back_inserter(all));
            point = page.point;
            is_last = page.is_last;
        }
        return all;
    }

    Backend backend_;
    PersonId sadie_;
    PersonId hope_;
};

TYPED_TEST_SUITE(MailboxStoreContract, Backends);

TYPED_TEST(MailboxStoreContract, IsEmptyAtFirst)
{
    auto& store = this->store();
    EXPECT_TRUE(store.folders(this->sadie_).value().empty());
    EXPECT_TRUE(store.item_counts(this->sadie_).value().empty());
    EXPECT_EQ(this->get(1), std::nullopt);
    EXPECT_EQ(store.find(this->sadie_, { .folder = contacts, .most = 10 }).value(), ItemPage());
    EXPECT_EQ(store.folder_changes(this->sadie_, 0).value(), FolderChangesSince());
    EXPECT_TRUE(store.permissions(this->sadie_).value().empty());
}

TYPED_TEST(MailboxStoreContract, WritesForNobodyWhoIsNotThere)
{
    auto const nobody = base::random_guid();
    NewItem const item { contacts, contact("A") };
    EXPECT_EQ(
        code_of(this->store().create_items(nobody, { &item, 1 }, stamp(0))), Code::non_existent_mailbox);
    EXPECT_EQ(
        code_of(this->store().create_folder(nobody, { contacts, "", "A" })), Code::non_existent_mailbox);
    EXPECT_TRUE(this->store().folders(nobody).value().empty());
}

// Folders

TYPED_TEST(MailboxStoreContract, KeepsFoldersThatWereMade)
{
    auto const friends = this->made("Friends");
    auto const close = this->made("Close", friends.number);
    EXPECT_GE(friends.number, first_made_folder);
    EXPECT_EQ(friends.parent, contacts);
    EXPECT_EQ(friends.folder_class, "IPF.Contact");
    EXPECT_EQ(friends.entered, friends.change);
    EXPECT_GT(close.change, friends.change);
    EXPECT_EQ(this->store().folders(this->sadie_).value(), (std::vector { friends, close }));
    EXPECT_TRUE(this->store().folders(this->hope_).value().empty());
}

TYPED_TEST(MailboxStoreContract, ListsAParentBeforeWhatIsBelowIt)
{
    auto const one = this->made("One");
    auto const two = this->made("Two");
    auto const moved
        = this->store().update_folder(this->sadie_, one.number, { .parent = two.number }).value();
    EXPECT_EQ(this->store().folders(this->sadie_).value(), (std::vector { two, moved }));
}

TYPED_TEST(MailboxStoreContract, GivesANameOnceBelowAFolder)
{
    auto const friends = this->made("Friends");
    auto const create
        = [&](NewFolder const& folder) { return code_of(this->store().create_folder(this->sadie_, folder)); };
    EXPECT_EQ(create({ contacts, "IPF.Contact", "FRIENDS" }), Code::folder_exists);
    EXPECT_EQ(create({ friends.number, "IPF.Contact", "Friends" }), std::nullopt);
    auto const work = this->made("Work");
    EXPECT_EQ(code_of(this->store().update_folder(this->sadie_, work.number, { .display_name = "friends" })),
        Code::folder_exists);
    EXPECT_EQ(code_of(this->store().update_folder(this->sadie_, work.number, { .display_name = "WORK" })),
        std::nullopt);
}

TYPED_TEST(MailboxStoreContract, RefusesFoldersThatCannotBe)
{
    auto const friends = this->made("Friends");
    auto const close = this->made("Close", friends.number);
    auto const create
        = [&](NewFolder const& folder) { return code_of(this->store().create_folder(this->sadie_, folder)); };
    auto const place = [&](FolderNumber folder, FolderNumber parent) {
        return code_of(this->store().update_folder(this->sadie_, folder, { .parent = parent }));
    };
    EXPECT_EQ(create({ nowhere, "IPF.Contact", "A" }), Code::parent_folder_not_found);
    EXPECT_EQ(create({ contacts, "IPF.Contact", "" }), Code::invalid_request);
    EXPECT_EQ(create({ contacts, "IPF.Contact", std::string(limits::folder_name_bytes_max + 1, 'a') }),
        Code::data_size_limit_exceeded);
    EXPECT_EQ(place(friends.number, friends.number), Code::move_copy_failed);
    EXPECT_EQ(place(friends.number, close.number), Code::move_copy_failed);
    EXPECT_EQ(place(friends.number, nowhere), Code::parent_folder_not_found);
    EXPECT_EQ(place(nowhere, contacts), Code::folder_not_found);
}

TYPED_TEST(MailboxStoreContract, LetsFoldersLieSoDeepAndNoDeeper)
{
    auto deepest = this->made("1");
    for (std::size_t depth = 2; depth <= limits::folder_depth_max; ++depth)
        deepest = this->made(std::to_string(depth), deepest.number);
    EXPECT_EQ(code_of(this->store().create_folder(this->sadie_, { deepest.number, "", "deeper" })),
        Code::quota_exceeded);
    auto const two = this->made("two");
    this->made("levels", two.number);
    EXPECT_EQ(code_of(this->store().update_folder(this->sadie_, two.number, { .parent = deepest.parent })),
        Code::quota_exceeded);
}

TYPED_TEST(MailboxStoreContract, RemovesAFolderWithAllThatIsInIt)
{
    auto const friends = this->made("Friends");
    auto const close = this->made("Close", friends.number);
    auto const kept = this->put("Kept");
    auto const lost = this->put("Lost", close.number);
    ASSERT_TRUE(this->store().grant(this->sadie_, { close.number, this->hope_, FolderRole::reader }));
    ASSERT_TRUE(this->store().remove_folder(this->sadie_, friends.number));
    EXPECT_TRUE(this->store().folders(this->sadie_).value().empty());
    EXPECT_NE(this->get(kept.number), std::nullopt);
    EXPECT_EQ(this->get(lost.number), std::nullopt);
    EXPECT_TRUE(this->store().permissions(this->sadie_).value().empty());
    EXPECT_EQ(code_of(this->store().remove_folder(this->sadie_, friends.number)), Code::folder_not_found);
    EXPECT_GT(this->made("Friends").number, close.number) << "a number was given out again";
}

TYPED_TEST(MailboxStoreContract, TellsWhatHasBecomeOfFolders)
{
    auto const stays = this->made("Stays");
    auto const goes = this->made("Goes");
    auto const before = this->store().folder_changes(this->sadie_, 0).value();
    EXPECT_EQ(before.present, (std::vector { stays, goes }));
    EXPECT_EQ(before.head, goes.change);

    auto const renamed
        = this->store().update_folder(this->sadie_, stays.number, { .display_name = "Stayed" }).value();
    ASSERT_TRUE(this->store().remove_folder(this->sadie_, goes.number));
    auto const brief = this->made("Brief");
    ASSERT_TRUE(this->store().remove_folder(this->sadie_, brief.number));
    auto const after = this->store().folder_changes(this->sadie_, before.head).value();
    EXPECT_EQ(after.present, std::vector { renamed });
    EXPECT_LE(renamed.entered, before.head);
    EXPECT_EQ(after.removed, std::vector { goes.number });
    EXPECT_EQ(this->store().folder_changes(this->sadie_, 0).value().present, std::vector { renamed });
    EXPECT_TRUE(this->store().folder_changes(this->sadie_, 0).value().removed.empty());
}

// Items

TYPED_TEST(MailboxStoreContract, GivesBackAnItemAsItWasCreated)
{
    NewItem const item { contacts, whole_contact(), { file("notes.txt", 40) } };
    auto const created
        = this->store().create_items(this->sadie_, { &item, 1 }, stamp(0)).value().front().value();
    auto const found = this->get(created.key.number).value();
    EXPECT_EQ(found.content, item.content);
    EXPECT_EQ(found.folder, contacts);
    EXPECT_EQ(found.change, created.key.change);
    EXPECT_EQ(found.entered, created.key.change);
    EXPECT_EQ(found.created_at, stamp(0).at);
    EXPECT_EQ(found.modified_at, stamp(0).at);
    EXPECT_EQ(found.modified_by, "Sadie Daniels");
    EXPECT_GT(found.bytes, 40);
    EXPECT_TRUE(found.has_attachments);
    EXPECT_FALSE(found.has_picture);
    ASSERT_EQ(found.attachments.size(), 1);
    EXPECT_EQ(found.attachments.front().number, created.attachments.front());
    EXPECT_EQ(found.attachments.front().name, "notes.txt");
    EXPECT_EQ(found.attachments.front().bytes, 40);
    EXPECT_TRUE(this->get(created.key.number, WithAttachments::no)->attachments.empty());
}

TYPED_TEST(MailboxStoreContract, AnswersABatchInItsOrder)
{
    std::vector<NewItem> const items { { contacts, contact("A") }, { nowhere, contact("B") },
        { inbox, contact("C") } };
    auto const created = this->store().create_items(this->sadie_, items, stamp(0)).value();
    ASSERT_EQ(created.size(), 3);
    EXPECT_EQ(code_of(created[1]), Code::folder_not_found);
    EXPECT_GT(created[2]->key.number, created[0]->key.number);
    std::vector const numbers { created[2]->key.number, no_item, created[0]->key.number };
    auto const found = this->store().find_items(this->sadie_, numbers, WithAttachments::no).value();
    ASSERT_EQ(found.size(), 3);
    EXPECT_EQ(found[0]->content, contact("C"));
    EXPECT_EQ(found[1], std::nullopt);
    EXPECT_EQ(found[2]->content, contact("A"));
    EXPECT_EQ(this->store().item_counts(this->sadie_).value(),
        (std::vector<ItemCount> { { inbox, 1 }, { contacts, 1 } }));
}

TYPED_TEST(MailboxStoreContract, KeepsMailboxesApart)
{
    auto const key = this->put("Private");
    auto const number = key.number;
    EXPECT_EQ(this->store().find_items(this->hope_, { &number, 1 }, WithAttachments::yes).value().front(),
        std::nullopt);
    EXPECT_EQ(code_of(this->store().remove_items(this->hope_, { &number, 1 }).value().front()),
        Code::item_not_found);
    EXPECT_NE(this->get(number), std::nullopt);
}

TYPED_TEST(MailboxStoreContract, UpdatesWhatIsStillAsExpected)
{
    auto const first = this->put("Before");
    auto const second
        = this->update({ first.number, first.change, contact("After"), touched({ Slot::display_name }) });
    ASSERT_TRUE(second);
    EXPECT_GT(second->change, first.change);
    auto const found = this->get(first.number).value();
    EXPECT_EQ(found.content, contact("After"));
    EXPECT_EQ(found.change, second->change);
    EXPECT_EQ(found.entered, first.change);
    EXPECT_EQ(found.created_at, stamp(0).at);
    EXPECT_EQ(found.modified_at, stamp(1).at);

    EXPECT_EQ(
        code_of(this->update({ first.number, first.change, contact("Late") })), Code::irresolvable_conflict);
    EXPECT_EQ(this->get(first.number)->content, contact("After"));
    EXPECT_TRUE(this->update({ first.number, std::nullopt, contact("Forced") }));
    EXPECT_EQ(code_of(this->update({ no_item, std::nullopt, contact("None") })), Code::item_not_found);
    EXPECT_EQ(code_of(this->update({ first.number, std::nullopt, { .kind = ItemKind::distribution_list } })),
        Code::object_type_changed);
}

TYPED_TEST(MailboxStoreContract, LetsOneOfManyWritersWin)
{
    auto const key = this->put("Contended");
    constexpr int writers = 8;
    std::atomic<int> won = 0;
    std::atomic<int> conflicts = 0;
    {
        std::vector<std::jthread> threads;
        for (int n = 0; n < writers; ++n)
            threads.emplace_back([&, n] {
                auto const result
                    = this->update({ key.number, key.change, contact("Writer " + std::to_string(n)) });
                ++(result ? won : conflicts);
                EXPECT_EQ(code_of(result).value_or(Code::irresolvable_conflict), Code::irresolvable_conflict);
            });
    }
    EXPECT_EQ(won, 1);
    EXPECT_EQ(conflicts, writers - 1);
}

TYPED_TEST(MailboxStoreContract, RemembersWhatUpdatesHaveTouched)
{
    auto const first = this->put("A");
    auto const second
        = this->update({ first.number, first.change, contact("B"), touched({ Slot::given_name }) }).value();
    auto const third
        = this->update({ first.number, second.change, contact("C"), touched({ Slot::surname, Slot::body }) })
              .value();
    auto const since = [&](ChangeNumber change) {
        return this->store().touched_since(this->sadie_, first.number, change).value();
    };
    EXPECT_EQ(since(first.change), touched({ Slot::given_name, Slot::surname, Slot::body }));
    EXPECT_EQ(since(second.change), touched({ Slot::surname, Slot::body }));
    EXPECT_TRUE(since(third.change).none());
    ASSERT_TRUE(this->attach(first.number, file("a", 1)));
    EXPECT_EQ(since(third.change), touched({ Slot::attachments }));
    EXPECT_EQ(code_of(this->store().touched_since(this->sadie_, no_item, 0)), Code::item_not_found);
}

TYPED_TEST(MailboxStoreContract, TakesWhatIsTooLongAgoForTouched)
{
    auto const first = this->put("A");
    ItemKey second;
    for (int n = 0; n < 31; ++n) {
        auto const key
            = this->update({ first.number, std::nullopt, contact("B"), touched({ Slot::given_name }) })
                  .value();
        if (n == 0) second = key;
    }
    EXPECT_TRUE(this->store().touched_since(this->sadie_, first.number, first.change).value().all());
    EXPECT_EQ(this->store().touched_since(this->sadie_, first.number, second.change).value(),
        touched({ Slot::given_name }));
}

TYPED_TEST(MailboxStoreContract, RemovesAnItemOnce)
{
    auto const key = this->put("A");
    std::vector const twice { key.number, key.number };
    auto const removed = this->store().remove_items(this->sadie_, twice).value();
    EXPECT_TRUE(removed[0]);
    EXPECT_EQ(code_of(removed[1]), Code::item_not_found);
    EXPECT_EQ(this->get(key.number), std::nullopt);
    EXPECT_GT(this->put("B").number, key.number) << "a number was given out again";
}

TYPED_TEST(MailboxStoreContract, MovesAnItemUnderANewNumber)
{
    auto const folder = this->made("Friends");
    auto const key = this->put(NewItem { contacts, contact("A"), { photo("p.jpg", 10) } });
    auto const before = this->get(key.number).value();
    auto const moved = this->move(key.number, folder.number).value();
    EXPECT_GT(moved.number, key.number);
    EXPECT_EQ(this->get(key.number), std::nullopt);
    auto expected = before;
    expected.number = moved.number;
    expected.folder = folder.number;
    expected.entered = expected.change = moved.change;
    EXPECT_EQ(this->get(moved.number), expected);
    EXPECT_EQ(this->store()
                  .find_attachment(this->sadie_, moved.number, before.attachments.front().number)
                  .value()
                  ->bytes,
        photo("p.jpg", 10).bytes);
    EXPECT_EQ(code_of(this->move(moved.number, nowhere)), Code::folder_not_found);
    EXPECT_EQ(code_of(this->move(key.number, contacts)), Code::item_not_found);
    EXPECT_NE(this->get(moved.number), std::nullopt);
}

TYPED_TEST(MailboxStoreContract, CopiesAnItemAlsoToAnotherMailbox)
{
    auto const key = this->put(NewItem { contacts, contact("A"), { photo("p.jpg", 10) } });
    auto const number = key.number;
    for (auto const& to : { this->sadie_, this->hope_ }) {
        auto const copied = this->store()
                                .copy_items(this->sadie_, { &number, 1 }, to, inbox, stamp(5))
                                .value()
                                .front()
                                .value();
        auto const there = copied.number;
        auto const copy
            = this->store().find_items(to, { &there, 1 }, WithAttachments::yes).value().front().value();
        EXPECT_EQ(copy.content, contact("A"));
        EXPECT_EQ(copy.folder, inbox);
        EXPECT_EQ(copy.created_at, stamp(5).at);
        EXPECT_TRUE(copy.has_picture);
        EXPECT_EQ(this->store().find_attachment(to, there, copy.attachments.front().number).value()->bytes,
            photo("p.jpg", 10).bytes);
    }
    EXPECT_NE(this->get(key.number), std::nullopt);
}

TYPED_TEST(MailboxStoreContract, RefusesAnItemThatIsTooLarge)
{
    NewItem item { contacts, contact("A") };
    item.content.slots.put(Slot::body, std::string(limits::item_bytes_max, 'a'));
    EXPECT_EQ(code_of(this->store().create_items(this->sadie_, { &item, 1 }, stamp(0)).value().front()),
        Code::data_size_limit_exceeded);
    auto const key = this->put("A");
    EXPECT_EQ(
        code_of(this->update({ key.number, key.change, item.content })), Code::data_size_limit_exceeded);
    EXPECT_EQ(this->get(key.number)->content, contact("A"));
}

TYPED_TEST(MailboxStoreContract, GoesWithItsOwner)
{
    auto const key = this->put("A");
    this->made("Friends");
    ASSERT_TRUE(this->backend_.people().remove(this->sadie_));
    EXPECT_EQ(this->get(key.number), std::nullopt);
    EXPECT_TRUE(this->store().folders(this->sadie_).value().empty());
}

// Attachments

TYPED_TEST(MailboxStoreContract, AddsAttachmentsInOrder)
{
    auto const key = this->put("A");
    std::vector const files { file("one", 3), file("two", 5) };
    auto const made = this->store().create_attachments(this->sadie_, key.number, files, stamp(2)).value();
    ASSERT_EQ(made.size(), 2);
    EXPECT_NE(made[0]->number, made[1]->number);
    EXPECT_GT(made[0]->item_change, key.change);
    EXPECT_GT(made[1]->item_change, made[0]->item_change);
    auto const item = this->get(key.number).value();
    EXPECT_EQ(item.change, made[1]->item_change);
    EXPECT_EQ(item.modified_at, stamp(2).at);
    ASSERT_EQ(item.attachments.size(), 2);
    EXPECT_EQ(item.attachments[0].name, "one");
    EXPECT_EQ(item.attachments[1].modified_at, stamp(2).at);
    auto const two = this->store().find_attachment(this->sadie_, key.number, made[1]->number).value();
    EXPECT_EQ(two->description, item.attachments[1]);
    EXPECT_EQ(two->bytes, files[1].bytes);
}

TYPED_TEST(MailboxStoreContract, KeepsTheLastContactPhoto)
{
    auto const key = this->put(
        NewItem { contacts, contact("A"), { photo("1.jpg", 1), file("f", 2), photo("2.jpg", 3) } });
    auto item = this->get(key.number).value();
    ASSERT_EQ(item.attachments.size(), 2);
    EXPECT_EQ(item.attachments[0].name, "f");
    EXPECT_EQ(item.attachments[1].name, "2.jpg");
    EXPECT_TRUE(item.has_picture);

    std::vector const photos { photo("3.jpg", 4), photo("4.jpg", 5) };
    auto const made = this->store().create_attachments(this->sadie_, key.number, photos, stamp(2)).value();
    item = this->get(key.number).value();
    ASSERT_EQ(item.attachments.size(), 2);
    EXPECT_EQ(item.attachments[1].number, made[1]->number);
    EXPECT_EQ(this->store().find_attachment(this->sadie_, key.number, made[0]->number).value(), std::nullopt);
}

TYPED_TEST(MailboxStoreContract, AnswersAnIdForEachPhotoOfANewItem)
{
    NewItem const item { contacts, contact("A"), { photo("1.jpg", 1), photo("2.jpg", 3) } };
    auto const created
        = this->store().create_items(this->sadie_, { &item, 1 }, stamp(0)).value().front().value();
    ASSERT_EQ(created.attachments.size(), 2);
    EXPECT_EQ(this->get(created.key.number)->attachments.front().number, created.attachments[1]);
}

TYPED_TEST(MailboxStoreContract, RemovesAnAttachmentOnce)
{
    auto const key = this->put(NewItem { contacts, contact("A"), { photo("1.jpg", 1) } });
    auto const number = this->get(key.number)->attachments.front().number;
    auto const remove = [&](ItemNumber item) {
        return this->store().remove_attachment(this->sadie_, item, number, stamp(3));
    };
    auto const change = remove(key.number).value();
    EXPECT_GT(change, key.change);
    auto const item = this->get(key.number).value();
    EXPECT_EQ(item.change, change);
    EXPECT_FALSE(item.has_picture);
    EXPECT_FALSE(item.has_attachments);
    EXPECT_EQ(code_of(remove(key.number)), Code::invalid_attachment_id);
    EXPECT_EQ(code_of(remove(no_item)), Code::item_not_found);
    EXPECT_NE(this->attach(key.number, file("new", 1))->number, number) << "a number was given out again";
}

TYPED_TEST(MailboxStoreContract, TellsAMissingAttachmentFromAMissingItem)
{
    auto const key = this->put("A");
    EXPECT_EQ(this->store().find_attachment(this->sadie_, key.number, 1).value(), std::nullopt);
    EXPECT_EQ(code_of(this->store().find_attachment(this->sadie_, no_item, 1)), Code::item_not_found);
    EXPECT_EQ(code_of(this->attach(no_item, file("f", 1))), Code::item_not_found);
}

TYPED_TEST(MailboxStoreContract, RefusesAttachmentsThatAreTooLargeOrTooMany)
{
    auto const key = this->put("A");
    EXPECT_EQ(code_of(this->attach(key.number, photo("p", limits::contact_photo_bytes_max + 1))),
        Code::attachment_size_limit_exceeded);
    EXPECT_EQ(code_of(this->attach(key.number, file("f", limits::attachment_bytes_max + 1))),
        Code::attachment_size_limit_exceeded);
    EXPECT_EQ(
        code_of(this->attach(key.number, file(std::string(limits::attachment_name_bytes_max + 1, 'n'), 1))),
        Code::data_size_limit_exceeded);
    EXPECT_EQ(this->get(key.number)->change, key.change);
    std::vector<NewAttachment> const many(limits::attachments_per_item_max + 1, file("f", 0));
    auto const made = this->store().create_attachments(this->sadie_, key.number, many, stamp(2)).value();
    EXPECT_EQ(code_of(made[limits::attachments_per_item_max - 1]), std::nullopt);
    EXPECT_EQ(code_of(made.back()), Code::quota_exceeded);
}

// Searching

TYPED_TEST(MailboxStoreContract, FindsAPageInOrder)
{
    for (auto const* const name : { "delta", "Alpha", "charlie", "Bravo", "echo" }) this->put(name);
    this->put("elsewhere", inbox);
    ItemSearch search { .folder = contacts, .order = { { Slot::display_name } }, .offset = 1, .most = 2 };
    EXPECT_EQ(this->names_of(search), (std::vector<std::string> { "Bravo", "charlie" }));
    auto const found = this->store().find(this->sadie_, search).value();
    EXPECT_EQ(found.first, 1);
    EXPECT_EQ(found.total, 5);
    search.order.front().descending = true;
    EXPECT_EQ(this->names_of(search), (std::vector<std::string> { "delta", "charlie" }));
    search.from_end = true;
    EXPECT_EQ(this->names_of(search), (std::vector<std::string> { "charlie", "Bravo" }));
    search.offset = 9;
    EXPECT_TRUE(this->names_of(search).empty());
    EXPECT_EQ(this->store().find(this->sadie_, search)->total, 5);
    search.most = limits::find_items_max + 1;
    EXPECT_EQ(code_of(this->store().find(this->sadie_, search)), Code::invalid_request);
}

TYPED_TEST(MailboxStoreContract, SortsByEachKeyInTurnThenByNumber)
{
    auto const add = [&](std::string_view name, std::string_view company) {
        auto content = contact(name);
        content.slots.put(Slot::company_name, std::string(company));
        this->put(NewItem { contacts, content });
    };
    add("one", "Contoso");
    add("two", "Fabrikam");
    add("three", "contoso");
    this->put("none");
    ItemSearch search { .folder = contacts, .order = { { Slot::company_name } }, .most = 10 };
    EXPECT_EQ(this->names_of(search), (std::vector<std::string> { "none", "one", "three", "two" }));
    search.order.push_back({ Slot::display_name, true });
    EXPECT_EQ(this->names_of(search), (std::vector<std::string> { "none", "three", "one", "two" }));
    search.order.clear();
    EXPECT_EQ(this->names_of(search), (std::vector<std::string> { "one", "two", "three", "none" }));
}

TYPED_TEST(MailboxStoreContract, FindsByFilter)
{
    this->put("Alpha");
    auto with_photo = NewItem { contacts, contact("Beta"), { photo("p.jpg", 3) } };
    this->put(with_photo);
    this->put("Alabama");
    ItemSearch search { .folder = contacts,
        .filter = ItemFilter { FilterContainment {
            Containment::Mode::prefixed, Containment::Ignoring::letter_case, Slot::display_name, "AL" } },
        .order = { { Slot::display_name } },
        .most = 10 };
    EXPECT_EQ(this->names_of(search), (std::vector<std::string> { "Alabama", "Alpha" }));
    EXPECT_EQ(this->store().find(this->sadie_, search)->total, 2);
    search.filter
        = ItemFilter { FilterComparison { Comparison::Relation::equal, Slot::has_picture, SlotValue(true) } };
    auto const found = this->store().find(this->sadie_, search).value();
    ASSERT_EQ(found.items.size(), 1);
    EXPECT_TRUE(found.items.front().has_picture);
    EXPECT_TRUE(found.items.front().attachments.empty());
}

TYPED_TEST(MailboxStoreContract, SortsAnewWhatHasChanged)
{
    auto const key = this->put("Alpha");
    this->put("Bravo");
    ItemSearch const search { .folder = contacts, .order = { { Slot::display_name } }, .most = 10 };
    ASSERT_EQ(this->names_of(search), (std::vector<std::string> { "Alpha", "Bravo" }));
    ASSERT_TRUE(this->update({ key.number, key.change, contact("Zulu"), touched({ Slot::display_name }) }));
    EXPECT_EQ(this->names_of(search), (std::vector<std::string> { "Bravo", "Zulu" }));
    ASSERT_TRUE(this->remove(key.number));
    EXPECT_EQ(this->names_of(search), (std::vector<std::string> { "Bravo" }));
}

// Following

TYPED_TEST(MailboxStoreContract, ListsAFolderInPagesThenTellsNothing)
{
    std::vector<ItemNumber> numbers;
    for (int n = 0; n < 5; ++n) numbers.push_back(this->put(std::to_string(n)).number);
    this->put("elsewhere", inbox);
    std::optional<ItemsPoint> point;
    auto const listed = this->follow(point, 2);
    ASSERT_EQ(listed.size(), 5);
    for (std::size_t n = 0; n < listed.size(); ++n) {
        EXPECT_EQ(listed[n].kind, ItemChange::Kind::created);
        EXPECT_EQ(listed[n].number, numbers[n]);
        EXPECT_EQ(listed[n].item, this->get(numbers[n]));
    }
    EXPECT_TRUE(this->follow(point).empty());
}

TYPED_TEST(MailboxStoreContract, TellsWhatHasBecomeOfItems)
{
    auto const changed = this->put("changed");
    auto const pictured = this->put("pictured");
    auto const gone = this->put("gone");
    auto const left = this->put("left");
    std::optional<ItemsPoint> point;
    this->follow(point);

    auto const fresh = this->put("fresh");
    auto const brief = this->put("brief");
    ASSERT_TRUE(this->remove(brief.number));
    ASSERT_TRUE(this->update({ changed.number, std::nullopt, contact("1") }));
    ASSERT_TRUE(this->update({ changed.number, std::nullopt, contact("2") }));
    ASSERT_TRUE(this->attach(pictured.number, photo("p.jpg", 3)));
    ASSERT_TRUE(this->remove(gone.number));
    ASSERT_TRUE(this->move(left.number, inbox));

    using enum ItemChange::Kind;
    std::vector<std::pair<ItemChange::Kind, ItemNumber>> told;
    for (auto const& change : this->follow(point, 2)) {
        told.emplace_back(change.kind, change.number);
        EXPECT_EQ(change.item.has_value(), change.kind != removed);
    }
    EXPECT_EQ(told,
        (decltype(told) { { created, fresh.number }, { updated, changed.number },
            { updated, pictured.number }, { removed, gone.number }, { removed, left.number } }));
    EXPECT_TRUE(this->follow(point).empty());
}

// Whoever applies what is told, in whatever pages, ends with what is there.
TYPED_TEST(MailboxStoreContract, TellsEverythingToWhoFollowsWhileOthersWrite)
{
    std::vector<ItemNumber> alive;
    for (int n = 0; n < 6; ++n) alive.push_back(this->put(std::to_string(n)).number);
    std::map<ItemNumber, ItemContent> known;
    std::optional<ItemsPoint> point;
    for (int round = 0; round < 12; ++round) {
        auto const page = this->store().changes(this->sadie_, contacts, point, 2).value();
        for (auto const& change : page.changes) {
            EXPECT_EQ(change.kind == ItemChange::Kind::updated, known.contains(change.number) && change.item);
            if (change.item)
                known[change.number] = change.item->content;
            else
                known.erase(change.number);
        }
        point = page.point;
        if (round >= 4) continue;
        ASSERT_TRUE(
            this->update({ alive.back(), std::nullopt, contact("changed " + std::to_string(round)) }));
        ASSERT_TRUE(this->remove(alive.front()));
        alive.erase(alive.begin());
        alive.push_back(this->put("new " + std::to_string(round)).number);
    }
    std::map<ItemNumber, ItemContent> there;
    auto const found = this->store().find(this->sadie_, { .folder = contacts, .most = 100 }).value();
    for (auto const& item : found.items) there[item.number] = item.content;
    EXPECT_EQ(known, there);
}

TYPED_TEST(MailboxStoreContract, RefusesAPointThatIsNotReached)
{
    this->put("A");
    auto const changes = [&](std::optional<ItemsPoint> point, std::size_t most) {
        return code_of(this->store().changes(this->sadie_, contacts, point, most));
    };
    EXPECT_EQ(changes(ItemsPoint { 1'000'000, std::nullopt }, 10), Code::invalid_sync_state_data);
    EXPECT_EQ(changes(std::nullopt, 0), Code::invalid_request);
    EXPECT_EQ(changes(std::nullopt, limits::sync_changes_max + 1), Code::invalid_request);
}

// Permissions

TYPED_TEST(MailboxStoreContract, RemembersWhoMayWhat)
{
    auto const folder = this->made("Shared");
    auto const role = [&](FolderNumber number) {
        return this->store().role_of(this->sadie_, number, this->hope_).value();
    };
    EXPECT_EQ(role(contacts), std::nullopt);
    ASSERT_TRUE(this->store().grant(this->sadie_, { contacts, this->hope_, FolderRole::reader }));
    ASSERT_TRUE(this->store().grant(this->sadie_, { folder.number, this->hope_, FolderRole::reader }));
    ASSERT_TRUE(this->store().grant(this->sadie_, { folder.number, this->hope_, FolderRole::editor }));
    EXPECT_EQ(role(contacts), FolderRole::reader);
    EXPECT_EQ(role(folder.number), FolderRole::editor);
    EXPECT_EQ(this->store().permissions(this->sadie_).value(),
        (std::vector<FolderPermission> { { contacts, this->hope_, FolderRole::reader },
            { folder.number, this->hope_, FolderRole::editor } }));
    ASSERT_TRUE(this->store().revoke(this->sadie_, contacts, this->hope_));
    ASSERT_TRUE(this->store().revoke(this->sadie_, contacts, this->hope_));
    EXPECT_EQ(role(contacts), std::nullopt);
    EXPECT_EQ(code_of(this->store().grant(this->sadie_, { nowhere, this->hope_, FolderRole::reader })),
        Code::folder_not_found);
    EXPECT_EQ(
        code_of(this->store().grant(this->sadie_, { contacts, base::random_guid(), FolderRole::reader })),
        Code::non_existent_mailbox);
    ASSERT_TRUE(this->backend_.people().remove(this->hope_));
    EXPECT_TRUE(this->store().permissions(this->sadie_).value().empty());
}

TYPED_TEST(MailboxStoreContract, AnswersForNumbersThatNothingHas)
{
    auto const key = this->put("A");
    constexpr ItemNumber greatest = ~ItemNumber { 0 };
    for (auto const number : { ItemNumber { 0 }, key.number + (ItemNumber { 1 } << 32), greatest }) {
        EXPECT_EQ(this->get(number), std::nullopt);
        EXPECT_EQ(code_of(this->remove(number)), Code::item_not_found);
        EXPECT_EQ(code_of(this->move(number, inbox)), Code::item_not_found);
        EXPECT_EQ(code_of(this->update({ number, std::nullopt, contact("B") })), Code::item_not_found);
        EXPECT_EQ(code_of(this->attach(number, file("f", 1))), Code::item_not_found);
        EXPECT_EQ(code_of(this->store().find_attachment(this->sadie_, number, 1)), Code::item_not_found);
        EXPECT_EQ(code_of(this->store().touched_since(this->sadie_, number, 0)), Code::item_not_found);
        EXPECT_EQ(code_of(this->store()
                          .copy_items(this->sadie_, { &number, 1 }, this->hope_, inbox, stamp(1))
                          .value()
                          .front()),
            Code::item_not_found);
    }
    EXPECT_TRUE(this->store().touched_since(this->sadie_, key.number, greatest).value().none());
    EXPECT_TRUE(this->store().folder_changes(this->sadie_, greatest).value().present.empty());
    EXPECT_TRUE(
        this->store().changes(this->sadie_, contacts, ItemsPoint { 1, greatest }, 10)->changes.empty());
    for (auto const folder : { FolderNumber { 0 }, nowhere, ~FolderNumber { 0 } })
        EXPECT_EQ(code_of(this->move(key.number, folder)), Code::folder_not_found);
}

}
}
