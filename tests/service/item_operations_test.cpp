// What operations do with items.
// Source: spec/contacts.md 1 to 5 and 7 to 9.
#include "service/item_scene.hpp"

#include "core/items/limits.hpp"
#include "service/change_keys.hpp"

#include <algorithm>
#include <array>
#include <thread>

namespace likeness::service {
namespace {

using enum ConflictResolution;

class ItemOperations : public ItemScene { };

template <class Answers> std::vector<std::string_view> outcomes(Answers const& answers)
{
    std::vector<std::string_view> all;
    for (auto const& answer : answers) all.push_back(outcome(answer));
    return all;
}

using Outcomes = std::vector<std::string_view>;

// Reading

TEST_F(ItemOperations, GetItemShowsWhatTheShapeAsksFor)
{
    auto item = named("Sadie", "Daniels");
    item.content.slots.put(Slot::generation, "Jr.");
    item.attachments = { photo("picture"), file("notes.txt", "text") };
    auto const id = created(item);
    auto const shown = get(id,
        { Slot::parent_folder_id, Slot::subject, Slot::attachments, Slot::has_picture, Slot::has_attachments,
            Slot::complete_name, Slot::effective_rights, Slot::last_modified_name, Slot::date_time_created })
                           .value();
    EXPECT_EQ(shown.id, id);
    EXPECT_EQ(shown.parent, (FolderId { folder_id(sadie, contacts), "AQAAAA==" }));
    EXPECT_EQ(shown.values.text(Slot::subject), "Sadie Daniels Jr.");
    EXPECT_EQ(*shown.values.find(Slot::has_picture), SlotValue(true));
    EXPECT_EQ(*shown.values.find(Slot::date_time_created), SlotValue(clock.now()));
    EXPECT_EQ(shown.values.text(Slot::last_modified_name), "sadie@contoso.com");
    EXPECT_EQ(shown.values.find(Slot::given_name), nullptr);
    EXPECT_EQ(shown.complete_name,
        (CompleteName { .first = "Sadie", .last = "Daniels", .suffix = "Jr.", .full = "Sadie Daniels Jr." }));
    EXPECT_EQ(shown.rights,
        (EffectiveRights { .remove = true, .modify = true, .read = true, .view_private_items = true }));
    ASSERT_EQ(shown.attachments.size(), 2);
    auto const& picture = shown.attachments.front();
    EXPECT_EQ(picture.name, "ContactPicture.jpg");
    EXPECT_EQ(picture.size, 7);
    EXPECT_EQ(picture.is_inline, false);
    EXPECT_EQ(picture.is_contact_photo, true);
    EXPECT_EQ(picture.modified_at, clock.now());
    EXPECT_EQ(picture.content, std::nullopt);
    EXPECT_EQ(shown.attachments.back().is_contact_photo, false);
}

TEST_F(ItemOperations, GetItemSaysThatThereIsNoPictureToo)
{
    EXPECT_EQ(*get(created(named("Hope")), { Slot::has_picture }).value().values.find(Slot::has_picture),
        SlotValue(false));
    WrittenItem list { { .kind = ItemKind::distribution_list }, {} };
    list.content.slots.put(Slot::display_name, "Sales");
    auto const shown = get(created(list), { Slot::has_picture, Slot::members }).value();
    EXPECT_EQ(shown.values.find(Slot::has_picture), nullptr);
}

TEST_F(ItemOperations, GetItemKeepsFromOldClientsWhatTheyDoNotKnow)
{
    auto item = named("Sadie");
    item.attachments = { photo("picture") };
    item.content.slots.put(Slot::file_as_mapping, first_younger_file_as_mapping);
    auto shape = shape_of({ Slot::attachments, Slot::effective_rights, Slot::file_as_mapping });
    shape.knows_2010 = false;
    auto const shown = get_item({ shape, { created(item) } }, caller, ports).front().value();
    EXPECT_EQ(shown.attachments.front().size, std::nullopt);
    EXPECT_EQ(shown.attachments.front().is_contact_photo, std::nullopt);
    EXPECT_EQ(shown.rights->view_private_items, std::nullopt);
    EXPECT_TRUE(shown.values.empty());
}

TEST_F(ItemOperations, GetItemShowsPropertiesOfMapi)
{
    ExtendedFieldPath const url_name { .tag = "0x10f3", .type = "String" };
    ExtendedFieldPath const given { .tag = "0x3a06", .type = "String" };
    ExtendedFieldPath const has_picture { .distinguished_set = "Address", .id = "32789", .type = "Boolean" };
    ExtendedFieldPath const number { .tag = "0x0e23", .type = "Integer" };
    ExtendedFieldPath const absent { .tag = "0x3a16", .type = "String" };
    auto item = named("Sadie");
    item.content.extended.push_back({ url_name, { "sadie.vcf" } });
    ItemShape shape;
    shape.extended = { has_picture, given, absent, url_name, number };
    auto const shown = get_item({ shape, { created(item) } }, caller, ports).front().value();
    std::vector<ExtendedProperty> const expected { { has_picture, { "false" } }, { given, { "Sadie" } },
        { url_name, { "sadie.vcf" } }, { number, { "1" } } };
    EXPECT_EQ(shown.extended, expected);
}

TEST_F(ItemOperations, GetItemShowsTheBodyInTheFormThatIsAskedFor)
{
    auto item = named("Sadie");
    item.content.slots.put(Slot::body, "<p>one</p>");
    item.content.slots.put(Slot::body_type, body_types::html);
    auto const id = created(item);
    std::pair<ItemShape::Body, std::string_view> const cases[] = {
        { ItemShape::Body::best, "<p>one</p>" },
        { ItemShape::Body::html, "<p>one</p>" },
        { ItemShape::Body::text, "one" },
    };
    for (auto const& [form, text] : cases) {
        auto shape = shape_of({ Slot::body, Slot::body_type });
        shape.body = form;
        EXPECT_EQ(get_item({ shape, { id } }, caller, ports).front().value().values.text(Slot::body), text);
    }
}

TEST_F(ItemOperations, GetItemAnswersABatchInOrderEachForItself)
{
    auto const first = created(named("Sadie"));
    auto const second = created(named("Hope"));
    auto const gone = created(named("Gone"));
    ASSERT_TRUE(remove(gone, DeleteType::hard, caller));
    auto const foreign = ids.write({ .kind = ObjectKind::item, .mailbox = hope, .object = 1 });
    GetItem const request { shape_of({ Slot::given_name }),
        { second, fail(Code::invalid_change_key), gone, first, ItemReference { foreign, "" },
            ItemReference { folder_id(sadie, contacts), "" }, ItemReference { "made up", "" }, second } };
    auto const answer = get_item(request, caller, ports);
    EXPECT_EQ(outcomes(answer),
        (Outcomes { "NoError", "ErrorInvalidChangeKey", "ErrorItemNotFound", "NoError", "ErrorItemNotFound",
            "ErrorCannotUseFolderIdForItemId", "ErrorInvalidIdMalformed", "NoError" }));
    EXPECT_EQ(answer[0]->values.text(Slot::given_name), "Hope");
    EXPECT_EQ(answer[3]->values.text(Slot::given_name), "Sadie");
    EXPECT_EQ(answer[7]->id, second);
}

// Creating

TEST_F(ItemOperations, CreateItemPutsContactsIntoTheFolderOfContacts)
{
    auto const id = created(named("Sadie", "Daniels"));
    EXPECT_EQ(id.id.size(), 152);
    EXPECT_TRUE(id.change_key.starts_with("EQAAABYAAAA"));
    EXPECT_EQ(get(id, { Slot::parent_folder_id }).value().parent->id, folder_id(sadie, contacts));
    EXPECT_EQ(text(id, Slot::file_as), "Daniels, Sadie");
    EXPECT_EQ(text(id, Slot::item_class), "IPM.Contact");
}

TEST_F(ItemOperations, CreateItemKeepsTheLastOfSeveralPicturesAndTellsItsIdAlone)
{
    auto item = named("Sadie");
    item.attachments = { photo("first"), file("notes.txt", "text"), photo("last") };
    auto const made = create(item).value();
    ASSERT_EQ(made.attachments.size(), 2);
    EXPECT_EQ(bytes_of(*made.attachments[0].id), "text");
    EXPECT_EQ(bytes_of(*made.attachments[1].id), "last");
    EXPECT_EQ(get(made.id, { Slot::attachments }).value().attachments.size(), 2);
}

TEST_F(ItemOperations, CreateItemRefusesFoldersThatHoldNoContacts)
{
    using enum DistinguishedFolder;
    std::pair<DistinguishedFolder, std::string_view> const cases[] = {
        { DistinguishedFolder::contacts, "NoError" },
        { quickcontacts, "NoError" },
        { inbox, "ErrorCannotCreateContactInNonContactFolder" },
        { searchfolders, "ErrorCannotCreateContactInNonContactFolder" },
        { mycontacts, "ErrorCannotCreateContactInNonContactFolder" },
    };
    for (auto const& [name, code] : cases)
        EXPECT_EQ(outcome(create(ItemScene::named("Sadie"), FolderScene::named(name))), code)
            << static_cast<int>(name);
}

TEST_F(ItemOperations, CreateItemNeedsAMailboxAndARight)
{
    CreateItem const request { std::nullopt, { named("Sadie") } };
    EXPECT_EQ(outcomes(create_item(request, stranger, ports)), (Outcomes { "ErrorMissingEmailAddress" }));
    CreateItem const elsewhere { FolderScene::named(DistinguishedFolder::contacts, "sadie@contoso.com"),
        { ItemScene::named("Sadie"), fail(Code::invalid_property_set) } };
    EXPECT_EQ(outcomes(create_item(elsewhere, hopes, ports)),
        (Outcomes { "ErrorAccessDenied", "ErrorAccessDenied" }));
}

TEST_F(ItemOperations, CreateItemAnswersABatchInOrderEachForItself)
{
    auto not_a_contact = named("Note");
    not_a_contact.content.slots.put(Slot::item_class, "IPM.Note");
    auto too_large = named("Large");
    too_large.attachments = { photo(std::string(limits::contact_photo_bytes_max + 1, 'a')) };
    CreateItem const request { std::nullopt,
        { named("Sadie"), not_a_contact, fail(Code::invalid_property_set), too_large, named("Hope") } };
    auto const answer = create_item(request, caller, ports);
    EXPECT_EQ(outcomes(answer),
        (Outcomes { "NoError", "ErrorObjectTypeChanged", "ErrorInvalidPropertySet",
            "ErrorAttachmentSizeLimitExceeded", "NoError" }));
    EXPECT_EQ(text(answer[4]->id, Slot::given_name), "Hope");
}

TEST_F(ItemOperations, CreateItemKeepsDistributionLists)
{
    WrittenItem list { { .kind = ItemKind::distribution_list }, {} };
    list.content.slots.put(Slot::display_name, "Sales");
    list.content.members
        = { { .name = "Hope Gross", .address = "hope@contoso.com", .routing_type = "SMTP" } };
    auto const made = create(list).value();
    EXPECT_EQ(made.kind, ItemKind::distribution_list);
    auto const shown = get(made.id, { Slot::members, Slot::item_class, Slot::file_as }).value();
    EXPECT_EQ(shown.kind, ItemKind::distribution_list);
    EXPECT_EQ(shown.values.text(Slot::item_class), "IPM.DistList");
    EXPECT_EQ(shown.values.text(Slot::file_as), "Sales");
    ASSERT_EQ(shown.members.size(), 1);
    EXPECT_EQ(shown.members.front().address, "hope@contoso.com");
    EXPECT_FALSE(shown.members.front().key.empty());
}

// Updating

TEST_F(ItemOperations, UpdateItemChangesTheItemAndItsKey)
{
    auto const id = created(named("Sadie", "Daniels"));
    auto const changed = update(set(id, Slot::surname, "Gross")).value();
    EXPECT_EQ(changed.conflicts, 0);
    EXPECT_EQ(changed.item.id.id, id.id);
    EXPECT_NE(changed.item.id.change_key, id.change_key);
    EXPECT_EQ(get(id).value().id, changed.item.id);
    EXPECT_EQ(text(id, Slot::display_name), "Sadie Gross");
}

TEST_F(ItemOperations, UpdateItemResolvesConflictsAsItIsTold)
{
    struct {
        ConflictResolution resolution;
        Slot slot;
        std::string_view code;
    } const cases[] = {
        { never_overwrite, Slot::department, "ErrorIrresolvableConflict" },
        { never_overwrite, Slot::job_title, "ErrorIrresolvableConflict" },
        { auto_resolve, Slot::department, "NoError" },
        { auto_resolve, Slot::job_title, "ErrorIrresolvableConflict" },
        { always_overwrite, Slot::department, "NoError" },
        { always_overwrite, Slot::job_title, "NoError" },
    };
    for (auto const& [resolution, slot, code] : cases) {
        auto const id = created(named("Sadie"));
        ASSERT_TRUE(update(set(id, Slot::job_title, "Engineer")));
        auto const answer = update(set(id, slot, "mine"), resolution); // With the key of before.
        EXPECT_EQ(outcome(answer), code) << static_cast<int>(resolution) << ' ' << static_cast<int>(slot);
        EXPECT_EQ(text(id, slot) == "mine", answer.has_value());
        if (slot == Slot::job_title) continue;
        EXPECT_EQ(text(id, Slot::job_title), "Engineer");
    }
}

TEST_F(ItemOperations, UpdateItemNeedsAChangeKeyUnlessItOverwrites)
{
    auto const id = created(named("Sadie")).id;
    std::pair<ConflictResolution, std::string_view> const cases[] = {
        { never_overwrite, "ErrorChangeKeyRequiredForWriteOperations" },
        { auto_resolve, "ErrorChangeKeyRequiredForWriteOperations" },
        { always_overwrite, "NoError" },
    };
    for (auto const& [resolution, code] : cases)
        EXPECT_EQ(outcome(update(set({ id, "" }, Slot::job_title, "Engineer"), resolution)), code);
}

TEST_F(ItemOperations, UpdateItemTakesAKeyThatNeverWasForAnOldOne)
{
    auto const id = created(named("Sadie")).id;
    for (auto const& key :
        { std::string("EQAAABYAAAD2WuN+TpqwSrNP9JCCMKC0AABLzXRv"), item_change_key(1'000'000) })
        EXPECT_EQ(
            outcome(update(set({ id, key }, Slot::job_title, "Engineer"))), "ErrorIrresolvableConflict");
}

TEST_F(ItemOperations, UpdateItemMayChangeAnItemMoreThanOnceInARequest)
{
    auto const id = created(named("Sadie"));
    UpdateItem const request { auto_resolve,
        { set(id, Slot::job_title, "Engineer"), set(id, Slot::department, "Sales"),
            set(id, Slot::job_title, "Director"), fail(Code::incorrect_update_property_count) } };
    EXPECT_EQ(outcomes(update_item(request, caller, ports)),
        (Outcomes {
            "NoError", "NoError", "ErrorIrresolvableConflict", "ErrorIncorrectUpdatePropertyCount" }));
    EXPECT_EQ(text(id, Slot::job_title), "Engineer");
    EXPECT_EQ(text(id, Slot::department), "Sales");
}

TEST_F(ItemOperations, UpdateItemIsAllOrNothing)
{
    auto const id = created(named("Sadie"));
    auto both = set(id, Slot::job_title, "Engineer");
    both.updates.push_back(set(id, Slot::item_class, "IPM.Note").updates.front());
    EXPECT_EQ(outcome(update(both)), "ErrorObjectTypeChanged");
    EXPECT_EQ(text(id, Slot::job_title), "");
    EXPECT_EQ(get(id).value().id, id);
}

// All begin with the same key. Each loses a race once for everybody who was faster, at most.
TEST_F(ItemOperations, NobodysUpdateIsLostAmongManyWriters)
{
    constexpr std::array slots { Slot::job_title, Slot::department, Slot::manager, Slot::profession,
        Slot::office_location, Slot::nickname };
    std::pair<ConflictResolution, std::size_t> const cases[]
        = { { never_overwrite, 1 }, { auto_resolve, slots.size() }, { always_overwrite, slots.size() } };
    for (auto const& [resolution, winners] : cases) {
        auto const id = created(named("Sadie"));
        std::array<std::string_view, slots.size()> codes;
        {
            std::vector<std::jthread> writers;
            for (std::size_t i = 0; i < slots.size(); ++i)
                writers.emplace_back(
                    [&, i, how = resolution] { codes[i] = outcome(update(set(id, slots[i], "mine"), how)); });
        }
        EXPECT_EQ(std::ranges::count(codes, "NoError"), winners);
        EXPECT_EQ(std::ranges::count(codes, "ErrorIrresolvableConflict"), slots.size() - winners);
        for (std::size_t i = 0; i < slots.size(); ++i)
            EXPECT_EQ(text(id, slots[i]) == "mine", codes[i] == "NoError") << i;
    }
}

// Deleting, moving, copying

TEST_F(ItemOperations, DeleteItemRemovesForGoodOrIntoDeletedItems)
{
    for (auto const type : { DeleteType::hard, DeleteType::soft, DeleteType::move_to_deleted_items }) {
        auto const id = created(named("Sadie"));
        ASSERT_TRUE(remove(id, type, caller));
        EXPECT_EQ(outcome(get(id)), "ErrorItemNotFound");
        EXPECT_EQ(outcome(remove(id, type, caller)), "ErrorItemNotFound");
    }
    ASSERT_EQ(store.item_counts(sadie).value(), (std::vector<ItemCount> { { deleted, 1 } }));
}

TEST_F(ItemOperations, DeleteItemAnswersAnItemThatIsNamedTwiceOnce)
{
    auto const id = created(named("Sadie"));
    EXPECT_EQ(outcomes(delete_item({ DeleteType::hard, { id, id } }, caller, ports)),
        (Outcomes { "NoError", "ErrorItemNotFound" }));
}

TEST_F(ItemOperations, MoveItemGivesANewIdAndTakesThePictureAlong)
{
    auto item = named("Sadie");
    item.attachments = { photo("picture") };
    auto const id = created(item);
    MoveItem const request { FolderScene::named(DistinguishedFolder::quickcontacts), { id }, true };
    auto const moved = move_item(request, caller, ports).front().value().value();
    EXPECT_NE(moved.id.id, id.id);
    EXPECT_EQ(outcome(get(id)), "ErrorItemNotFound");
    auto const shown = get(moved.id, { Slot::attachments, Slot::has_picture }).value();
    EXPECT_EQ(bytes_of(*shown.attachments.front().id), "picture");
    MoveItem const back { FolderScene::named(DistinguishedFolder::contacts), { moved.id }, false };
    EXPECT_EQ(move_item(back, caller, ports).front().value(), std::nullopt);
}

TEST_F(ItemOperations, CopyItemLeavesTheOriginal)
{
    auto const id = created(named("Sadie"));
    MoveItem const request { FolderScene::named(DistinguishedFolder::contacts), { id, id }, true };
    auto const copies = copy_item(request, caller, ports);
    EXPECT_NE(copies[0].value()->id.id, copies[1].value()->id.id);
    EXPECT_EQ(text(id, Slot::given_name), "Sadie");
    EXPECT_EQ(text(copies[0].value()->id, Slot::given_name), "Sadie");
    EXPECT_EQ(store.item_counts(sadie).value(), (std::vector<ItemCount> { { contacts, 3 } }));
}

TEST_F(ItemOperations, MoveItemGoesNowhereInASearchFolderOrAnUnknownOne)
{
    auto const id = created(named("Sadie"));
    auto const to = [&](Result<FolderReference> folder) {
        return outcomes(move_item({ std::move(folder), { id, id }, true }, caller, ports));
    };
    EXPECT_EQ(to(FolderScene::named(DistinguishedFolder::mycontacts)),
        (Outcomes { "ErrorMoveCopyFailed", "ErrorMoveCopyFailed" }));
    EXPECT_EQ(
        to(by_id(folder_id(sadie, 1'234'567))), (Outcomes { "ErrorFolderNotFound", "ErrorFolderNotFound" }));
    EXPECT_EQ(text(id, Slot::given_name), "Sadie");
}

// Whose items

TEST_F(ItemOperations, NobodyElseHearsOfAnItem)
{
    auto item = named("Sadie");
    item.attachments = { photo("picture") };
    auto const made = create(item).value();
    auto const& id = made.id;
    for (auto const& who : { hopes, stranger, Principal { hopes.address, Role::admin } }) {
        EXPECT_EQ(outcome(get(id, {}, who)), "ErrorItemNotFound");
        EXPECT_EQ(outcome(update(set(id, Slot::job_title, "x"), always_overwrite, who)), "ErrorItemNotFound");
        EXPECT_EQ(outcome(remove(id, DeleteType::hard, who)), "ErrorItemNotFound");
        EXPECT_EQ(outcome(attach(id, file("a", "b"), who)), "ErrorItemNotFound");
        EXPECT_EQ(outcome(attachment(*made.attachments.front().id, who)), "ErrorItemNotFound");
        EXPECT_EQ(outcomes(delete_attachment({ { *made.attachments.front().id } }, who, ports)),
            (Outcomes { "ErrorItemNotFound" }));
    }
    EXPECT_EQ(get(id).value().id, id);
}

TEST_F(ItemOperations, AReaderReadsAndAnEditorChanges)
{
    auto item = named("Sadie");
    item.attachments = { photo("picture") };
    auto const made = create(item).value();
    auto const& id = made.id;
    auto const& picture = *made.attachments.front().id;

    permit(contacts, FolderRole::reader);
    auto const shown = get(id, { Slot::given_name, Slot::effective_rights }, hopes).value();
    EXPECT_EQ(shown.values.text(Slot::given_name), "Sadie");
    EXPECT_FALSE(shown.rights->modify);
    EXPECT_EQ(outcome(attachment(picture, hopes)), "NoError");
    EXPECT_EQ(outcome(update(set(id, Slot::job_title, "x"), always_overwrite, hopes)), "ErrorAccessDenied");
    EXPECT_EQ(outcome(remove(id, DeleteType::hard, hopes)), "ErrorAccessDenied");
    EXPECT_EQ(outcome(attach(id, file("a", "b"), hopes)), "ErrorAccessDenied");
    EXPECT_EQ(outcomes(delete_attachment({ { picture } }, hopes, ports)), (Outcomes { "ErrorAccessDenied" }));

    permit(contacts, FolderRole::editor);
    EXPECT_TRUE(get(id, { Slot::effective_rights }, hopes).value().rights->modify);
    EXPECT_EQ(outcome(update(set(id, Slot::job_title, "x"), always_overwrite, hopes)), "NoError");
    EXPECT_EQ(text(id, Slot::last_modified_name), "hope@contoso.com");
    EXPECT_EQ(outcome(attach(id, file("a", "b"), hopes)), "NoError");
    EXPECT_EQ(outcome(remove(id, DeleteType::hard, hopes)), "NoError");
}

TEST_F(ItemOperations, APermissionIsForItsFolderAlone)
{
    permit(deleted, FolderRole::editor);
    EXPECT_EQ(outcome(get(created(named("Sadie")), {}, hopes)), "ErrorItemNotFound");
}

TEST_F(ItemOperations, ItemsCanBeTakenIntoAnotherMailboxAndNoIdIsTold)
{
    permit(contacts, FolderRole::editor);
    auto item = named("Sadie");
    item.attachments = { photo("picture") };
    auto const id = created(item);
    MoveItem const request { FolderScene::named(DistinguishedFolder::contacts), { id }, true };
    EXPECT_EQ(copy_item(request, hopes, ports).front().value(), std::nullopt);
    EXPECT_EQ(get(id).value().id, id);
    EXPECT_EQ(move_item(request, hopes, ports).front().value(), std::nullopt);
    EXPECT_EQ(outcome(get(id)), "ErrorItemNotFound");
    EXPECT_EQ(store.item_counts(hope).value(), (std::vector<ItemCount> { { contacts, 2 } }));
}

}
}
