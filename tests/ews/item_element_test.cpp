// Contacts and distribution lists as elements, shapes, and what is read of requests.
// Source: spec/contacts.md 2 to 4 and 7; spec/versions.md 4; spec/clients.md.
#include "core/items/limits.hpp"
#include "ews/item_element.hpp"
#include "ews/item_samples.hpp"
#include "ews/item_shape.hpp"
#include "ews/messages.hpp"
#include "ews/slot_elements.hpp"

namespace likeness::ews {
namespace {

// The operation stands for any element that an item can be in.
Readable<Result<WrittenItem>> read_written(std::string_view element, Schema stated = newest_schema)
{
    Read const read(envelope("<m:CreateItem>" + std::string(element) + "</m:CreateItem>"));
    return read_written_item(*read.content().first_child, stated);
}

Readable<ItemShape> read_shape(std::string_view inner, Schema stated = newest_schema)
{
    Read const read(envelope("<m:GetItem><m:ItemShape>" + std::string(inner) + "</m:ItemShape></m:GetItem>"));
    return read_item_shape(read.content(), stated);
}

std::string more(std::string_view paths)
{
    return "<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>" + std::string(paths)
        + "</t:AdditionalProperties>";
}

std::string field(std::string_view uri)
{
    return "<t:FieldURI FieldURI='" + std::string(uri) + "'/>";
}

TEST(ItemElement, ReadsBackAsItWasWritten)
{
    for (auto const kind : { ItemKind::contact, ItemKind::distribution_list }) {
        auto const item = whole_item(kind);
        Read const read(written([&](xml::Writer& writer) { write_items(writer, "m:Items", { item }); }));
        auto const again = read_item(*read.content().first_child);
        ASSERT_TRUE(again);
        EXPECT_EQ(*again, item);
    }
}

TEST(ItemElement, WritesAContactInTheSchemasOrder)
{
    ShownItem item { .id = { "AAMk", "EQ==" }, .attachments = { listed_photo() } };
    item.values.put(Slot::has_picture, true);
    item.values.put(Slot::display_name, "Hope Gross");
    item.values.put(Slot::subject, "Hope Gross");
    item.values.put(Slot::email_address2, "hope@contoso.com");
    item.values.put(Slot::email_address2_name, "Hope");
    item.values.put(Slot::home_city, "Oslo");
    item.values.put(Slot::item_class, "IPM.Contact");
    std::string text;
    xml::Writer writer(text);
    write_item(writer, item);
    EXPECT_EQ(text,
        "<t:Contact><t:ItemId Id=\"AAMk\" ChangeKey=\"EQ==\"/><t:ItemClass>IPM.Contact</t:ItemClass>"
        "<t:Subject>Hope Gross</t:Subject><t:Attachments><t:FileAttachment><t:AttachmentId "
        "Id=\"1LGlhgpgoA=\"/>"
        "<t:Name>ContactPicture.jpg</t:Name><t:Size>6260</t:Size>"
        "<t:LastModifiedTime>2011-03-09T16:55:55Z</t:LastModifiedTime><t:IsInline>false</t:IsInline>"
        "<t:IsContactPhoto>true</t:IsContactPhoto></t:FileAttachment></t:Attachments>"
        "<t:DisplayName>Hope Gross</t:DisplayName><t:EmailAddresses><t:Entry Key=\"EmailAddress2\" "
        "Name=\"Hope\">"
        "hope@contoso.com</t:Entry></t:EmailAddresses><t:PhysicalAddresses><t:Entry "
        "Key=\"Home\"><t:City>Oslo</t:City>"
        "</t:Entry></t:PhysicalAddresses><t:HasPicture>true</t:HasPicture></t:Contact>");
}

TEST(WrittenItem, ReadsBackAsItWasWritten)
{
    for (auto const kind : { ItemKind::contact, ItemKind::distribution_list }) {
        WrittenItem item {
            { .kind = kind, .slots = sample_values(kind, true), .extended = sample_properties() },
            { sample_photo() }
        };
        if (kind == ItemKind::distribution_list) item.content.members = whole_item(kind).members;
        Read const read(written([&](xml::Writer& writer) {
            writer.open("m:Items");
            write_written_item(writer, item);
            writer.close();
        }));
        auto const again = read_written_item(*read.content().first_child, newest_schema);
        ASSERT_TRUE(again && *again);
        EXPECT_EQ(**again, item);
    }
}

TEST(WrittenItem, TakesAnEmptyTextForAbsent)
{
    auto const item
        = read_written("<t:Contact><t:GivenName/><t:Surname>Daniels</t:Surname><t:Body BodyType='Text'/>"
                       "<t:PhoneNumbers><t:Entry Key='CarPhone'/></t:PhoneNumbers></t:Contact>")
              .value()
              .value();
    SlotValues expected;
    expected.put(Slot::surname, "Daniels");
    EXPECT_EQ(item.content.slots, expected);
}

TEST(WrittenItem, MayHaveItsPropertiesInAnyOrderAndUnknownOnes)
{
    auto const item = read_written("<t:Contact><t:Surname>Daniels</t:Surname><t:Flag><t:FlagStatus>NotFlagged"
                                   "</t:FlagStatus></t:Flag><t:PhysicalAddresses><t:Entry Key='Home'>"
                                   "<t:Country>Norway</t:Country></t:Entry></t:PhysicalAddresses>"
                                   "<t:GivenName>Sadie</t:GivenName></t:Contact>")
                          .value()
                          .value();
    EXPECT_EQ(item.content.slots.text(Slot::given_name), "Sadie");
    EXPECT_EQ(item.content.slots.text(Slot::home_country_or_region), "Norway");
    EXPECT_EQ(item.content.slots.entries().size(), 3);
}

TEST(WrittenItem, PutsAPropertyOfMapiWhereItBelongs)
{
    auto const item = read_written(
        "<t:Contact><t:ExtendedProperty><t:ExtendedFieldURI PropertyTag='0x3a06' PropertyType='String'/>"
        "<t:Value>Sadie</t:Value></t:ExtendedProperty>"
        "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag='0x0036' PropertyType='Integer'/>"
        "<t:Value>2</t:Value></t:ExtendedProperty>"
        "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag='0x10f3' PropertyType='String'/>"
        "<t:Value>sadie.vcf</t:Value></t:ExtendedProperty>"
        "<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId='Address' PropertyId='32789' "
        "PropertyType='Boolean'/><t:Value>true</t:Value></t:ExtendedProperty></t:Contact>")
                          .value()
                          .value();
    EXPECT_EQ(item.content.slots.text(Slot::given_name), "Sadie");
    EXPECT_EQ(item.content.slots.number(Slot::sensitivity), 2);
    ASSERT_EQ(item.content.extended.size(), 1);
    EXPECT_EQ(item.content.extended.front().values, Texts { "sadie.vcf" });
}

TEST(WrittenItem, SaysWhatIsWrongWithItAlone)
{
    std::pair<std::string_view, Code> const cases[] = {
        { "<t:Contact><t:HasPicture>true</t:HasPicture></t:Contact>", Code::invalid_property_set },
        { "<t:Contact><t:Photo>QUJD</t:Photo></t:Contact>", Code::invalid_property_set },
        { "<t:Contact><t:CompleteName/></t:Contact>", Code::invalid_property_set },
        { "<t:Message/>", Code::invalid_operation },
        { "<t:Contact><t:Attachments><t:FileAttachment><t:Content>QUJD</t:Content></t:FileAttachment>"
          "</t:Attachments></t:Contact>",
            Code::required_property_missing },
        { "<t:Contact><t:ExtendedProperty><t:ExtendedFieldURI PropertyTag='0x0036' PropertyType='Integer'/>"
          "<t:Value>9</t:Value></t:ExtendedProperty></t:Contact>",
            Code::invalid_extended_property_value },
    };
    for (auto const& [element, code] : cases) {
        auto const read = read_written(element);
        ASSERT_TRUE(read) << element;
        ASSERT_FALSE(*read) << element;
        EXPECT_EQ(response_code((*read).error().code), response_code(code)) << element;
    }
}

TEST(WrittenItem, IsRefusedWithWhatTheSchemaDoesNotHave)
{
    for (std::string_view const inner :
        { "<t:EmailAddresses><t:Entry Key='EmailAddress4'>a@contoso.com</t:Entry></t:EmailAddresses>",
            "<t:EmailAddresses><t:Entry>a@contoso.com</t:Entry></t:EmailAddresses>",
            "<t:Birthday>yesterday</t:Birthday>", "<t:Sensitivity>Secret</t:Sensitivity>",
            "<t:Body>no type</t:Body>", "<t:Body BodyType='RTF'>x</t:Body>",
            "<t:ReminderIsSet>maybe</t:ReminderIsSet>",
            "<t:ExtendedProperty><t:Value>x</t:Value></t:ExtendedProperty>",
            "<t:Attachments><t:Contact/></t:Attachments>" })
        EXPECT_EQ(refusal(read_written("<t:Contact>" + std::string(inner) + "</t:Contact>")),
            "ErrorSchemaValidation")
            << inner;
    EXPECT_EQ(refusal(read_written("<t:Folder/>")), "ErrorSchemaValidation");
}

TEST(WrittenItem, MayNotUseWhatIsNewerThanItsVersion)
{
    std::string_view const alias = "<t:Contact><t:Alias>sadied</t:Alias></t:Contact>";
    EXPECT_EQ(refusal(read_written(alias, Schema::exchange2010)), "ErrorIncorrectSchemaVersion");
    EXPECT_EQ(refusal(read_written(alias, Schema::exchange2010_sp1)), "NoError");
    std::string_view const photo = "<t:Contact><t:Attachments><t:FileAttachment><t:Name>a</t:Name>"
                                   "</t:FileAttachment></t:Attachments></t:Contact>";
    EXPECT_EQ(refusal(read_written(photo, Schema::exchange2010_sp1)), "ErrorIncorrectSchemaVersion");
    EXPECT_EQ(refusal(read_written(photo, Schema::exchange2010_sp2)), "NoError");
}

TEST(WrittenItem, GivesANamelessPhotoTheUsualName)
{
    auto const item
        = read_written("<t:Contact><t:Attachments><t:FileAttachment><t:IsContactPhoto>true"
                       "</t:IsContactPhoto><t:Content>QUJD</t:Content></t:FileAttachment></t:Attachments>"
                       "</t:Contact>")
              .value()
              .value();
    EXPECT_EQ(item.attachments.front().name, "ContactPicture.jpg");
}

TEST(ItemShape, IsOneOfTheBaseShapes)
{
    EXPECT_TRUE(read_shape("<t:BaseShape>IdOnly</t:BaseShape>")->slots.none());
    auto const standard = read_shape("<t:BaseShape>Default</t:BaseShape>").value();
    for (auto const slot : { Slot::has_attachments, Slot::file_as, Slot::complete_name, Slot::email_address3,
             Slot::home_street, Slot::telex, Slot::im_address1, Slot::job_title })
        EXPECT_TRUE(standard.has(slot));
    for (auto const slot : { Slot::subject, Slot::has_picture, Slot::attachments })
        EXPECT_FALSE(standard.has(slot));
    auto const all = read_shape("<t:BaseShape>AllProperties</t:BaseShape>").value();
    for (auto const slot : { Slot::subject, Slot::body, Slot::attachments, Slot::has_picture, Slot::surname })
        EXPECT_TRUE(all.has(slot));
    EXPECT_TRUE(all.extended.empty());
    EXPECT_EQ(refusal(read_shape("<t:BaseShape>Everything</t:BaseShape>")), "ErrorSchemaValidation");
    EXPECT_EQ(refusal(read_shape("")), "ErrorSchemaValidation");
}

TEST(ItemShape, LeavesOutWhatIsNewerAndRefusesItByName)
{
    auto const old = read_shape("<t:BaseShape>AllProperties</t:BaseShape>", Schema::exchange2007_sp1).value();
    EXPECT_FALSE(old.has(Slot::has_picture));
    EXPECT_FALSE(old.has(Slot::email_address1_routing_type));
    EXPECT_FALSE(old.knows_2010);
    EXPECT_TRUE(old.has(Slot::surname));
    EXPECT_EQ(refusal(read_shape(more(field("contacts:HasPicture")), Schema::exchange2007_sp1)),
        "ErrorIncorrectSchemaVersion");
    auto const email
        = read_shape(more("<t:IndexedFieldURI FieldURI='contacts:EmailAddress' FieldIndex='EmailAddress1'/>"),
            Schema::exchange2007_sp1)
              .value();
    EXPECT_TRUE(email.has(Slot::email_address1));
    EXPECT_FALSE(email.has(Slot::email_address1_name));
}

TEST(ItemShape, TakesEveryKindOfPath)
{
    auto const shape
        = read_shape(more(field("item:Attachments") + field("calendar:Start") + field("task:Owner")
                         + "<t:IndexedFieldURI FieldURI='contacts:PhoneNumber' FieldIndex='CarPhone'/>"
                           "<t:ExtendedFieldURI PropertyTag='0x0e23' PropertyType='Integer'/>"))
              .value();
    SlotSet expected;
    add(expected, Slot::attachments);
    add(expected, Slot::car_phone);
    EXPECT_EQ(shape.slots, expected);
    ASSERT_EQ(shape.extended.size(), 1);
    EXPECT_EQ(shape.extended.front().tag, "0x0e23");
    EXPECT_EQ(refusal(read_shape(more(field("contacts:Shoes")))), "ErrorSchemaValidation");
}

TEST(ItemShape, ReadsBackAsItWasWritten)
{
    for (std::string_view const base : { "IdOnly", "Default", "AllProperties" }) {
        auto shape = read_shape("<t:BaseShape>" + std::string(base)
            + "</t:BaseShape><t:BodyType>HTML</t:BodyType>"
              "<t:AdditionalProperties><t:IndexedFieldURI FieldURI='contacts:PhoneNumber' "
              "FieldIndex='Isdn'/><t:ExtendedFieldURI PropertyTag='0x10f3' PropertyType='String'/>"
              "</t:AdditionalProperties>")
                         .value();
        Read const read(written([&](xml::Writer& writer) {
            writer.open("m:GetItem");
            write_item_shape(writer, shape);
            writer.close();
        }));
        EXPECT_EQ(read_item_shape(read.content(), newest_schema).value(), shape) << base;
    }
}

TEST(ItemShape, NamesSoManyExtendedPropertiesAndNoMore)
{
    auto const with = [](std::size_t count) {
        std::string paths;
        for (std::size_t n = 0; n < count; ++n)
            paths += "<t:ExtendedFieldURI PropertyTag='0x10f3' PropertyType='String'/>";
        return refusal(read_shape(more(paths)));
    };
    EXPECT_EQ(with(limits::extended_paths_max), "NoError");
    EXPECT_EQ(with(limits::extended_paths_max + 1), "ErrorInvalidRequest");
}

}
}
