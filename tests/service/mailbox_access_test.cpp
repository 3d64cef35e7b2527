// Whose mailbox somebody reaches, and what they may do there.
// Source: spec/contacts.md 1 and 11.
#include "core/items/limits.hpp"
#include "service/change_keys.hpp"
#include "service/folder_scene.hpp"

namespace likeness::service {
namespace {

using enum DistinguishedFolder;

class MailboxAccessTest : public FolderScene {
protected:
    std::string_view reach(Principal const& who, Result<FolderReference> const& folder)
    {
        return outcome(MailboxAccess(who, ports).folder(folder));
    }
    std::string_view reach(Principal const& who, Result<FolderReference> const& folder, Right right)
    {
        return outcome(MailboxAccess(who, ports).folder(folder, right));
    }
    std::string_view name(Principal const& who, Result<ItemReference> const& item)
    {
        return outcome(MailboxAccess(who, ports).item(item));
    }
};

TEST_F(MailboxAccessTest, ReachesFoldersThatWereMade)
{
    auto const friends = make_folder(contacts_number, "Friends");
    MailboxAccess access(caller, ports);
    auto const reached = access.folder(by_id(folder_id(sadie, friends))).value();
    EXPECT_EQ(reached.node.display_name, "Friends");
    EXPECT_EQ(reached.node.type, FolderType::contacts);
    EXPECT_TRUE(reached.mailbox->is_own);
    EXPECT_EQ(reach(caller, by_id(folder_id(sadie, friends + 1))), "ErrorFolderNotFound");
}

TEST_F(MailboxAccessTest, LetsAReaderReadAndAnEditorChange)
{
    auto const contacts_of_sadie = named(contacts, "sadie@contoso.com");
    EXPECT_EQ(reach(other, contacts_of_sadie), "ErrorAccessDenied");
    share(contacts_number, FolderRole::reader);
    for (auto const& folder : { contacts_of_sadie, by_id(folder_id(sadie, contacts_number)) }) {
        EXPECT_EQ(reach(other, folder), "NoError");
        EXPECT_EQ(reach(other, folder, Right::read), "NoError");
        EXPECT_EQ(reach(other, folder, Right::change), "ErrorAccessDenied");
    }
    share(contacts_number, FolderRole::editor);
    EXPECT_EQ(reach(other, contacts_of_sadie, Right::change), "NoError");
    ASSERT_TRUE(store.revoke(sadie, contacts_number, hope));
    EXPECT_EQ(reach(other, contacts_of_sadie), "ErrorAccessDenied");
}

TEST_F(MailboxAccessTest, GivesNothingButTheFolderThatWasShared)
{
    auto const friends = make_folder(contacts_number, "Friends");
    share(contacts_number, FolderRole::editor);
    EXPECT_EQ(reach(other, by_id(folder_id(sadie, friends))), "ErrorAccessDenied");
    EXPECT_EQ(reach(other, named(inbox, "sadie@contoso.com")), "ErrorAccessDenied");
    // Whether there is such a folder is not told either.
    EXPECT_EQ(reach(other, by_id(folder_id(sadie, friends + 1))), "ErrorAccessDenied");
}

TEST_F(MailboxAccessTest, GivesAnAdministratorNoMoreThanAnybodyElse)
{
    auto admin = other;
    admin.role = Role::admin;
    EXPECT_EQ(reach(admin, named(contacts, "sadie@contoso.com")), "ErrorAccessDenied");
    EXPECT_EQ(name(admin, ItemReference { item_id(sadie, 1), "" }), "ErrorItemNotFound");
}

TEST_F(MailboxAccessTest, GivesNothingToWhoHasNoMailbox)
{
    share(contacts_number, FolderRole::reader);
    EXPECT_EQ(reach(stranger, named(contacts, "sadie@contoso.com")), "ErrorAccessDenied");
    EXPECT_EQ(reach(stranger, by_id(folder_id(sadie, contacts_number))), "ErrorAccessDenied");
    EXPECT_EQ(name(stranger, ItemReference { item_id(sadie, 1), "" }), "ErrorItemNotFound");
    EXPECT_EQ(
        outcome(MailboxAccess(stranger, ports).own(Code::missing_email_address)), "ErrorMissingEmailAddress");
}

TEST_F(MailboxAccessTest, JudgesWhatAnItemsIdIs)
{
    ObjectId const attachment { .kind = ObjectKind::attachment, .mailbox = sadie, .object = 5, .extra = 1 };
    ObjectId const state { .kind = ObjectKind::items_state, .mailbox = sadie, .object = 12 };
    struct Case {
        Result<ItemReference> reference;
        std::string_view outcome;
    };
    Case const cases[] = {
        { ItemReference { item_id(sadie, 5), "" }, "NoError" },
        { ItemReference { item_id(sadie, 5), item_change_key(7) }, "NoError" },
        { ItemReference { item_id(sadie, 5), "no key" }, "ErrorInvalidChangeKey" },
        { ItemReference { "", "" }, "ErrorInvalidIdEmpty" },
        { ItemReference { "AAMk", "" }, "ErrorInvalidIdMalformed" },
        { ItemReference { folder_id(sadie, 12), "" }, "ErrorCannotUseFolderIdForItemId" },
        { ItemReference { ids.write(attachment), "" }, "ErrorInvalidIdMalformed" },
        { ItemReference { ids.write(state), "" }, "ErrorInvalidIdMalformed" },
        { ItemReference { item_id(hope, 5), "" }, "ErrorItemNotFound" },
        { fail(Code::invalid_id), "ErrorInvalidId" },
    };
    for (auto const& [reference, expected] : cases)
        EXPECT_EQ(name(caller, reference), expected) << (reference ? reference->id : "");
}

TEST_F(MailboxAccessTest, TellsWhichItemAndWhichStateOfItIsMeant)
{
    MailboxAccess access(caller, ports);
    auto const item = access.item(ItemReference { item_id(sadie, 5), item_change_key(7) }).value();
    EXPECT_EQ(item.mailbox->owner.id, sadie);
    EXPECT_EQ(item.number, 5);
    EXPECT_EQ(item.expected, 7);
    EXPECT_EQ(access.item(ItemReference { item_id(sadie, 5), "" })->expected, std::nullopt);
}

TEST_F(MailboxAccessTest, JudgesWhatAnAttachmentsIdIs)
{
    ObjectId id { .kind = ObjectKind::attachment, .mailbox = sadie, .object = 5, .extra = 3 };
    MailboxAccess access(caller, ports);
    auto const named = access.attachment(ids.write(id)).value();
    EXPECT_EQ(named.item, 5);
    EXPECT_EQ(named.attachment, 3);
    EXPECT_EQ(outcome(access.attachment(item_id(sadie, 5))), "ErrorInvalidIdNotAnItemAttachmentId");
    EXPECT_EQ(outcome(access.attachment(folder_id(sadie, 5))), "ErrorInvalidIdNotAnItemAttachmentId");
    EXPECT_EQ(outcome(access.attachment("x")), "ErrorInvalidIdMalformed");
    id.mailbox = hope;
    EXPECT_EQ(outcome(access.attachment(ids.write(id))), "ErrorItemNotFound");
}

TEST_F(MailboxAccessTest, JudgesAnItemByTheFolderThatItLiesIn)
{
    share(contacts_number, FolderRole::reader);
    MailboxAccess access(other, ports);
    auto const item = access.item(ItemReference { item_id(sadie, 5), "" }).value();
    EXPECT_EQ(outcome(MailboxAccess::may(*item.mailbox, contacts_number, Right::read)), "NoError");
    EXPECT_EQ(
        outcome(MailboxAccess::may(*item.mailbox, contacts_number, Right::change)), "ErrorAccessDenied");
    EXPECT_EQ(outcome(MailboxAccess::may(*item.mailbox, bin_number, Right::read)), "ErrorItemNotFound");
    EXPECT_EQ(outcome(MailboxAccess::may(*item.mailbox, bin_number, Right::change)), "ErrorItemNotFound");
}

TEST_F(MailboxAccessTest, LooksUpNoMoreAddressesThanItsLimit)
{
    MailboxAccess access(caller, ports);
    for (std::size_t i = 0; i < limits::other_mailboxes_max; ++i)
        EXPECT_EQ(outcome(access.folder(named(contacts, "nobody" + std::to_string(i) + "@contoso.com"))),
            "ErrorAccessDenied");
    EXPECT_EQ(outcome(access.folder(named(contacts, "hope@contoso.com"))), "ErrorBatchProcessingStopped");
    EXPECT_EQ(outcome(access.folder(named(contacts, "nobody1@contoso.com"))), "ErrorAccessDenied");
    EXPECT_EQ(outcome(access.folder(named(contacts, "sadie@contoso.com"))), "NoError");
}

}
}
