// GetItem, CreateItem, UpdateItem, DeleteItem, MoveItem, CopyItem, FindItem, the attachments' and the folders' operations
// and SyncFolderItems on the wire, both ways.
// Source: spec/contacts.md 2 and 6 to 12; spec/soap.md 7 and 8; spec/clients.md.
#include "core/items/limits.hpp"
#include "core/limits.hpp"
#include "ews/attachment_operations.hpp"
#include "ews/change_folders.hpp"
#include "ews/create_item.hpp"
#include "ews/delete_item.hpp"
#include "ews/find_item.hpp"
#include "ews/get_item.hpp"
#include "ews/item_samples.hpp"
#include "ews/messages.hpp"
#include "ews/move_item.hpp"
#include "ews/sync_folder_items.hpp"
#include "ews/update_item.hpp"
#include "support/founding_requests.hpp"
#include "support/schema_check.hpp"

namespace likeness::ews {
namespace {

using Action = PropertyUpdate::Action;

constexpr std::string_view shape = "<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>";
constexpr std::string_view item_ids = "<m:ItemIds><t:ItemId Id='AAMk' ChangeKey='EQ=='/></m:ItemIds>";
ItemReference const reference { "AAMk", "EQAAABY=" };
ItemReferences const references { reference, fail(Code::invalid_change_key) };
FolderReference const contacts_folder
    = DistinguishedReference { DistinguishedFolder::contacts, std::nullopt };

ShownItem id_alone(ItemKind kind = ItemKind::contact)
{
    return { .kind = kind, .id = reference };
}

ItemShape sample_shape()
{
    ItemShape wanted;
    add(wanted.slots, Slot::surname);
    add(wanted.slots, Slot::car_phone);
    wanted.extended = { { .tag = "0x10f3", .type = "String" } };
    return wanted;
}

std::string request_of(std::string_view name, std::string_view attributes, std::string_view inner)
{
    return envelope("<m:" + std::string(name) + " " + std::string(attributes) + ">" + std::string(inner)
        + "</m:" + std::string(name) + ">");
}

// The answers that are checked against the schemas and read back: something of everything, and a failure.

GetItemAnswer get_answer()
{
    return { whole_item(ItemKind::contact), fail(Code::item_not_found),
        whole_item(ItemKind::distribution_list), id_alone() };
}

CreateItemAnswer create_answer()
{
    auto made = id_alone();
    made.attachments = { { .id = "AAMkAttachment" } };
    return { made, fail(Code::invalid_property_set) };
}

UpdateItemAnswer update_answer()
{
    return { UpdatedItem { id_alone(), 0 }, fail(Code::irresolvable_conflict),
        UpdatedItem { id_alone(ItemKind::distribution_list), 2 } };
}

MoveItemAnswer move_answer()
{
    return { std::optional(id_alone()), fail(Code::move_copy_failed), std::optional<ShownItem>() };
}

FindItemAnswer find_answer()
{
    return { FoundItems {
                 { whole_item(ItemKind::contact), id_alone(ItemKind::distribution_list) }, 7, false, 2 },
        fail(Code::folder_not_found), FoundItems {},
        FoundItems { .total = 9, .includes_last = true, .next_numerator = 3, .next_denominator = 9 } };
}

GetAttachmentAnswer get_attachment_answer()
{
    auto photo = sample_photo();
    photo.id = "AAMkAttachment";
    return { photo, fail(Code::invalid_attachment_id),
        FileAttachment { .id = "AAMk", .name = "n", .content = base::Bytes() } };
}

CreateAttachmentAnswer create_attachment_answer()
{
    return { FileAttachment { .id = "AAMkAttachment", .root = reference },
        fail(Code::required_property_missing), fail(Code::quota_exceeded) };
}

DeleteAttachmentAnswer delete_attachment_answer()
{
    return { reference, fail(Code::invalid_attachment_id) };
}

CreateFolderAnswer folder_answer()
{
    return { Folder { .type = FolderType::contacts, .id = { "AAMk", "AQAAAA==" } },
        fail(Code::folder_exists) };
}

SyncFolderItemsAnswer sync_answer()
{
    using Kind = SyncedChange::Kind;
    return SyncedItems { "state=", false,
        { { Kind::created, whole_item(ItemKind::contact) },
            { Kind::updated, id_alone(ItemKind::distribution_list) }, { Kind::deleted, id_alone() } } };
}

void expect_valid(std::string const& message)
{
    if (!test::schemas_are_there()) return;
    EXPECT_EQ(test::schema_violations(message), "");
}

template <class Answer, class Write, class Reading>
void expect_round_trip(Answer const& answer, Write write, Reading reading)
{
    auto const text = answered([&](ResponseWriter& response) { write(response, answer); });
    Read const read(text);
    auto const again = reading(read.content());
    ASSERT_TRUE(again) << text;
    EXPECT_TRUE(same(*again, answer)) << text;
    expect_valid(text);
}

TEST(ItemAnswers, ReadBackAsTheyWereWrittenAndAreValid)
{
    expect_round_trip(get_answer(), write_get_item_response, read_get_item_response);
    expect_round_trip(create_answer(), write_create_item_response, read_create_item_response);
    expect_round_trip(update_answer(), write_update_item_response, read_update_item_response);
    expect_round_trip(DeleteItemAnswer { Done {}, fail(Code::item_not_found) }, write_delete_item_response,
        read_delete_item_response);
    expect_round_trip(find_answer(), write_find_item_response, read_find_item_response);
    for (auto const which : { Relocation::move, Relocation::copy })
        expect_round_trip(
            move_answer(),
            [&](auto& response, auto const& answer) { write_move_item_response(response, which, answer); },
            [&](auto const& content) { return read_move_item_response(content, which); });
}

TEST(AttachmentAnswers, ReadBackAsTheyWereWrittenAndAreValid)
{
    expect_round_trip(get_attachment_answer(), write_get_attachment_response, read_get_attachment_response);
    expect_round_trip(
        create_attachment_answer(), write_create_attachment_response, read_create_attachment_response);
    expect_round_trip(
        delete_attachment_answer(), write_delete_attachment_response, read_delete_attachment_response);
}

TEST(FolderChangeAnswers, ReadBackAsTheyWereWrittenAndAreValid)
{
    expect_round_trip(folder_answer(), write_create_folder_response, read_create_folder_response);
    expect_round_trip(folder_answer(), write_update_folder_response, read_update_folder_response);
    expect_round_trip(DeleteFolderAnswer { Done {}, fail(Code::delete_distinguished_folder) },
        write_delete_folder_response, read_delete_folder_response);
}

TEST(SyncFolderItemsResponse, ReadsBackAsItWasWrittenAndIsValid)
{
    auto const text = answered(
        [](ResponseWriter& response) { write_sync_folder_items_response(response, sync_answer()); });
    Read const read(text);
    EXPECT_EQ(read_sync_folder_items_response(read.content()).value().value(), sync_answer().value());
    expect_valid(text);
    auto const failed = answered([](ResponseWriter& response) {
        write_sync_folder_items_response(response, fail(Code::invalid_sync_state_data));
    });
    expect_valid(failed);
}

// Every failure that a message can tell.
TEST(ItemAnswers, AreValidWithEveryCode)
{
    if (!test::schemas_are_there()) GTEST_SKIP() << "the schemas are not beside the project";
    GetItemAnswer answer;
    for (int code = 0; code <= static_cast<int>(Code::update_property_mismatch); ++code)
        answer.push_back(fail(static_cast<Code>(code)));
    EXPECT_EQ(test::schema_violations(
                  answered([&](ResponseWriter& response) { write_get_item_response(response, answer); })),
        "");
}

TEST(CreateAttachmentResponse, SaysThatTheNameIsMissing)
{
    auto const text = answered([](ResponseWriter& response) {
        write_create_attachment_response(response, { fail(Code::required_property_missing) });
    });
    EXPECT_NE(
        text.find("<m:ResponseCode>ErrorRequiredPropertyMissing</m:ResponseCode><m:DescriptiveLinkKey>0"
                  "</m:DescriptiveLinkKey><m:MessageXml><t:ExceptionFieldURI FieldURI=\"attachment:Name\"/>"
                  "</m:MessageXml><m:Attachments/>"),
        std::string::npos)
        << text;
}

// Requests

TEST(GetItemRequest, IsReadAsTheFoundingDocumentPrintsIt)
{
    Read const read { std::string(test::founding_get_item) };
    auto const request = read_get_item(read.content(), newest_schema).value();
    EXPECT_TRUE(request.shape.has(Slot::attachments));
    EXPECT_TRUE(request.shape.has(Slot::has_picture));
    EXPECT_TRUE(same(
        request.items, { ItemReference { "AAAAGECXAAA=", "EQAAABYAAAD2WuN+TpqwSrNP9JCCMKC0AABLzXRv" } }));
}

TEST(GetAttachmentRequest, IsReadAsTheFoundingDocumentPrintsIt)
{
    Read const read { std::string(test::founding_get_attachment) };
    EXPECT_EQ(read_get_attachment(read.content()).value().ids, std::vector<std::string> { "1LGlhgpgoA=" });
}

TEST(GetItemRequest, ReadsBackAsItWasWritten)
{
    GetItem const request { sample_shape(), references };
    auto const text = written([&](xml::Writer& writer) { write_get_item(writer, request); });
    Read const read(text);
    auto const again = read_get_item(read.content(), newest_schema).value();
    EXPECT_EQ(again.shape, request.shape);
    EXPECT_TRUE(same(again.items, { reference }));
    expect_valid(text);
}

TEST(GetItemRequest, AnswersAChangeKeyThatIsNoneInItsPlace)
{
    Read const read(request_of("GetItem", "",
        std::string(shape)
            + "<m:ItemIds><t:ItemId Id='A' ChangeKey='*'/><t:ItemId Id='B'/><t:OccurrenceItemId "
              "RecurringMasterId='C' InstanceIndex='1'/></m:ItemIds>"));
    EXPECT_TRUE(same(read_get_item(read.content(), newest_schema).value().items,
        { fail(Code::invalid_change_key), ItemReference { "B", "" }, fail(Code::item_not_found) }));
}

TEST(GetItemRequest, IsRefusedWithoutIdsOrWithTooMany)
{
    auto const with = [](std::string_view ids) {
        Read const read(request_of("GetItem", "", std::string(shape) + std::string(ids)));
        return refusal(read_get_item(read.content(), newest_schema));
    };
    EXPECT_EQ(with(""), "ErrorSchemaValidation");
    EXPECT_EQ(with("<m:ItemIds/>"), "ErrorSchemaValidation");
    EXPECT_EQ(with("<m:ItemIds><t:ItemId/></m:ItemIds>"), "ErrorSchemaValidation");
    EXPECT_EQ(with("<m:ItemIds><t:FolderId Id='A'/></m:ItemIds>"), "ErrorSchemaValidation");
    std::string many;
    for (std::size_t n = 0; n <= limits::ids_per_call_max; ++n) many += "<t:ItemId Id='A'/>";
    EXPECT_EQ(with("<m:ItemIds>" + many + "</m:ItemIds>"), "ErrorInvalidRequest");
}

TEST(CreateItemRequest, ReadsBackAsItWasWritten)
{
    CreateItem request { .folder = contacts_folder };
    for (auto const kind : { ItemKind::contact, ItemKind::distribution_list })
        request.items.push_back(WrittenItem { { .kind = kind,
                                                  .slots = sample_values(kind, true),
                                                  .extended = sample_properties(),
                                                  .members = whole_item(kind).members },
            { sample_photo() } });
    auto const text = written([&](xml::Writer& writer) { write_create_item(writer, request); });
    Read const read(text);
    auto const again = read_create_item(read.content(), newest_schema).value();
    EXPECT_EQ(again.folder->value(), contacts_folder);
    EXPECT_TRUE(same(again.items, request.items));
    expect_valid(text);
}

TEST(CreateItemRequest, AnswersABadItemInItsPlace)
{
    Read const read(request_of("CreateItem", "MessageDisposition='SaveOnly'",
        "<m:Items><t:Contact><t:HasPicture>true</t:HasPicture></t:Contact><t:Contact/></m:Items>"));
    auto const request = read_create_item(read.content(), newest_schema).value();
    EXPECT_EQ(request.folder, std::nullopt);
    EXPECT_TRUE(same(request.items, { fail(Code::invalid_property_set), WrittenItem {} }));
}

// UpdateItem

Readable<UpdateItem> read_update(std::string_view updates, Schema stated = newest_schema)
{
    Read const read(request_of("UpdateItem", "ConflictResolution='AutoResolve'",
        "<m:ItemChanges><t:ItemChange><t:ItemId Id='AAMk' ChangeKey='EQ=='/><t:Updates>"
            + std::string(updates) + "</t:Updates></t:ItemChange></m:ItemChanges>"));
    return read_update_item(read.content(), stated);
}

std::string set_field(
    std::string_view path, std::string_view properties, std::string_view action = "SetItemField")
{
    return "<t:" + std::string(action) + ">" + std::string(path) + "<t:Contact>" + std::string(properties)
        + "</t:Contact></t:" + std::string(action) + ">";
}

std::string field(std::string_view uri)
{
    return "<t:FieldURI FieldURI='" + std::string(uri) + "'/>";
}

std::string indexed(std::string_view uri, std::string_view index)
{
    return "<t:IndexedFieldURI FieldURI='" + std::string(uri) + "' FieldIndex='" + std::string(index) + "'/>";
}

PropertyUpdate update_of(Action action, PropertyPath const& path)
{
    PropertyUpdate update { .action = action };
    if (auto const* const one = std::get_if<FieldPath>(&path)) update.slots = slots_of(*one);
    if (auto const* const one = std::get_if<IndexedFieldPath>(&path)) update.slots = slots_of(*one);
    if (auto const* const one = std::get_if<ExtendedFieldPath>(&path)) update.extended = *one;
    return update;
}

// exchangelib saves a contact so, with each property that it has not taken away.
TEST(UpdateItemRequest, TakesAwayWhatNoItemHasHere)
{
    auto const request
        = read_update("<t:DeleteItemField>" + field("item:InReplyTo") + "</t:DeleteItemField>");
    ASSERT_TRUE(request && request->changes.front());
    EXPECT_EQ(request->changes.front()->updates, std::vector { PropertyUpdate { .action = Action::remove } });
    EXPECT_EQ(read_update("<t:DeleteItemField>" + field("calendar:Start") + "</t:DeleteItemField>")
                  ->changes.front()
                  .error()
                  .code,
        Code::invalid_property_request);
}

// DavMail changes every card so; it was told that the operation is invalid, and no card that was there could be changed.
TEST(UpdateItemRequest, TakesANewValueOfAnItemThatDoesNotSayItsKind)
{
    std::string const surname = "<t:ExtendedFieldURI PropertyTag='0x3a11' PropertyType='String'/>";
    auto const request = read_update("<t:SetItemField>" + surname + "<t:Item><t:ExtendedProperty>" + surname
        + "<t:Value>Gross</t:Value></t:ExtendedProperty></t:Item></t:SetItemField>");
    ASSERT_TRUE(request && request->changes.front());
    auto const& update = request->changes.front()->updates.front();
    EXPECT_TRUE(contains(update.slots, Slot::surname));
    EXPECT_EQ(update.value.slots.text(Slot::surname), "Gross");
    EXPECT_EQ(read_update("<t:SetItemField>" + surname + "<t:Message/></t:SetItemField>")
                  ->changes.front()
                  .error()
                  .code,
        Code::incorrect_update_property_count);
}

// The Managed API adds to a group so; it used to be told that this cannot be.
TEST(UpdateItemRequest, AppendsMembersToAList)
{
    auto const request = read_update("<t:AppendToItemField>" + field("distributionlist:Members")
        + "<t:DistributionList><t:Members><t:Member><t:Mailbox><t:EmailAddress>hope@contoso.com"
          "</t:EmailAddress></t:Mailbox></t:Member></t:Members></t:DistributionList></t:AppendToItemField>");
    ASSERT_TRUE(request && request->changes.front());
    auto const& update = request->changes.front()->updates.front();
    EXPECT_EQ(update.action, Action::append);
    EXPECT_TRUE(contains(update.slots, Slot::members));
    ASSERT_EQ(update.value.members.size(), 1);
    EXPECT_EQ(update.value.members.front().address, "hope@contoso.com");
}

TEST(UpdateItemRequest, ReadsWhatClientsSend)
{
    auto const request = read_update(
        set_field(field("contacts:CompanyName"), "<t:CompanyName>Contoso</t:CompanyName>")
        + set_field(indexed("contacts:EmailAddress", "EmailAddress1"),
            "<t:EmailAddresses><t:Entry Key='EmailAddress1'>a@contoso.com</t:Entry></t:EmailAddresses>")
        + set_field(indexed("contacts:PhysicalAddress:City", "Home"),
            "<t:PhysicalAddresses><t:Entry Key='Home'><t:City>Oslo</t:City></t:Entry></t:PhysicalAddresses>")
        + "<t:DeleteItemField>" + field("contacts:JobTitle") + "</t:DeleteItemField>"
        + set_field(field("item:Body"), "<t:Body BodyType='Text'>more</t:Body>", "AppendToItemField")
        + set_field("<t:ExtendedFieldURI PropertyTag='0x3a06' PropertyType='String'/>",
            "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag='0x3a06' "
            "PropertyType='String'/><t:Value>Sadie"
            "</t:Value></t:ExtendedProperty>"));
    ASSERT_TRUE(request && request->changes.front());
    auto const& updates = request->changes.front()->updates;
    ASSERT_EQ(updates.size(), 6);
    EXPECT_EQ(updates[0].value.slots.text(Slot::company_name), "Contoso");
    EXPECT_TRUE(contains(updates[1].slots, Slot::email_address1_name));
    EXPECT_EQ(updates[1].value.slots.text(Slot::email_address1), "a@contoso.com");
    EXPECT_EQ(updates[2].value.slots.text(Slot::home_city), "Oslo");
    EXPECT_EQ(updates[3].action, Action::remove);
    EXPECT_EQ(updates[4].action, Action::append);
    EXPECT_EQ(updates[5].slots, slots_of(FieldPath { "contacts:GivenName" }));
    EXPECT_EQ(updates[5].value.slots.text(Slot::given_name), "Sadie");
}

TEST(UpdateItemRequest, TakesAnEmptyTextForThePropertyThatItNames)
{
    auto const request = read_update(set_field(field("contacts:JobTitle"), "<t:JobTitle/>"));
    ASSERT_TRUE(request && request->changes.front());
    EXPECT_TRUE(request->changes.front()->updates.front().value.slots.empty());
}

TEST(UpdateItemRequest, SaysWhatCannotBeChanged)
{
    std::string_view const name = "<t:GivenName>A</t:GivenName>";
    std::pair<std::string, Code> const cases[] = {
        { set_field(field("contacts:Surname"), name), Code::update_property_mismatch },
        { set_field(field("contacts:GivenName"), ""), Code::incorrect_update_property_count },
        { set_field(field("contacts:GivenName"), std::string(name) + "<t:Surname>B</t:Surname>"),
            Code::incorrect_update_property_count },
        { set_field(field("contacts:HasPicture"), "<t:HasPicture>true</t:HasPicture>"),
            Code::invalid_property_set },
        { "<t:DeleteItemField>" + field("item:Attachments") + "</t:DeleteItemField>",
            Code::invalid_property_delete },
        { set_field(field("contacts:GivenName"), name, "AppendToItemField"), Code::invalid_property_append },
        { set_field(field("contacts:PhoneNumbers"),
              "<t:PhoneNumbers><t:Entry Key='CarPhone'>1</t:Entry></t:PhoneNumbers>"),
            Code::invalid_property_set },
        { set_field(indexed("contacts:PhysicalAddress:City", "Home"),
              "<t:PhysicalAddresses><t:Entry Key='Home'><t:City>A</t:City><t:Street>B</t:Street></t:Entry>"
              "</t:PhysicalAddresses>"),
            Code::incorrect_update_property_count },
        { set_field(field("calendar:Start"), name), Code::invalid_property_request },
    };
    for (auto const& [updates, code] : cases) {
        auto const request = read_update(updates);
        ASSERT_TRUE(request) << updates;
        ASSERT_FALSE(request->changes.front()) << updates;
        EXPECT_EQ(response_code(request->changes.front().error().code), response_code(code)) << updates;
    }
}

TEST(UpdateItemRequest, IsRefusedInAForeignForm)
{
    EXPECT_EQ(refusal(read_update("")), "ErrorSchemaValidation");
    EXPECT_EQ(refusal(read_update("<t:SetItemField/>")), "ErrorSchemaValidation");
    EXPECT_EQ(refusal(read_update("<t:SetItemField>" + field("contacts:Surname") + "</t:SetItemField>")),
        "ErrorSchemaValidation");
    EXPECT_EQ(refusal(read_update("<t:Rename>" + field("contacts:Surname") + "</t:Rename>")),
        "ErrorSchemaValidation");
    EXPECT_EQ(refusal(read_update(
                  set_field(field("contacts:Alias"), "<t:Alias>a</t:Alias>"), Schema::exchange2010)),
        "ErrorIncorrectSchemaVersion");
}

TEST(UpdateItemRequest, ReadsBackAsItWasWritten)
{
    auto named = update_of(Action::set, FieldPath { "contacts:Surname" });
    named.value.slots.put(Slot::surname, "Gross");
    auto entry = update_of(Action::set, IndexedFieldPath { "contacts:PhoneNumber", "Isdn" });
    entry.value.slots.put(Slot::isdn, "1");
    auto more = update_of(Action::append, FieldPath { "item:Categories" });
    more.value.slots.put(Slot::categories, Texts { "Work" });
    auto extended = update_of(Action::set, ExtendedFieldPath { .tag = "0x10f3", .type = "String" });
    extended.value.extended = { { *extended.extended, { "a.vcf" } } };
    UpdateItem const request { ConflictResolution::always_overwrite,
        { ItemUpdates { reference,
            { named, entry, more, extended, update_of(Action::remove, FieldPath { "contacts:Birthday" }),
                update_of(Action::remove, ExtendedFieldPath { .tag = "0x10f4", .type = "String" }) } } } };
    auto const text = written([&](xml::Writer& writer) { write_update_item(writer, request); });
    Read const read(text);
    auto const again = read_update_item(read.content(), newest_schema).value();
    EXPECT_EQ(again.resolution, request.resolution);
    EXPECT_TRUE(same(again.changes, request.changes)) << text;
    expect_valid(text);
}

// The rest

TEST(DeleteItemRequest, ReadsBackAsItWasWritten)
{
    for (auto const type : { DeleteType::hard, DeleteType::soft, DeleteType::move_to_deleted_items }) {
        auto const text
            = written([&](xml::Writer& writer) { write_delete_item(writer, { type, references }); });
        Read const read(text);
        auto const again = read_delete_item(read.content()).value();
        EXPECT_EQ(again.type, type);
        EXPECT_TRUE(same(again.items, { reference }));
        expect_valid(text);
    }
    Read const untyped(request_of("DeleteItem", "", item_ids));
    EXPECT_EQ(refusal(read_delete_item(untyped.content())), "ErrorSchemaValidation");
}

TEST(MoveItemRequest, ReadsBackAsItWasWritten)
{
    for (auto const which : { Relocation::move, Relocation::copy }) {
        MoveItem const request { contacts_folder, references, which == Relocation::copy };
        auto const text = written([&](xml::Writer& writer) { write_move_item(writer, which, request); });
        Read const read(text);
        auto const again = read_move_item(read.content(), newest_schema).value();
        EXPECT_EQ(again.to.value(), contacts_folder);
        EXPECT_EQ(again.returns_ids, request.returns_ids);
        EXPECT_TRUE(same(again.items, { reference }));
        expect_valid(text);
        EXPECT_EQ(refusal(read_move_item(read.content(), Schema::exchange2010)),
            request.returns_ids ? "NoError" : "ErrorIncorrectSchemaVersion");
    }
}

TEST(FindItemRequest, ReadsBackAsItWasWritten)
{
    std::vector<ItemView> const views { std::monostate(),
        IndexedPage { 50, 100, IndexedPage::BasePoint::end }, FractionalPage { 10, 1, 3 },
        ContactsView { 20, "A", "M" } };
    for (auto const& view : views) {
        FindItem request { .shape = sample_shape(),
            .view = view,
            .restriction = Restriction { Existence { FieldPath { "contacts:HasPicture" } } },
            .order = { { FieldPath { "contacts:Surname" }, true },
                { ExtendedFieldPath { .tag = "0x0e23", .type = "Integer" }, false } },
            .parents = { contacts_folder },
            .query = "sadie" };
        auto const text = written([&](xml::Writer& writer) { write_find_item(writer, request); });
        Read const read(text);
        auto const again = read_find_item(read.content(), newest_schema).value();
        EXPECT_EQ(again.shape, request.shape);
        EXPECT_EQ(again.view, request.view);
        EXPECT_EQ(again.restriction, request.restriction);
        EXPECT_EQ(again.order, request.order);
        EXPECT_EQ(again.query, request.query);
        EXPECT_TRUE(same(again.parents, request.parents));
        expect_valid(text);
    }
}

TEST(FindItemRequest, AsksForNothingThatIsNeverFound)
{
    Read const read(request_of("FindItem", "Traversal='Shallow'",
        "<m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ParentFolderIds>"
        "<t:DistinguishedFolderId Id='contacts'/></m:ParentFolderIds>"));
    auto const request = read_find_item(read.content(), newest_schema).value();
    for (auto const slot : { Slot::body, Slot::attachments, Slot::photo })
        EXPECT_FALSE(request.shape.has(slot));
    EXPECT_TRUE(request.shape.has(Slot::has_picture));
}

TEST(FindItemRequest, IsRefusedInAForeignForm)
{
    auto const with = [](std::string_view traversal, std::string_view inner, Schema stated = newest_schema) {
        Read const read(request_of("FindItem", "Traversal='" + std::string(traversal) + "'",
            std::string(shape) + std::string(inner)
                + "<m:ParentFolderIds><t:DistinguishedFolderId Id='contacts'/></m:ParentFolderIds>"));
        return refusal(read_find_item(read.content(), stated));
    };
    EXPECT_EQ(with("Shallow", ""), "NoError");
    EXPECT_EQ(with("Deep", ""), "ErrorSchemaValidation");
    EXPECT_EQ(with("Associated", "", Schema::exchange2007_sp1), "ErrorIncorrectSchemaVersion");
    EXPECT_EQ(with("Shallow", "<m:ContactsView/><m:FractionalPageItemView Numerator='0' Denominator='1'/>"),
        "ErrorSchemaValidation");
    EXPECT_EQ(with("Shallow", "<m:IndexedPageItemView Offset='x' BasePoint='Beginning'/>"),
        "ErrorSchemaValidation");
    EXPECT_EQ(
        with("Shallow", "<m:SeekToConditionPageItemView BasePoint='Beginning'/>"), "ErrorInvalidRequest");
    EXPECT_EQ(
        with("Shallow", "<m:SortOrder><t:FieldOrder Order='Up'/></m:SortOrder>"), "ErrorSchemaValidation");
    EXPECT_EQ(with("Shallow", "<m:QueryString>a</m:QueryString>", Schema::exchange2007_sp1),
        "ErrorIncorrectSchemaVersion");
}

TEST(CreateAttachmentRequest, ReadsBackAsItWasWritten)
{
    CreateAttachment const request { reference,
        { sample_photo(), fail(Code::required_property_missing),
            FileAttachment { .name = "b.txt", .content = base::Bytes() } } };
    auto const text = written([&](xml::Writer& writer) { write_create_attachment(writer, request); });
    Read const read(text);
    auto const again = read_create_attachment(read.content(), newest_schema).value();
    EXPECT_EQ(again.parent.value(), reference);
    EXPECT_TRUE(same(again.attachments, { request.attachments[0], request.attachments[2] }));
    expect_valid(text);
    EXPECT_EQ(refusal(read_create_attachment(read.content(), Schema::exchange2007_sp1)),
        "ErrorIncorrectSchemaVersion");
}

TEST(CreateAttachmentRequest, AnswersABadAttachmentInItsPlace)
{
    Read const read(request_of("CreateAttachment", "",
        "<m:ParentItemId "
        "Id='AAMk'/><m:Attachments><t:FileAttachment><t:Content>QUJD</t:Content></t:FileAttachment>"
        "<t:ItemAttachment><t:Name>a</t:Name></t:ItemAttachment></m:Attachments>"));
    auto const request = read_create_attachment(read.content(), newest_schema).value();
    EXPECT_EQ(request.parent.value().change_key, "");
    ASSERT_EQ(request.attachments.size(), 2);
    EXPECT_EQ(request.attachments[0].error().code, Code::required_property_missing);
    EXPECT_EQ(request.attachments[1].error().code, Code::invalid_operation);
}

TEST(AttachmentRequests, ReadBackAsTheyWereWritten)
{
    std::vector<std::string> const ids { "AAMkA", "AAMkB" };
    auto const get = written([&](xml::Writer& writer) { write_get_attachment(writer, { ids }); });
    Read const read_get(get);
    EXPECT_EQ(read_get_attachment(read_get.content()).value().ids, ids);
    auto const remove = written([&](xml::Writer& writer) { write_delete_attachment(writer, { ids }); });
    Read const read_remove(remove);
    EXPECT_EQ(read_delete_attachment(read_remove.content()).value().ids, ids);
    for (auto const& text : { get, remove }) expect_valid(text);
    // ews-cpp sends these attributes, which are of answers.
    Read const lenient(request_of("DeleteAttachment", "",
        "<m:AttachmentIds><t:AttachmentId Id='AAMkA' RootItemId='x'/></m:AttachmentIds>"));
    EXPECT_EQ(read_delete_attachment(lenient.content()).value().ids, std::vector<std::string> { "AAMkA" });
}

TEST(FolderChangeRequests, ReadBackAsTheyWereWritten)
{
    CreateFolder const create { contacts_folder,
        { WrittenFolder { FolderType::contacts, "IPF.Contact", "Friends" },
            WrittenFolder { FolderType::folder, {}, "Mail" } } };
    auto const created = written([&](xml::Writer& writer) { write_create_folder(writer, create); });
    Read const read_created(created);
    auto const again = read_create_folder(read_created.content()).value();
    EXPECT_EQ(again.parent.value(), contacts_folder);
    EXPECT_TRUE(same(again.folders, create.folders));

    UpdateFolder update;
    update.changes.push_back(FolderUpdates { FolderReference("AAMk"), std::nullopt, "Close friends" });
    auto const updated = written([&](xml::Writer& writer) { write_update_folder(writer, update); });
    Read const read_updated(updated);
    auto const changes = read_update_folder(read_updated.content()).value().changes;
    EXPECT_EQ(changes.front()->folder.value(), FolderReference("AAMk"));
    EXPECT_EQ(changes.front()->display_name, "Close friends");
    EXPECT_EQ(changes.front()->folder_class, std::nullopt);

    auto const deleted = written([&](xml::Writer& writer) {
        write_delete_folder(writer, { DeleteType::soft, { FolderReference("AAMk") } });
    });
    Read const read_deleted(deleted);
    EXPECT_EQ(read_delete_folder(read_deleted.content()).value().type, DeleteType::soft);
    for (auto const& text : { created, updated, deleted }) expect_valid(text);
}

TEST(UpdateFolderRequest, ReadsOverThatPermissionsAreTakenAwayWhichAreNeverShown)
{
    Read const read(request_of("UpdateFolder", "",
        "<m:FolderChanges><t:FolderChange><t:FolderId Id='AAMk'/><t:Updates><t:DeleteFolderField>"
            + field("folder:PermissionSet")
            + "</t:DeleteFolderField></t:Updates></t:FolderChange></m:FolderChanges>"));
    auto const request = read_update_folder(read.content());
    ASSERT_TRUE(request);
    ASSERT_TRUE(request->changes.front());
    EXPECT_EQ(request->changes.front()->display_name, std::nullopt);
}

TEST(UpdateFolderRequest, SaysWhatCannotBeChanged)
{
    std::string const folder = "<t:ContactsFolder><t:DisplayName>A</t:DisplayName></t:ContactsFolder>";
    std::pair<std::string, Code> const cases[] = {
        { "<t:DeleteFolderField>" + field("folder:DisplayName") + "</t:DeleteFolderField>",
            Code::invalid_property_delete },
        { "<t:SetFolderField>" + field("folder:TotalCount") + folder + "</t:SetFolderField>",
            Code::invalid_property_set },
        { "<t:SetFolderField>" + field("folder:FolderClass") + folder + "</t:SetFolderField>",
            Code::update_property_mismatch },
    };
    for (auto const& [updates, code] : cases) {
        Read const read(request_of("UpdateFolder", "",
            "<m:FolderChanges><t:FolderChange><t:FolderId Id='AAMk'/><t:Updates>" + updates
                + "</t:Updates></t:FolderChange></m:FolderChanges>"));
        auto const request = read_update_folder(read.content());
        ASSERT_TRUE(request) << updates;
        ASSERT_FALSE(request->changes.front()) << updates;
        EXPECT_EQ(response_code(request->changes.front().error().code), response_code(code)) << updates;
    }
}

TEST(SyncFolderItemsRequest, ReadsBackAsItWasWritten)
{
    SyncFolderItems const request { sample_shape(), contacts_folder, "state=", { reference }, 512 };
    auto const text = written([&](xml::Writer& writer) { write_sync_folder_items(writer, request); });
    Read const read(text);
    auto const again = read_sync_folder_items(read.content(), newest_schema).value();
    EXPECT_EQ(again.shape, request.shape);
    EXPECT_EQ(again.folder.value(), contacts_folder);
    EXPECT_EQ(again.state, request.state);
    EXPECT_EQ(again.ignored, request.ignored);
    EXPECT_EQ(again.changes_max, 512);
    expect_valid(text);
}

TEST(SyncFolderItemsRequest, AsksForOneTo512Changes)
{
    auto const with = [](std::string_view rest, Schema stated = newest_schema) {
        Read const read(request_of("SyncFolderItems", "",
            std::string(shape) + "<m:SyncFolderId><t:DistinguishedFolderId Id='contacts'/></m:SyncFolderId>"
                + std::string(rest)));
        return refusal(read_sync_folder_items(read.content(), stated));
    };
    EXPECT_EQ(with("<m:MaxChangesReturned>512</m:MaxChangesReturned>"), "NoError");
    for (std::string_view const most : { "", "<m:MaxChangesReturned>0</m:MaxChangesReturned>",
             "<m:MaxChangesReturned>513</m:MaxChangesReturned>",
             "<m:MaxChangesReturned>many</m:MaxChangesReturned>" })
        EXPECT_EQ(with(most), "ErrorSchemaValidation") << most;
    EXPECT_EQ(with("<m:MaxChangesReturned>1</m:MaxChangesReturned><m:SyncScope>NormalItems</m:SyncScope>",
                  Schema::exchange2007_sp1),
        "ErrorIncorrectSchemaVersion");
}

}
}
