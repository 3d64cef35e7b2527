// What the operations on folders share: shapes, references, paths and restrictions.
// Source: spec/contacts.md 1, 2, 10 and 11; spec/versions.md 4.
#include "core/items/limits.hpp"
#include "core/limits.hpp"
#include "ews/field_uri.hpp"
#include "ews/folder_reference.hpp"
#include "ews/folder_shape.hpp"
#include "ews/messages.hpp"
#include "ews/restriction.hpp"

namespace likeness::ews {
namespace {

using P = FolderProperty;

Readable<FolderShape> read_shape(std::string_view inner, Schema stated = newest_schema)
{
    Read const read(
        envelope("<m:GetFolder><m:FolderShape>" + std::string(inner) + "</m:FolderShape></m:GetFolder>"));
    return read_folder_shape(read.content(), stated);
}

FolderShape shape_of(std::initializer_list<FolderProperty> properties)
{
    FolderShape shape;
    for (auto const property : properties) shape.add(property);
    return shape;
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

TEST(FolderShape, IsOneOfTheBaseShapes)
{
    EXPECT_EQ(read_shape("<t:BaseShape>IdOnly</t:BaseShape>").value(), FolderShape());
    EXPECT_EQ(read_shape("<t:BaseShape> Default </t:BaseShape>").value(),
        shape_of({ P::display_name, P::total_count, P::child_folder_count, P::unread_count }));
    EXPECT_TRUE(read_shape("<t:BaseShape>AllProperties</t:BaseShape>")->properties.all());
    EXPECT_TRUE(read_shape("<t:BaseShape>PcxPeopleSearch</t:BaseShape>"));
    for (auto const* const wrong : { "", "<t:BaseShape/>", "<t:BaseShape>Everything</t:BaseShape>" })
        EXPECT_EQ(refusal(read_shape(wrong)), "ErrorSchemaValidation") << wrong;
}

TEST(FolderShape, TakesAdditionalPropertiesAndReadsOverWhatFoldersNeverHave)
{
    EXPECT_EQ(read_shape(more("")).value(), FolderShape());
    EXPECT_EQ(read_shape(more(field("folder:DisplayName") + field("folder:ParentFolderId"))).value(),
        shape_of({ P::display_name, P::parent }));
    EXPECT_EQ(
        read_shape(more(field("folder:FolderId") + field("item:Subject") + field("calendar:Start")
                       + field("folder:PermissionSet") + field("folder:ReplicaList")
                       + "<t:IndexedFieldURI FieldURI='contacts:EmailAddress' FieldIndex='EmailAddress1'/>"
                         "<t:ExceptionFieldURI FieldURI='attachment:Name'/>"))
            .value(),
        FolderShape());
}

TEST(FolderShape, KeepsMapisPropertiesInTheOrderOfTheRequestUpToTheLimit)
{
    std::string const one = "<t:ExtendedFieldURI PropertyTag='0x670a' PropertyType='SystemTime'/>";
    FolderShape expected;
    expected.extended = { { .tag = "0x3613", .type = "String" }, { .tag = "0x670a", .type = "SystemTime" } };
    EXPECT_EQ(
        read_shape(more("<t:ExtendedFieldURI PropertyTag='0x3613' PropertyType='String'/>" + one)).value(),
        expected);

    std::string many;
    for (std::size_t count = 0; count < limits::extended_paths_max; ++count) many += one;
    EXPECT_TRUE(read_shape(more(many)));
    EXPECT_EQ(read_shape(more(many + one)).error().code, Code::invalid_request);
}

TEST(FolderShape, RefusesAPathThatIsNoneOfTheSchemas)
{
    for (auto const& wrong : { field("folder:Odd"), field("FolderClass"), field("folder:"), field(""),
             field("folder:DisplayName folder:TotalCount"), std::string("<t:FieldURI/>"),
             std::string("<t:Odd/>"),
             std::string("<t:IndexedFieldURI FieldURI='contacts:Odd' FieldIndex='x'/>"),
             std::string("<t:IndexedFieldURI FieldURI='contacts:EmailAddress'/>"),
             std::string("<t:ExtendedFieldURI PropertyTag='0x670a' PropertyType='Odd'/>"),
             std::string("<t:ExtendedFieldURI PropertyTag='0x670a'/>") })
        EXPECT_EQ(refusal(read_shape(more(wrong))), "ErrorSchemaValidation") << wrong;
}

struct Since {
    std::string_view uri;
    FolderProperty property;
    Schema before;
    Schema since;
};

TEST(FolderShape, KeepsWhatIsNewerThanTheStatedVersionFromTheClient)
{
    constexpr Since cases[] = {
        { "folder:DistinguishedFolderId", P::distinguished, Schema::exchange2010_sp2, Schema::exchange2013 },
        { "folder:EffectiveRights", P::rights, Schema::exchange2007, Schema::exchange2007_sp1 },
    };
    for (auto const& [uri, property, before, since] : cases) {
        EXPECT_FALSE(read_shape("<t:BaseShape>AllProperties</t:BaseShape>", before)->has(property)) << uri;
        EXPECT_TRUE(read_shape("<t:BaseShape>AllProperties</t:BaseShape>", since)->has(property)) << uri;
        EXPECT_EQ(refusal(read_shape(more(field(uri)), before)), "ErrorIncorrectSchemaVersion") << uri;
        EXPECT_TRUE(read_shape(more(field(uri)), since)->has(property)) << uri;
    }
    for (auto const* const uri : { "folder:PolicyTag", "folder:ArchiveTag", "folder:ReplicaList" })
        EXPECT_EQ(
            refusal(read_shape(more(field(uri)), Schema::exchange2010_sp2)), "ErrorIncorrectSchemaVersion")
            << uri;
    EXPECT_FALSE(
        read_shape("<t:BaseShape>IdOnly</t:BaseShape>", Schema::exchange2007_sp1)->view_private_items);
    EXPECT_TRUE(read_shape("<t:BaseShape>IdOnly</t:BaseShape>", Schema::exchange2010)->view_private_items);
}

TEST(FolderShape, ReadsBackAsItWasWritten)
{
    for (unsigned long bits = 0; bits < 1u << folder_property_count; ++bits) {
        FolderShape shape { .properties = bits };
        if (bits % 2 != 0) shape.extended = { { .tag = "0x3613", .type = "String" } };
        Read const read(written([&](xml::Writer& writer) {
            writer.open("m:GetFolder");
            write_folder_shape(writer, shape);
            writer.close();
        }));
        EXPECT_EQ(read_folder_shape(read.content(), newest_schema).value(), shape);
    }
}

TEST(FieldUri, IsOneOfTheSchemas)
{
    for (auto const* const uri :
        { "folder:FolderId", "item:ItemId", "item:Attachments", "contacts:HasPicture",
            "distributionlist:Members", "insight:AppContexts", "abchperson:AntiLinkInfo", "task:Status" })
        EXPECT_TRUE(is_field_uri(uri)) << uri;
    for (auto const* const uri : { "", ":", "folder", "folder:folderid", "Folder:FolderId",
             "folder:FolderId ", "folder: ", "item:FolderId" })
        EXPECT_FALSE(is_field_uri(uri)) << uri;
    EXPECT_TRUE(is_indexed_field_uri("contacts:PhysicalAddress:Street"));
    EXPECT_FALSE(is_indexed_field_uri("contacts:PhysicalAddress"));
}

Readable<Result<FolderReference>> read_reference(std::string_view element)
{
    Read const read(envelope(element));
    return read_folder_reference(read.content());
}

std::string_view told(std::string_view element)
{
    auto const reference = read_reference(element);
    if (!reference) return "fault";
    return *reference ? "NoError" : response_code(reference->error().code);
}

TEST(FolderReference, IsTakenOrRefusedOrAnsweredByItself)
{
    constexpr std::pair<std::string_view, std::string_view> cases[] = {
        { "<t:FolderId Id='AAMk'/>", "NoError" },
        { "<t:FolderId Id=''/>", "NoError" }, // Whether an id is one is the service's to judge.
        { "<t:FolderId Id='AAMk' ChangeKey='AQAAAA=='/>", "NoError" },
        { "<t:FolderId Id='AAMk' ChangeKey='***'/>", "ErrorInvalidChangeKey" },
        { "<t:FolderId/>", "fault" },
        { "<t:ItemId Id='AAMk'/>", "fault" },
        { "<t:DistinguishedFolderId Id='inbox'/>", "NoError" },
        { "<t:DistinguishedFolderId Id=' inbox '/>", "NoError" },
        { "<t:DistinguishedFolderId Id='inbox' ChangeKey='***'/>", "ErrorInvalidChangeKey" },
        { "<t:DistinguishedFolderId Id='directory'/>", "ErrorFolderNotFound" },
        { "<t:DistinguishedFolderId Id='publicfoldersroot'/>", "ErrorFolderNotFound" },
        { "<t:DistinguishedFolderId Id='archivemsgfolderroot'/>", "ErrorFolderNotFound" },
        { "<t:DistinguishedFolderId Id='Inbox'/>", "fault" },
        { "<t:DistinguishedFolderId Id='attic'/>", "fault" },
        { "<t:DistinguishedFolderId Id=''/>", "fault" },
        { "<t:DistinguishedFolderId/>", "fault" },
        { "<t:DistinguishedFolderId Id='inbox'><t:Mailbox/></t:DistinguishedFolderId>", "NoError" },
        { "<t:DistinguishedFolderId Id='inbox'><t:Mailbox><t:EmailAddress>sadie</t:EmailAddress></t:Mailbox>"
          "</t:DistinguishedFolderId>",
            "ErrorInvalidSmtpAddress" },
        { "<t:AddressListId Id='x'/>", "ErrorFolderNotFound" },
    };
    for (auto const& [element, expected] : cases) EXPECT_EQ(told(element), expected) << element;
}

TEST(FolderReference, SaysWhoseFolderIsMeant)
{
    auto const reference
        = read_reference("<t:DistinguishedFolderId Id='contacts'><t:Mailbox><t:EmailAddress>"
                         "sadie@contoso.com</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>");
    EXPECT_EQ(reference.value().value(),
        FolderReference(DistinguishedReference {
            DistinguishedFolder::contacts, EmailAddress::parse("sadie@contoso.com").value() }));
    auto const own = read_reference("<t:DistinguishedFolderId Id='contacts'><t:Mailbox><t:EmailAddress> "
                                    "</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>");
    EXPECT_EQ(own.value().value(),
        FolderReference(DistinguishedReference { DistinguishedFolder::contacts, std::nullopt }));
}

Readable<FolderReferences> read_list(std::size_t count)
{
    std::string list;
    for (std::size_t i = 0; i < count; ++i) list += "<t:DistinguishedFolderId Id='inbox'/>";
    Read const read(envelope("<m:GetFolder><m:FolderIds>" + list + "</m:FolderIds></m:GetFolder>"));
    return read_folder_references(read.content(), "FolderIds");
}

TEST(FolderReferences, AreAsManyAsTheLimitAndNotNone)
{
    EXPECT_EQ(read_list(limits::ids_per_call_max)->size(), limits::ids_per_call_max);
    EXPECT_EQ(refusal(read_list(limits::ids_per_call_max + 1)), "ErrorInvalidRequest");
    EXPECT_EQ(refusal(read_list(0)), "ErrorSchemaValidation");
}

Readable<Restriction> read_one(std::string_view expression)
{
    Read const read(envelope("<m:Restriction>" + std::string(expression) + "</m:Restriction>"));
    return read_restriction(read.content());
}

constexpr std::string_view path = "<t:FieldURI FieldURI='folder:DisplayName'/>";
constexpr std::string_view constant
    = "<t:FieldURIOrConstant><t:Constant Value=' a '/></t:FieldURIOrConstant>";

std::string inside(std::string_view tag, std::string_view inner)
{
    auto const name = tag.substr(0, tag.find(' '));
    return "<t:" + std::string(tag) + ">" + std::string(inner) + "</t:" + std::string(name) + ">";
}

TEST(Restriction, ReadsBackAsItWasWritten)
{
    auto const exists = inside("Exists", path);
    auto const both = std::string(path) + std::string(constant);
    auto const contained = std::string(path) + "<t:Constant Value='a&amp;b'/>";
    std::vector<std::string> expressions {
        exists, inside("Not", exists), inside("And", exists + inside("Or", exists)),
        inside("Excludes", std::string(path) + "<t:Bitmask Value='0x10'/>"), inside("Contains", contained),
        inside("IsEqualTo",
            std::string(path) + "<t:FieldURIOrConstant>" + std::string(path) + "</t:FieldURIOrConstant>"),
        inside("IsEqualTo",
            "<t:ExtendedFieldURI DistinguishedPropertySetId='Address' PropertyId='32789' "
            "PropertyType='Boolean'/>"
                + std::string(constant)),
        inside("Exists", "<t:IndexedFieldURI FieldURI='contacts:EmailAddress' FieldIndex='EmailAddress1'/>")
    };
    for (auto const* const relation : { "IsEqualTo", "IsNotEqualTo", "IsGreaterThan",
             "IsGreaterThanOrEqualTo", "IsLessThan", "IsLessThanOrEqualTo" })
        expressions.push_back(inside(relation, both));
    for (auto const* const mode : { "FullString", "Prefixed", "Substring", "PrefixOnWords", "ExactPhrase" })
        for (auto const* const comparison : { "Exact", "IgnoreCase", "IgnoreNonSpacingCharacters", "Loose",
                 "IgnoreCaseAndNonSpacingCharacters", "LooseAndIgnoreCase", "LooseAndIgnoreNonSpace",
                 "LooseAndIgnoreCaseAndIgnoreNonSpace" })
            expressions.push_back(inside(std::string("Contains ContainmentMode='") + mode
                    + "' ContainmentComparison='" + comparison + "'",
                contained));
    for (auto const& expression : expressions) {
        auto const restriction = read_one(expression);
        ASSERT_TRUE(restriction) << expression;
        Read const again(written([&](xml::Writer& writer) { write_restriction(writer, *restriction); }));
        EXPECT_EQ(read_restriction(again.content()).value(), *restriction) << expression;
    }
}

TEST(Restriction, KeepsTheBlanksOfAConstant)
{
    auto const restriction = read_one(inside("IsEqualTo", std::string(path) + std::string(constant)));
    EXPECT_EQ(restriction.value(),
        (Restriction {
            Comparison { .path = FieldPath { "folder:DisplayName" }, .other = std::string(" a ") } }));
}

TEST(Restriction, IsRefusedWhereItIsNoneOfTheSchemas)
{
    auto const exists = inside("Exists", path);
    for (auto const& wrong : { std::string(), exists + exists, std::string("<t:Odd/>"), inside("And", ""),
             inside("Not", exists + exists), inside("IsEqualTo", path), inside("IsEqualTo", constant),
             inside("IsEqualTo", std::string(path) + "<t:FieldURIOrConstant/>"), inside("Exists", ""),
             inside("Contains", path), inside("Contains", std::string(path) + "<t:Constant/>"),
             inside("Contains ContainmentMode='Odd'", std::string(path) + "<t:Constant Value='a'/>"),
             inside("Excludes", path), inside("Excludes", std::string(path) + "<t:Bitmask Value='0xG'/>"),
             inside("Excludes", std::string(path) + "<t:Bitmask Value='4294967296'/>"),
             inside("Exists", "<t:FieldURI FieldURI='folder:Odd'/>") })
        EXPECT_EQ(refusal(read_one(wrong)), "ErrorSchemaValidation") << wrong;
}

TEST(Restriction, HasNoMoreExpressionsThanTheLimit)
{
    auto const ors = [](std::size_t parts) {
        std::string inner;
        for (std::size_t i = 0; i < parts; ++i) inner += inside("Exists", path);
        return read_one(inside("Or", inner));
    };
    EXPECT_TRUE(ors(limits::search_expressions_max - 1));
    EXPECT_EQ(refusal(ors(limits::search_expressions_max)), "ErrorInvalidRequest");
}

}
}
