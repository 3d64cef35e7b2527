// Making, renaming and deleting folders.
// Source: spec/contacts.md 11.
#include "service/change_folders.hpp"

#include "service/folder_scene.hpp"
#include "service/get_folder.hpp"

namespace likeness::service {
namespace {

using enum DistinguishedFolder;

WrittenFolder contact_folder(std::string name)
{
    return { FolderType::contacts, std::nullopt, std::move(name) };
}

class ChangeFoldersTest : public FolderScene {
protected:
    Result<Folder> create(Result<FolderReference> parent, WrittenFolder folder, Principal const& who)
    {
        return create_folder({ std::move(parent), { std::move(folder) } }, who, ports).front();
    }
    Result<Folder> create(Result<FolderReference> parent, WrittenFolder folder)
    {
        return create(std::move(parent), std::move(folder), caller);
    }
    Result<Folder> rename(Result<FolderReference> folder, std::string name, Principal const& who)
    {
        FolderUpdates updates { std::move(folder), std::nullopt, std::move(name) };
        return update_folder({ { std::move(updates) } }, who, ports).front();
    }
    Result<Folder> rename(Result<FolderReference> folder, std::string name)
    {
        return rename(std::move(folder), std::move(name), caller);
    }
    Result<Done> remove(Result<FolderReference> folder, DeleteType type, Principal const& who)
    {
        return delete_folder({ type, { std::move(folder) } }, who, ports).front();
    }
    Result<Done> remove(Result<FolderReference> folder, DeleteType type = DeleteType::hard)
    {
        return remove(std::move(folder), type, caller);
    }
    Result<Folder> shown(Result<FolderReference> folder)
    {
        return get_folder({ whole_folder(), { std::move(folder) } }, caller, ports).front();
    }
};

TEST_F(ChangeFoldersTest, MakesAContactFolderThatIsThereUnderTheIdItGave)
{
    auto const made = create(named(contacts), contact_folder("Friends")).value();
    EXPECT_EQ(made.type, FolderType::contacts);
    auto const folder = shown(by_id(made.id.id)).value();
    EXPECT_EQ(folder.id, made.id);
    EXPECT_EQ(folder.display_name, "Friends");
    EXPECT_EQ(folder.folder_class, "IPF.Contact");
    EXPECT_EQ(folder.parent, shown(named(contacts))->id);
    EXPECT_EQ(folder.total_count, 0);
    EXPECT_EQ(shown(named(contacts))->child_folder_count, 5);
}

TEST_F(ChangeFoldersTest, MakesFoldersWhereItSaysThatTheyCanBeMade)
{
    auto const below = make_folder(contacts_number, "Friends");
    for (FolderNumber number = 1; number < 20; ++number) {
        auto const parent = by_id(folder_id(sadie, number));
        auto const expected = shown(parent)->rights->create_hierarchy ? "NoError" : "ErrorAccessDenied";
        EXPECT_EQ(outcome(create(parent, contact_folder("New"))), expected) << number;
    }
    EXPECT_EQ(outcome(create(named(msgfolderroot), contact_folder("Another"))), "NoError");
    EXPECT_EQ(outcome(create(by_id(folder_id(sadie, below)), contact_folder("Close"))), "NoError");
}

TEST_F(ChangeFoldersTest, TakesAPlainFolderOfTheClassOfContactsForAContactFolder)
{
    WrittenFolder const davmails { FolderType::folder, "IPF.Contact", "Friends" };
    EXPECT_EQ(create(named(contacts), davmails)->type, FolderType::contacts);
    WrittenFolder const plain { FolderType::folder, std::nullopt, "Papers" };
    auto const made = create(named(msgfolderroot), plain).value();
    EXPECT_EQ(made.type, FolderType::folder);
    EXPECT_EQ(shown(by_id(made.id.id))->folder_class, "IPF.Note");
}

TEST_F(ChangeFoldersTest, RefusesWhatCannotBeMade)
{
    ASSERT_TRUE(create(named(contacts), contact_folder("Friends")));
    struct Case {
        Result<FolderReference> parent;
        WrittenFolder folder;
        std::string_view outcome;
    };
    Case const cases[] = {
        { named(contacts), contact_folder("FRIENDS"), "ErrorFolderExists" },
        { named(contacts), contact_folder(" "), "ErrorRequiredPropertyMissing" },
        { named(contacts), { FolderType::contacts, {}, {} }, "ErrorRequiredPropertyMissing" },
        { named(contacts), { FolderType::contacts, "IPF.Note", "x" }, "ErrorObjectTypeChanged" },
        { named(contacts), { FolderType::calendar, {}, "x" }, "ErrorAccessDenied" },
        { named(contacts), { FolderType::folder, "IPF.Task", "x" }, "ErrorAccessDenied" },
        { by_id(folder_id(sadie, 5000)), contact_folder("x"), "ErrorParentFolderNotFound" },
        { by_id("x"), contact_folder("x"), "ErrorInvalidIdMalformed" },
        { named(contacts, "hope@contoso.com"), contact_folder("x"), "ErrorAccessDenied" },
        { named(contacts), contact_folder(std::string(600, 'x')), "ErrorDataSizeLimitExceeded" },
    };
    for (auto const& [parent, folder, expected] : cases)
        EXPECT_EQ(outcome(create(parent, folder)), expected) << folder.display_name.value_or("");
}

TEST_F(ChangeFoldersTest, AnswersEachFolderOfABatchInOrder)
{
    CreateFolder const request { named(contacts),
        { contact_folder("A"), contact_folder("a"), Result<WrittenFolder>(fail(Code::invalid_property_set)),
            contact_folder("B") } };
    auto const answer = create_folder(request, caller, ports);
    ASSERT_EQ(answer.size(), 4);
    EXPECT_EQ(outcome(answer[0]), "NoError");
    EXPECT_EQ(outcome(answer[1]), "ErrorFolderExists");
    EXPECT_EQ(outcome(answer[2]), "ErrorInvalidPropertySet");
    EXPECT_EQ(outcome(answer[3]), "NoError");
}

TEST_F(ChangeFoldersTest, RenamesUnderTheSameIdWithAnotherChangeKey)
{
    auto const made = create(named(contacts), contact_folder("Friends")).value();
    auto const renamed = rename(by_id(made.id.id), "Companions").value();
    EXPECT_EQ(renamed.id.id, made.id.id);
    EXPECT_NE(renamed.id.change_key, made.id.change_key);
    EXPECT_EQ(shown(by_id(made.id.id))->display_name, "Companions");
}

TEST_F(ChangeFoldersTest, RenamesNothingThatEveryMailboxHas)
{
    for (FolderNumber number = 1; number < 20; ++number) {
        EXPECT_EQ(outcome(rename(by_id(folder_id(sadie, number)), "x")), "ErrorAccessDenied") << number;
        EXPECT_EQ(outcome(remove(by_id(folder_id(sadie, number)))), "ErrorDeleteDistinguishedFolder")
            << number;
    }
}

TEST_F(ChangeFoldersTest, RefusesAnUpdateThatCannotBe)
{
    auto const friends = by_id(folder_id(sadie, make_folder(contacts_number, "Friends")));
    make_folder(contacts_number, "Family");
    EXPECT_EQ(outcome(rename(friends, "family")), "ErrorFolderExists");
    EXPECT_EQ(outcome(rename(friends, "")), "ErrorRequiredPropertyMissing");
    EXPECT_EQ(outcome(rename(by_id(folder_id(sadie, 5000)), "x")), "ErrorFolderNotFound");
    FolderUpdates const as_tasks { friends, "IPF.Task", std::nullopt };
    EXPECT_EQ(outcome(update_folder({ { as_tasks } }, caller, ports).front()), "ErrorObjectTypeChanged");
    FolderUpdates const narrower { friends, "IPF.Contact.Friends", std::nullopt };
    EXPECT_EQ(outcome(update_folder({ { narrower } }, caller, ports).front()), "NoError");
}

TEST_F(ChangeFoldersTest, DeletesAFolderWithAllThatIsInItAndBelow)
{
    auto const friends = make_folder(contacts_number, "Friends");
    auto const close = make_folder(friends, "Close");
    put_contact(close, "Hope");
    for (auto const type : { DeleteType::hard, DeleteType::soft }) {
        EXPECT_EQ(outcome(remove(by_id(folder_id(sadie, type == DeleteType::hard ? close : friends)), type)),
            "NoError");
    }
    EXPECT_EQ(outcome(shown(by_id(folder_id(sadie, friends)))), "ErrorFolderNotFound");
    EXPECT_EQ(outcome(remove(by_id(folder_id(sadie, close)))), "ErrorFolderNotFound");
    EXPECT_TRUE(store.item_counts(sadie)->empty());
}

TEST_F(ChangeFoldersTest, ThrowsAwayIntoDeletedItemsAndFromThereForGood)
{
    auto const friends = make_folder(contacts_number, "Friends");
    put_contact(friends, "Hope");
    auto const reference = by_id(folder_id(sadie, friends));
    EXPECT_EQ(outcome(remove(reference, DeleteType::move_to_deleted_items)), "NoError");
    EXPECT_EQ(shown(reference)->parent, shown(named(deleteditems))->id);
    EXPECT_EQ(shown(reference)->total_count, 1);
    EXPECT_EQ(outcome(remove(reference, DeleteType::move_to_deleted_items)), "NoError");
    EXPECT_EQ(outcome(shown(reference)), "ErrorFolderNotFound");
}

TEST_F(ChangeFoldersTest, ThrowsAwayFoldersOfOneNameOneAfterAnother)
{
    FolderReferences folders;
    for (int i = 0; i < 3; ++i) {
        auto const parent = make_folder(top_number, "Parent " + std::to_string(i));
        folders.push_back(by_id(folder_id(sadie, make_folder(parent, "Friends"))));
    }
    for (auto const& done : delete_folder({ DeleteType::move_to_deleted_items, folders }, caller, ports))
        EXPECT_EQ(outcome(done), "NoError");
    EXPECT_EQ(shown(folders[0])->display_name, "Friends");
    EXPECT_EQ(shown(folders[1])->display_name, "Friends 1");
    EXPECT_EQ(shown(folders[2])->display_name, "Friends 2");
}

TEST_F(ChangeFoldersTest, LetsNobodyButTheOwnerChangeFolders)
{
    auto const friends = make_folder(contacts_number, "Friends");
    auto const reference = by_id(folder_id(sadie, friends));
    share(friends, FolderRole::editor);
    EXPECT_EQ(outcome(create(reference, contact_folder("x"), other)), "ErrorAccessDenied");
    EXPECT_EQ(outcome(rename(reference, "x", other)), "ErrorAccessDenied");
    for (auto const type : { DeleteType::hard, DeleteType::move_to_deleted_items })
        EXPECT_EQ(outcome(remove(reference, type, other)), "ErrorAccessDenied");
    EXPECT_EQ(shown(reference)->display_name, "Friends");
}

}
}
