// Following a folder's items by a state.
// Source: spec/contacts.md 12.
#include "service/sync_folder_items.hpp"

#include "service/folder_scene.hpp"

namespace likeness::service {
namespace {

using enum DistinguishedFolder;
using Kind = SyncedChange::Kind;

class SyncFolderItemsTest : public FolderScene {
protected:
    int changes_max = 512;
    std::vector<ItemReference> ignored;

    Result<SyncedItems> sync(std::string state, Result<FolderReference> folder, Principal const& who)
    {
        SyncFolderItems request { .shape = {},
            .folder = std::move(folder),
            .state = std::move(state),
            .ignored = ignored,
            .changes_max = changes_max };
        add(request.shape.slots, Slot::display_name);
        return sync_folder_items(request, who, ports);
    }
    Result<SyncedItems> sync(std::string state = "")
    {
        return sync(std::move(state), named(contacts), caller);
    }

    void rename(ItemNumber number, std::string const& name)
    {
        ItemUpdate const update { number, std::nullopt, contact_called(name), {} };
        ASSERT_TRUE(store.update_items(sadie, { &update, 1 }, {}).value().front());
    }
    void remove(ItemNumber number) { ASSERT_TRUE(store.remove_items(sadie, { &number, 1 }).value().front()); }

    /// "+Anna ~Bert -3": made, changed, gone.
    std::string told(SyncedItems const& synced)
    {
        std::string text;
        for (auto const& change : synced.changes) {
            if (!text.empty()) text += ' ';
            if (change.kind == Kind::deleted)
                text += '-' + std::to_string(ids.read(change.item.id.id)->object);
            else
                text.append(change.kind == Kind::created ? "+" : "~")
                    .append(change.item.values.text(Slot::display_name));
        }
        return text;
    }
};

TEST_F(SyncFolderItemsTest, ListsTheFolderAndThenWhatBecameOfIt)
{
    auto const anna = put_contact(contacts_number, "Anna");
    auto const bert = put_contact(contacts_number, "Bert");
    auto const first = sync().value();
    EXPECT_EQ(told(first), "+Anna +Bert");
    EXPECT_TRUE(first.includes_last);
    EXPECT_EQ(sync(first.state).value(), (SyncedItems { first.state, true, {} }));

    rename(anna, "Anne");
    remove(bert);
    put_contact(contacts_number, "Carl");
    auto const second = sync(first.state).value();
    EXPECT_EQ(told(second), "~Anne -" + std::to_string(bert) + " +Carl");
    EXPECT_EQ(told(*sync(first.state)), told(second)); // A client that lost an answer asks again.
    EXPECT_EQ(told(*sync(second.state)), "");
}

TEST_F(SyncFolderItemsTest, GoesOnFromPageToPageAlsoWhileTheFolderChanges)
{
    std::vector<ItemNumber> numbers;
    for (char letter = 'a'; letter < 'k'; ++letter)
        numbers.push_back(put_contact(contacts_number, std::string(1, letter)));
    changes_max = 4;
    auto page = sync().value();
    EXPECT_EQ(told(page), "+a +b +c +d");
    EXPECT_FALSE(page.includes_last);
    rename(numbers[0], "A");
    remove(numbers[5]);
    page = sync(page.state).value();
    EXPECT_EQ(told(page), "+e +g +h +i");
    page = sync(page.state).value();
    EXPECT_EQ(told(page), "+j");
    page = sync(page.state).value();
    EXPECT_EQ(told(page).substr(0, 2), "~A");
    EXPECT_TRUE(page.includes_last);
    EXPECT_EQ(told(*sync(page.state)), "");
}

TEST_F(SyncFolderItemsTest, LeavesOutWhatTheClientDidItself)
{
    auto const anna = put_contact(contacts_number, "Anna");
    put_contact(contacts_number, "Bert");
    ignored = { { item_id(sadie, anna), "" }, { "no id", "" }, { item_id(hope, anna + 1), "" },
        { folder_id(sadie, anna + 1), "" } };
    EXPECT_EQ(told(*sync()), "+Bert");
}

TEST_F(SyncFolderItemsTest, TellsOfAChangedPicture)
{
    auto const anna = put_contact(contacts_number, "Anna");
    auto const state = sync()->state;
    NewAttachment photo;
    photo.description.name = "ContactPicture.jpg";
    photo.description.is_contact_photo = true;
    ASSERT_TRUE(store.create_attachments(sadie, anna, { &photo, 1 }, {}));
    EXPECT_EQ(told(*sync(state)), "~Anna");
}

TEST_F(SyncFolderItemsTest, KnowsAnEmptyFolderFromOneThatItDoesNotFollow)
{
    auto const state = sync("", named(inbox), caller).value();
    EXPECT_EQ(told(state), "");
    EXPECT_EQ(outcome(sync(state.state)), "ErrorInvalidSyncStateData");
}

TEST_F(SyncFolderItemsTest, RefusesAStateThatIsNotThisFolders)
{
    put_contact(contacts_number, "Anna");
    auto const good = ids.read(sync()->state).value();
    ASSERT_TRUE(sync(ids.write(good)));
    auto other_mailbox = good;
    other_mailbox.mailbox = hope;
    auto other_folder = good;
    other_folder.object = bin_number;
    auto beyond = good;
    beyond.extra += 1;
    auto hierarchy = good;
    hierarchy.kind = ObjectKind::hierarchy_state;
    for (auto const& wrong : { other_mailbox, other_folder, beyond, hierarchy })
        EXPECT_EQ(outcome(sync(ids.write(wrong))), "ErrorInvalidSyncStateData");
    for (auto const* const text : { "x", "H4sIAAAAAAAEAO29B2AcSZYlJi9tynt/SvVK1+B0oQiAYBMk2JBAEOzB" })
        EXPECT_EQ(outcome(sync(text)), "ErrorInvalidSyncStateData");
}

TEST_F(SyncFolderItemsTest, RefusesAStateWithAnyLetterChanged)
{
    put_contact(contacts_number, "Anna");
    auto const state = sync()->state;
    for (std::size_t i = 0; i < state.size(); ++i) {
        auto changed = state;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(outcome(sync(changed)), "ErrorInvalidSyncStateData") << i;
    }
}

TEST_F(SyncFolderItemsTest, ServesOthersWhoMayRead)
{
    put_contact(contacts_number, "Anna");
    auto const shared = by_id(folder_id(sadie, contacts_number));
    EXPECT_EQ(outcome(sync("", shared, other)), "ErrorAccessDenied");
    share(contacts_number, FolderRole::reader);
    EXPECT_EQ(told(*sync("", shared, other)), "+Anna");
    EXPECT_EQ(outcome(sync("", by_id(folder_id(sadie, bin_number)), other)), "ErrorAccessDenied");
}

}
}
