// Following a tree of folders by its state.
// Source: spec/contacts.md 11 and 12.
#include "service/sync_folder_hierarchy.hpp"

#include "service/folder_scene.hpp"

namespace likeness::service {
namespace {

using enum DistinguishedFolder;

class SyncFolderHierarchyTest : public FolderScene {
protected:
    Result<FolderChanges> sync(
        std::string state = "", std::optional<Result<FolderReference>> folder = std::nullopt)
    {
        return sync_folder_hierarchy({ whole_folder(), std::move(folder), std::move(state) }, caller, ports);
    }
    /// "+Friends ~Family -1000": made, changed, gone.
    std::string told(FolderChanges const& changes)
    {
        std::string text;
        for (auto const& [kind, folder] : changes.changes) {
            if (!text.empty()) text += ' ';
            if (kind == FolderChange::Kind::deleted)
                text += '-' + std::to_string(ids.read(folder.id.id)->object);
            else
                text.append(kind == FolderChange::Kind::created ? "+" : "~").append(*folder.display_name);
        }
        return text;
    }
    std::string state_of(ObjectId id) { return ids.write(id); }
};

TEST_F(SyncFolderHierarchyTest, BeginsWithEverythingBelowTheTop)
{
    auto const changes = sync().value();
    EXPECT_EQ(changes.changes.size(), 15);
    EXPECT_TRUE(changes.includes_last);
    EXPECT_EQ(changes.changes.front().kind, FolderChange::Kind::created);
    EXPECT_EQ(changes.changes.front().folder.display_name, "Inbox");
    EXPECT_EQ(changes.state, sync("", named(msgfolderroot))->state);
}

TEST_F(SyncFolderHierarchyTest, ShowsAParentBeforeWhatIsBelowIt)
{
    std::set<std::string> ids_seen { folder_id(sadie, 1) };
    auto const answer = sync("", named(root)).value();
    for (auto const& change : answer.changes) {
        EXPECT_TRUE(ids_seen.contains(change.folder.parent->id)) << *change.folder.display_name;
        ids_seen.insert(change.folder.id.id);
    }
}

TEST_F(SyncFolderHierarchyTest, HasNothingNewForTheStateThatItGave)
{
    auto const state = sync()->state;
    EXPECT_EQ(*sync(state), (FolderChanges { .state = state, .includes_last = true, .changes = {} }));
    auto const below_contacts = sync("", named(contacts))->state;
    EXPECT_EQ(sync(below_contacts, named(contacts))->changes.size(), 0);
}

TEST_F(SyncFolderHierarchyTest, TellsOfFoldersThatALaterVersionBrought)
{
    ObjectId const older { .kind = ObjectKind::hierarchy_state, .mailbox = sadie, .object = 2, .extra = 0 };
    EXPECT_EQ(sync(state_of(older))->changes.size(), 15);
}

TEST_F(SyncFolderHierarchyTest, TellsWhatBecameOfFoldersThatWereMade)
{
    auto const state = sync()->state;
    auto const friends = make_folder(contacts_number, "Friends");
    auto const close = make_folder(friends, "Close");
    auto const made = sync(state).value();
    EXPECT_EQ(told(made), "+Friends +Close");
    EXPECT_EQ(told(*sync(made.state)), "");

    ASSERT_TRUE(store.update_folder(sadie, friends, { .display_name = "Companions" }));
    auto const renamed = sync(made.state).value();
    EXPECT_EQ(told(renamed), "~Companions");
    ASSERT_TRUE(store.remove_folder(sadie, close));
    EXPECT_EQ(told(*sync(renamed.state)), "-" + std::to_string(close));
    EXPECT_EQ(told(*sync(made.state)), "~Companions -" + std::to_string(close));
    EXPECT_EQ(told(*sync(state)), "+Companions");
}

TEST_F(SyncFolderHierarchyTest, TellsAParentBeforeWhatIsBelowItAlsoWhereThatIsOlder)
{
    auto const state = sync()->state;
    auto const friends = make_folder(contacts_number, "Friends");
    make_folder(friends, "Close");
    ASSERT_TRUE(store.update_folder(sadie, friends, { .display_name = "Companions" }));
    EXPECT_EQ(told(*sync(state)), "+Companions +Close");
}

TEST_F(SyncFolderHierarchyTest, TellsWhatWasMovedOutOfATreeAndIntoIt)
{
    auto const friends = make_folder(contacts_number, "Friends");
    make_folder(friends, "Close");
    auto const below_contacts = sync("", named(contacts))->state;
    auto const below_bin = sync("", named(deleteditems))->state;
    auto const below_top = sync()->state;
    ASSERT_TRUE(store.update_folder(sadie, friends, { .parent = bin_number }));
    EXPECT_EQ(told(*sync(below_contacts, named(contacts))),
        "-" + std::to_string(friends) + " -" + std::to_string(friends + 1));
    EXPECT_EQ(told(*sync(below_bin, named(deleteditems))), "~Friends ~Close");
    EXPECT_EQ(told(*sync(below_top)), "~Friends");
}

TEST_F(SyncFolderHierarchyTest, GoesOnFromAStateThatAnOlderVersionGave)
{
    auto const older = state_of({ .kind = ObjectKind::hierarchy_state,
        .mailbox = sadie,
        .object = top_number,
        .extra = hierarchy_revision });
    EXPECT_EQ(told(*sync(older)), "");
    make_folder(contacts_number, "Friends");
    EXPECT_EQ(told(*sync(older)), "+Friends");
}

TEST_F(SyncFolderHierarchyTest, ShowsOthersNoFolderThatWasNotGivenToThem)
{
    auto const friends = make_folder(contacts_number, "Friends");
    auto const close = make_folder(friends, "Close");
    make_folder(friends, "Secret");
    share(friends, FolderRole::reader);
    share(close, FolderRole::reader);
    SyncFolderHierarchy request { whole_folder(), by_id(folder_id(sadie, friends)), "" };
    auto const first = sync_folder_hierarchy(request, other, ports).value();
    EXPECT_EQ(told(first), "+Close");
    request.state = first.state;
    make_folder(friends, "Hidden");
    ASSERT_TRUE(store.remove_folder(sadie, friends + 2));
    EXPECT_EQ(told(*sync_folder_hierarchy(request, other, ports)), "");
}

TEST_F(SyncFolderHierarchyTest, RefusesAStateThatIsNotThisTrees)
{
    ObjectId const good { .kind = ObjectKind::hierarchy_state, .mailbox = sadie, .object = 2, .extra = 1 };
    ASSERT_TRUE(sync(state_of(good)));
    auto other_mailbox = good;
    other_mailbox.mailbox = hope;
    auto other_scope = good;
    other_scope.object = 12;
    auto newer = good;
    newer.extra = hierarchy_revision + 1;
    auto beyond = good;
    beyond.extra += 1u << 16;
    auto folder = good;
    folder.kind = ObjectKind::folder;
    auto items = good;
    items.kind = ObjectKind::items_state;
    for (auto const& wrong : { other_mailbox, other_scope, newer, beyond, folder, items })
        EXPECT_EQ(outcome(sync(state_of(wrong))), "ErrorInvalidSyncStateData");
    for (auto const* const text : { "x", "H4sIAAAAAAAEAO29B2AcSZYlJi9tynt/SvVK1+B0oQiAYBMk2JBAEOzB" })
        EXPECT_EQ(outcome(sync(text)), "ErrorInvalidSyncStateData");
    EXPECT_EQ(outcome(sync(state_of(good) + "=")), "ErrorInvalidSyncStateData");
}

TEST_F(SyncFolderHierarchyTest, JudgesTheFolderBeforeTheState)
{
    EXPECT_EQ(outcome(sync("x", by_id(folder_id(hope, 2)))), "ErrorAccessDenied");
    EXPECT_EQ(outcome(sync("", named(root, "hope@contoso.com"))), "ErrorAccessDenied");
    EXPECT_EQ(outcome(sync("", by_id("DUMMY"))), "ErrorInvalidIdMalformed");
    EXPECT_EQ(
        outcome(sync("", Result<FolderReference>(fail(Code::folder_not_found)))), "ErrorFolderNotFound");
    EXPECT_EQ(outcome(sync_folder_hierarchy({}, stranger, ports)), "ErrorMissingEmailAddress");
    directory.down = true;
    EXPECT_EQ(outcome(sync()), "ErrorADUnavailable");
}

}
}
