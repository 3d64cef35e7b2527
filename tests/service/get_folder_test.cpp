// Which folders a caller is shown, and what of them.
// Source: spec/contacts.md 1 and 11; spec/auth.md 6.
#include "service/get_folder.hpp"

#include "service/folder_scene.hpp"

#include <set>

namespace likeness::service {
namespace {

using enum DistinguishedFolder;

class GetFolderTest : public FolderScene {
protected:
    GetFolderAnswer get(
        std::vector<Result<FolderReference>> folders, FolderShape const& shape = whole_folder())
    {
        return get_folder({ shape, std::move(folders) }, caller, ports);
    }
    Result<Folder> get_one(Result<FolderReference> const& folder, Principal const& who)
    {
        return get_folder({ whole_folder(), { folder } }, who, ports).front();
    }
    Folder shown(DistinguishedFolder name) { return get({ named(name) }).front().value(); }
};

struct Known {
    DistinguishedFolder name;
    DistinguishedFolder parent;
    FolderType type;
    std::string_view folder_class;
    std::string_view display_name;
    int children;
};

constexpr Known known[] = {
    { msgfolderroot, root, FolderType::folder, "IPF.Note", "Top of Information Store", 11 },
    { searchfolders, root, FolderType::folder, "", "Finder", 0 },
    { mycontacts, root, FolderType::search, "IPF.Contact", "My Contacts", 0 },
    { inbox, msgfolderroot, FolderType::folder, "IPF.Note", "Inbox", 0 },
    { drafts, msgfolderroot, FolderType::folder, "IPF.Note", "Drafts", 0 },
    { sentitems, msgfolderroot, FolderType::folder, "IPF.Note", "Sent Items", 0 },
    { deleteditems, msgfolderroot, FolderType::folder, "IPF.Note", "Deleted Items", 0 },
    { outbox, msgfolderroot, FolderType::folder, "IPF.Note", "Outbox", 0 },
    { junkemail, msgfolderroot, FolderType::folder, "IPF.Note", "Junk Email", 0 },
    { calendar, msgfolderroot, FolderType::calendar, "IPF.Appointment", "Calendar", 0 },
    { contacts, msgfolderroot, FolderType::contacts, "IPF.Contact", "Contacts", 4 },
    { tasks, msgfolderroot, FolderType::tasks, "IPF.Task", "Tasks", 0 },
    { notes, msgfolderroot, FolderType::folder, "IPF.StickyNote", "Notes", 0 },
    { journal, msgfolderroot, FolderType::folder, "IPF.Journal", "Journal", 0 },
    { quickcontacts, contacts, FolderType::contacts, "IPF.Contact.MOC.QuickContacts",
        "{06967759-274D-40B2-A3EB-D7F9E73727D7}", 0 },
    { recipientcache, contacts, FolderType::contacts, "IPF.Contact.RecipientCache", "Recipient Cache", 0 },
    { imcontactlist, contacts, FolderType::contacts, "IPF.Contact.MOC.ImContactList",
        "{A9E2BC46-B3A0-4243-B315-60D991004455}", 0 },
    { peopleconnect, contacts, FolderType::contacts, "IPF.Contact.PeopleConnect", "PeopleConnect", 0 },
};

TEST_F(GetFolderTest, ShowsEveryFolderThatProgramsLookForInItsPlace)
{
    std::set<std::string> seen { shown(root).id.id };
    for (auto const& expected : known) {
        auto const folder = shown(expected.name);
        EXPECT_EQ(folder.type, expected.type) << expected.display_name;
        EXPECT_EQ(folder.folder_class.value_or(""), expected.folder_class) << expected.display_name;
        EXPECT_EQ(folder.display_name, expected.display_name);
        EXPECT_EQ(folder.parent, shown(expected.parent).id) << expected.display_name;
        EXPECT_EQ(folder.child_folder_count, expected.children) << expected.display_name;
        EXPECT_EQ(folder.total_count, 0) << expected.display_name;
        EXPECT_EQ(folder.distinguished, expected.name) << expected.display_name;
        EXPECT_TRUE(seen.insert(folder.id.id).second) << expected.display_name;
    }
}

TEST_F(GetFolderTest, ShowsTheRootWithoutAParent)
{
    EXPECT_EQ(shown(root).parent, std::nullopt);
    EXPECT_EQ(shown(root).child_folder_count, 3);
}

TEST_F(GetFolderTest, CountsWhatLiesInAFolderAndBelowIt)
{
    auto const friends = make_folder(contacts_number, "Friends");
    make_folder(friends, "Close");
    put_contact(contacts_number, "Anna");
    put_contact(friends, "Bert");
    put_contact(friends, "Carl");
    EXPECT_EQ(shown(contacts).total_count, 1);
    EXPECT_EQ(shown(contacts).child_folder_count, 5);
    auto const made = get({ by_id(folder_id(sadie, friends)) }).front().value();
    EXPECT_EQ(made.total_count, 2);
    EXPECT_EQ(made.child_folder_count, 1);
    EXPECT_EQ(made.distinguished, std::nullopt);
    EXPECT_TRUE(made.id.change_key.starts_with("AQAAABYAAAA"));
}

TEST_F(GetFolderTest, SaysWhatTheCallerMayDo)
{
    auto const friends = make_folder(contacts_number, "Friends");
    auto const rights = [&](FolderNumber number, Principal const& who) {
        return *get_one(by_id(folder_id(sadie, number)), who)->rights;
    };
    EXPECT_EQ(rights(friends, caller), (EffectiveRights { false, true, true, true, true, true, true }));
    EXPECT_EQ(
        rights(contacts_number, caller), (EffectiveRights { false, true, true, false, false, true, true }));
    EXPECT_EQ(rights(5, caller), (EffectiveRights { false, false, false, false, false, true, true }));
    share(friends, FolderRole::reader);
    EXPECT_EQ(rights(friends, other), (EffectiveRights { false, false, false, false, false, true, true }));
    share(friends, FolderRole::editor);
    EXPECT_EQ(rights(friends, other), (EffectiveRights { false, true, false, false, false, true, true }));
}

TEST_F(GetFolderTest, CountsNoFolderThatTheCallerMayNotSee)
{
    auto const friends = make_folder(contacts_number, "Friends");
    auto const close = make_folder(friends, "Close");
    make_folder(friends, "Secret");
    share(friends, FolderRole::reader);
    share(close, FolderRole::reader);
    auto const reference = by_id(folder_id(sadie, friends));
    EXPECT_EQ(get_one(reference, other)->child_folder_count, 1);
    EXPECT_EQ(get_one(reference, caller)->child_folder_count, 2);
}

TEST_F(GetFolderTest, CountsUnreadWhereTheSchemaHasAPlaceForIt)
{
    EXPECT_EQ(shown(inbox).unread_count, 0);
    EXPECT_EQ(shown(tasks).unread_count, 0);
    EXPECT_EQ(shown(contacts).unread_count, std::nullopt);
    EXPECT_EQ(shown(calendar).unread_count, std::nullopt);
}

TEST_F(GetFolderTest, ShowsNoMoreThanTheShapeAsksFor)
{
    FolderShape shape;
    EXPECT_EQ(get({ named(contacts) }, shape).front().value(),
        (Folder { .type = FolderType::contacts, .id = { folder_id(sadie, 12), "AQAAAA==" } }));
    shape.add(FolderProperty::display_name);
    EXPECT_EQ(get({ named(contacts) }, shape).front().value(),
        (Folder { .type = FolderType::contacts,
            .id = { folder_id(sadie, 12), "AQAAAA==" },
            .display_name = "Contacts" }));
}

TEST_F(GetFolderTest, LeavesOutARightThatTheClientDoesNotKnow)
{
    auto shape = whole_folder();
    EXPECT_EQ(get({ named(inbox) }, shape).front()->rights->view_private_items, true);
    shape.view_private_items = false;
    EXPECT_EQ(get({ named(inbox) }, shape).front()->rights->view_private_items, std::nullopt);
}

TEST_F(GetFolderTest, FindsAFolderByTheIdThatItGave)
{
    for (auto const& expected : known) {
        auto const folder = shown(expected.name);
        EXPECT_EQ(get({ by_id(folder.id.id) }).front().value(), folder) << expected.display_name;
    }
}

TEST_F(GetFolderTest, AnswersEachOfThirtyIdsInOrderWhateverBecameOfTheOthers)
{
    std::vector<Result<FolderReference>> references;
    std::vector<std::string_view> expected;
    auto const ask = [&](Result<FolderReference> reference, std::string_view code) {
        references.push_back(std::move(reference));
        expected.push_back(code);
    };
    ObjectId const item { .kind = ObjectKind::item, .mailbox = sadie, .object = 5 };
    ObjectId const attachment { .kind = ObjectKind::attachment, .mailbox = sadie, .object = 5, .extra = 1 };
    ObjectId const state { .kind = ObjectKind::hierarchy_state, .mailbox = sadie, .object = 2, .extra = 1 };
    ask(by_id(""), "ErrorInvalidIdEmpty");
    ask(by_id("DUMMY"), "ErrorInvalidIdMalformed");
    ask(by_id(ids.write(state)), "ErrorInvalidIdMalformed");
    ask(by_id(ids.write(item)), "ErrorCannotUseItemIdForFolderId");
    ask(by_id(ids.write(attachment)), "ErrorCannotUseItemIdForFolderId");
    ask(by_id(folder_id(sadie, 999)), "ErrorFolderNotFound");
    ask(by_id(folder_id(sadie, 1000)), "ErrorFolderNotFound");
    ask(by_id(folder_id(hope, 12)), "ErrorAccessDenied");
    ask(by_id(folder_id(tests::person_id(9), 12)), "ErrorAccessDenied");
    ask(named(contacts, "hope@contoso.com"), "ErrorAccessDenied");
    ask(named(contacts, "nobody@contoso.com"), "ErrorAccessDenied");
    ask(fail(Code::invalid_change_key), "ErrorInvalidChangeKey");
    for (auto const& folder : known) ask(named(folder.name), "NoError");
    ASSERT_EQ(references.size(), 30);

    auto const answer = get(references);
    ASSERT_EQ(answer.size(), references.size());
    for (std::size_t i = 0; i < answer.size(); ++i) EXPECT_EQ(outcome(answer[i]), expected[i]) << i;
    EXPECT_EQ(answer.back()->display_name, "PeopleConnect");
}

TEST_F(GetFolderTest, TakesAnyOfTheCallersOwnAddresses)
{
    for (auto const* const address :
        { "sadie@contoso.com", "SADIE@contoso.com", "sadie.daniels@contoso.com" })
        EXPECT_EQ(get_one(named(inbox, address), caller)->id, shown(inbox).id) << address;
    Principal const by_other_address { .address = tests::address("sadie.daniels@contoso.com") };
    EXPECT_EQ(get_one(named(inbox), by_other_address)->id, shown(inbox).id);
}

TEST_F(GetFolderTest, ServesAHiddenPersonTheirOwnMailbox)
{
    directory.people[0].visibility = Visibility::hidden;
    EXPECT_EQ(outcome(get_one(named(inbox), caller)), "NoError");
}

TEST_F(GetFolderTest, AsksACallerWithoutAMailboxWhoseTheyMean)
{
    EXPECT_EQ(outcome(get_one(named(inbox), stranger)), "ErrorMissingEmailAddress");
    EXPECT_EQ(outcome(get_one(named(inbox), Principal {})), "ErrorMissingEmailAddress");
    EXPECT_EQ(outcome(get_one(named(inbox, "sadie@contoso.com"), stranger)), "ErrorAccessDenied");
    EXPECT_EQ(outcome(get_one(by_id(folder_id(sadie, 12)), stranger)), "ErrorAccessDenied");
}

TEST_F(GetFolderTest, DeniesAnAdminTooWhatIsNotTheirOwn)
{
    Principal const admin { .address = tests::address("hope@contoso.com"), .role = Role::admin };
    EXPECT_EQ(outcome(get_one(named(inbox, "sadie@contoso.com"), admin)), "ErrorAccessDenied");
    EXPECT_EQ(outcome(get_one(named(inbox), admin)), "NoError");
}

TEST_F(GetFolderTest, ReportsADirectoryThatCannotBeAskedRatherThanAMissingMailbox)
{
    directory.down = true;
    auto const answer
        = get({ named(inbox), by_id(folder_id(sadie, 12)), named(inbox, "hope@contoso.com"), by_id("x") });
    EXPECT_EQ(outcome(answer[0]), "ErrorADUnavailable");
    EXPECT_EQ(outcome(answer[1]), "ErrorADUnavailable");
    EXPECT_EQ(outcome(answer[2]), "ErrorADUnavailable");
    EXPECT_EQ(outcome(answer[3]), "ErrorInvalidIdMalformed");
}

TEST_F(GetFolderTest, ShowsMapisPropertiesByWhichDavMailKnowsAnAddressBook)
{
    FolderShape shape;
    shape.extended = { { .tag = "0x3613", .type = "String" }, { .tag = "0x3001", .type = "String" },
        { .tag = "0x3602", .type = "Integer" }, { .tag = "0x360A", .type = "Boolean" },
        { .tag = "0x3008", .type = "SystemTime" }, { .tag = "0x3613", .type = "Integer" } };
    std::vector<std::string> values;
    auto const folder = get({ named(contacts) }, shape).front().value();
    for (auto const& property : folder.extended) values.push_back(property.values.at(0));
    EXPECT_EQ(values, (std::vector<std::string> { "IPF.Contact", "Contacts", "0", "true" }))
        << "What a folder does not have, or not of this type, is left out.";
}

TEST_F(GetFolderTest, ShowsATimeOfLastChangeThatDiffersWithEveryChange)
{
    FolderShape shape;
    shape.extended = { { .tag = "0x670a", .type = "SystemTime" } };
    auto const time
        = [&] { return get({ named(contacts) }, shape).front().value().extended.at(0).values.at(0); };
    auto const before = time();
    EXPECT_EQ(time(), before);

    NewItem const item { .folder = number_of(contacts), .content = {}, .attachments = {} };
    ASSERT_TRUE(store.create_items(sadie, { &item, 1 }, {}).value().front());
    EXPECT_NE(time(), before);
}

}
}
