// GetFolder, FindFolder, SyncFolderHierarchy and ConvertId on the wire, both ways.
// Source: spec/contacts.md 11; spec/soap.md 7 and 8; spec/clients.md.
#include "core/limits.hpp"
#include "ews/convert_id.hpp"
#include "ews/find_folder.hpp"
#include "ews/get_folder.hpp"
#include "ews/messages.hpp"
#include "ews/sync_folder_hierarchy.hpp"
#include "support/schema_check.hpp"

namespace likeness::ews {
namespace {

Spellings const https { xml::Spelling::https, xml::Spelling::https, xml::Spelling::https };
constexpr std::string_view shape = "<m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>";
constexpr std::string_view inbox_id = "<t:DistinguishedFolderId Id='inbox'/>";

Folder const whole { .type = FolderType::folder,
    .id = { "AAMkA", "AQAAAA==" },
    .parent = FolderId { "AAMkB", "AQAAAA==" },
    .folder_class = "IPF.Note",
    .display_name = "In & \"out\"",
    .total_count = 3,
    .child_folder_count = 2,
    .rights = EffectiveRights { .create_contents = true, .read = true, .view_private_items = true },
    .distinguished = DistinguishedFolder::inbox,
    .unread_count = 1,
    .extended = { { .path = { .tag = "0x3613", .type = "String" }, .values = { "IPF.Note" } },
        { .path = { .tag = "0x3602", .type = "Integer" }, .values = { "3" } } } };

// One of each type, with everything that the schema lets it have, and one with nothing but its id.
std::vector<Folder> folders()
{
    std::vector<Folder> all { { .id = { "AAMkC", "" } } };
    for (auto const type : { FolderType::folder, FolderType::calendar, FolderType::contacts,
             FolderType::search, FolderType::tasks }) {
        auto folder = whole;
        folder.type = type;
        if (type == FolderType::calendar || type == FolderType::contacts) folder.unread_count.reset();
        all.push_back(folder);
    }
    return all;
}

GetFolderAnswer get_answer()
{
    GetFolderAnswer answer;
    for (auto const& folder : folders()) answer.push_back(folder);
    answer.push_back(fail(Code::folder_not_found));
    answer.push_back(folders().front());
    return answer;
}

std::string get_text(Spellings const& spellings = {})
{
    return answered(
        [](ResponseWriter& response) { write_get_folder_response(response, get_answer()); }, spellings);
}

std::string request_of(std::string_view name, std::string_view attributes, std::string_view inner)
{
    return envelope("<m:" + std::string(name) + " " + std::string(attributes) + ">" + std::string(inner)
        + "</m:" + std::string(name) + ">");
}

TEST(GetFolderRequest, IsReadFromWhatClientsSend)
{
    Read const read(request_of("GetFolder", "",
        std::string(shape) + "<m:FolderIds>" + std::string(inbox_id)
            + "<t:FolderId Id='AAMk' ChangeKey='AQAAAA=='/>"
            + "<t:DistinguishedFolderId Id='favorites'/></m:FolderIds>"));
    auto const request = read_get_folder(read.content(), newest_schema).value();
    EXPECT_TRUE(request.shape.has(FolderProperty::display_name));
    EXPECT_TRUE(same(request.folders,
        { FolderReference(DistinguishedReference { DistinguishedFolder::inbox, std::nullopt }),
            FolderReference("AAMk"), fail(Code::folder_not_found) }));
}

TEST(GetFolderRequest, IsRefusedWithoutAShapeOrIds)
{
    for (auto const& inner : { std::string(shape), "<m:FolderIds>" + std::string(inbox_id) + "</m:FolderIds>",
             std::string(shape) + "<m:FolderIds/>" }) {
        Read const read(request_of("GetFolder", "", inner));
        EXPECT_EQ(refusal(read_get_folder(read.content(), newest_schema)), "ErrorSchemaValidation") << inner;
    }
}

TEST(GetFolderRequest, ReadsBackAsItWasWritten)
{
    GetFolder request { .shape = {}, .folders = { FolderReference("AAMk") } };
    request.shape.add(FolderProperty::rights);
    for (int name = 0; name <= static_cast<int>(DistinguishedFolder::mycontacts); ++name)
        request.folders.push_back(FolderReference(DistinguishedReference {
            static_cast<DistinguishedFolder>(name), EmailAddress::parse("sadie@contoso.com").value() }));
    Read const read(written([&](xml::Writer& writer) { write_get_folder(writer, request); }));
    auto const again = read_get_folder(read.content(), newest_schema).value();
    EXPECT_EQ(again.shape, request.shape);
    EXPECT_TRUE(same(again.folders, request.folders));
}

TEST(GetFolderResponse, ReadsBackAsItWasWritten)
{
    for (auto const& spellings : { Spellings(), https }) {
        Read const read(get_text(spellings));
        EXPECT_TRUE(same(read_get_folder_response(read.content()).value(), get_answer()));
    }
}

TEST(GetFolderResponse, HasTheSchemasOrderAndAnEmptyListInAFailure)
{
    Folder folder = whole;
    folder.display_name = "Inbox";
    folder.extended.pop_back();
    auto const text = answered([&](ResponseWriter& response) {
        write_get_folder_response(response, { folder, fail(Code::access_denied) });
    });
    EXPECT_NE(
        text.find(
            "<m:GetFolderResponse><m:ResponseMessages><m:GetFolderResponseMessage ResponseClass=\"Success\">"
            "<m:ResponseCode>NoError</m:ResponseCode><m:Folders><t:Folder>"
            "<t:FolderId Id=\"AAMkA\" ChangeKey=\"AQAAAA==\"/>"
            "<t:ParentFolderId Id=\"AAMkB\" ChangeKey=\"AQAAAA==\"/>"
            "<t:FolderClass>IPF.Note</t:FolderClass><t:DisplayName>Inbox</t:DisplayName>"
            "<t:TotalCount>3</t:TotalCount><t:ChildFolderCount>2</t:ChildFolderCount>"
            "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"0x3613\" PropertyType=\"String\"/>"
            "<t:Value>IPF.Note</t:Value></t:ExtendedProperty>"
            "<t:EffectiveRights><t:CreateAssociated>false</t:CreateAssociated>"
            "<t:CreateContents>true</t:CreateContents><t:CreateHierarchy>false</t:CreateHierarchy>"
            "<t:Delete>false</t:Delete><t:Modify>false</t:Modify><t:Read>true</t:Read>"
            "<t:ViewPrivateItems>true</t:ViewPrivateItems></t:EffectiveRights>"
            "<t:DistinguishedFolderId>inbox</t:DistinguishedFolderId><t:UnreadCount>1</t:UnreadCount>"
            "</t:Folder></m:Folders></m:GetFolderResponseMessage>"
            "<m:GetFolderResponseMessage ResponseClass=\"Error\">"
            "<m:MessageText>Access is denied. Check credentials and try again.</m:MessageText>"
            "<m:ResponseCode>ErrorAccessDenied</m:ResponseCode><m:DescriptiveLinkKey>0"
            "</m:DescriptiveLinkKey><m:Folders/></m:GetFolderResponseMessage>"
            "</m:ResponseMessages></m:GetFolderResponse>"),
        std::string::npos)
        << text;
}

TEST(GetFolderResponse, IsAnsweredInTheSpellingOfTheQuestion)
{
    EXPECT_EQ(get_text().find("https://"), std::string::npos);
    EXPECT_EQ(get_text(https).find("http://"), std::string::npos);
}

TEST(GetFolderResponse, IsRefusedWhereItIsNone)
{
    auto const message = [](std::string_view inner) {
        return "<m:GetFolderResponse><m:ResponseMessages><m:GetFolderResponseMessage ResponseClass='Success'>"
               "<m:ResponseCode>NoError</m:ResponseCode>"
            + std::string(inner) + "</m:GetFolderResponseMessage></m:ResponseMessages></m:GetFolderResponse>";
    };
    for (auto const& body :
        { std::string("<m:FindFolderResponse/>"), std::string("<m:GetFolderResponse/>"),
            std::string("<m:GetFolderResponse><m:ResponseMessages/></m:GetFolderResponse>"),
            std::string(
                "<m:GetFolderResponse><m:ResponseMessages><m:X/></m:ResponseMessages></m:GetFolderResponse>"),
            message(""), message("<m:Folders/>"), message("<m:Folders><t:Odd/></m:Folders>"),
            message("<m:Folders><t:Folder/></m:Folders>"),
            message("<m:Folders><t:Folder><t:FolderId/></t:Folder></m:Folders>"),
            message("<m:Folders><t:Folder><t:FolderId "
                    "Id='a'/><t:TotalCount>x</t:TotalCount></t:Folder></m:Folders>") }) {
        Read const read(envelope(body));
        EXPECT_EQ(refusal(read_get_folder_response(read.content())), "ErrorSchemaValidation") << body;
    }
}

std::string find_inner(std::string_view view = "")
{
    return std::string(shape) + std::string(view) + "<m:ParentFolderIds>" + std::string(inbox_id)
        + "</m:ParentFolderIds>";
}

TEST(FindFolderRequest, IsTakenOrRefused)
{
    struct Case {
        std::string attributes;
        std::string inner;
        std::string_view outcome;
    };
    Case const cases[] = {
        { "Traversal='Shallow'", find_inner(), "NoError" },
        { "Traversal='Deep'", find_inner(), "NoError" },
        { "Traversal='SoftDeleted'", find_inner(), "NoError" },
        { "Traversal='Associated'", find_inner(), "ErrorSchemaValidation" },
        { "", find_inner(), "ErrorSchemaValidation" },
        { "Traversal='Deep'", std::string(shape), "ErrorSchemaValidation" },
        { "Traversal='Deep'", find_inner("<m:IndexedPageFolderView Offset='0' BasePoint='End'/>"),
            "NoError" },
        { "Traversal='Deep'", find_inner("<m:IndexedPageFolderView Offset='0'/>"), "ErrorSchemaValidation" },
        { "Traversal='Deep'", find_inner("<m:IndexedPageFolderView BasePoint='End'/>"),
            "ErrorSchemaValidation" },
        { "Traversal='Deep'", find_inner("<m:IndexedPageFolderView Offset='x' BasePoint='End'/>"),
            "ErrorSchemaValidation" },
        { "Traversal='Deep'", find_inner("<m:FractionalPageFolderView Numerator='0'/>"),
            "ErrorSchemaValidation" },
        { "Traversal='Deep'",
            find_inner("<m:IndexedPageFolderView Offset='0' BasePoint='End'/>"
                       "<m:FractionalPageFolderView Numerator='0' Denominator='1'/>"),
            "ErrorSchemaValidation" },
        { "Traversal='Deep'", find_inner("<m:Restriction/>"), "ErrorSchemaValidation" },
    };
    for (auto const& [attributes, inner, expected] : cases) {
        Read const read(request_of("FindFolder", attributes, inner));
        EXPECT_EQ(refusal(read_find_folder(read.content(), newest_schema)), expected) << attributes << inner;
    }
}

TEST(FindFolderRequest, ReadsBackAsItWasWritten)
{
    using Base = IndexedPage::BasePoint;
    for (Page const& page :
        { Page(), Page(IndexedPage { 1, 2, Base::beginning }), Page(IndexedPage { {}, -1, Base::end }),
            Page(FractionalPage { 3, 1, 2 }), Page(FractionalPage { {}, 0, 1 }) })
        for (auto const traversal :
            { FolderTraversal::shallow, FolderTraversal::deep, FolderTraversal::soft_deleted }) {
            FindFolder const request { .traversal = traversal,
                .shape = {},
                .page = page,
                .restriction = Restriction { Existence { FieldPath { "folder:DisplayName" } } },
                .parents = { FolderReference("AAMk") } };
            Read const read(written([&](xml::Writer& writer) { write_find_folder(writer, request); }));
            auto const again = read_find_folder(read.content(), newest_schema).value();
            EXPECT_EQ(again.traversal, request.traversal);
            EXPECT_EQ(again.page, request.page);
            EXPECT_EQ(again.restriction, request.restriction);
            EXPECT_TRUE(same(again.parents, request.parents));
        }
}

FindFolderAnswer find_answer()
{
    return { FoundFolders { .folders = folders(), .total = 9, .includes_last = false, .next_offset = 6 },
        FoundFolders { .folders = {}, .total = 0, .includes_last = true }, fail(Code::access_denied),
        FoundFolders { .folders = folders(),
            .total = 6,
            .includes_last = true,
            .next_numerator = 6,
            .next_denominator = 6 } };
}

std::string find_text(Spellings const& spellings = {})
{
    return answered(
        [](ResponseWriter& response) { write_find_folder_response(response, find_answer()); }, spellings);
}

TEST(FindFolderResponse, ReadsBackAsItWasWritten)
{
    Read const read(find_text(https));
    EXPECT_TRUE(same(read_find_folder_response(read.content()).value(), find_answer()));
    EXPECT_NE(find_text().find("<m:RootFolder IndexedPagingOffset=\"6\" TotalItemsInView=\"9\" "
                               "IncludesLastItemInRange=\"false\">"),
        std::string::npos);
    EXPECT_NE(find_text().find(
                  "<m:RootFolder TotalItemsInView=\"0\" IncludesLastItemInRange=\"true\"><t:Folders/>"),
        std::string::npos);
}

FolderChanges const changes { .state = "AAMkState",
    .includes_last = false,
    .changes = { { FolderChange::Kind::created, whole }, { FolderChange::Kind::updated, folders().front() },
        { FolderChange::Kind::deleted, { .id = { "AAMkGone", "AQAAAA==" } } } } };

std::string sync_text(Result<FolderChanges> const& answer, Spellings const& spellings = {})
{
    return answered(
        [&](ResponseWriter& response) { write_sync_folder_hierarchy_response(response, answer); }, spellings);
}

TEST(SyncFolderHierarchyResponse, ReadsBackAsItWasWritten)
{
    Read const read(sync_text(changes, https));
    EXPECT_EQ(read_sync_folder_hierarchy_response(read.content()).value().value(), changes);
    Read const failed(sync_text(fail(Code::invalid_sync_state_data)));
    EXPECT_EQ(read_sync_folder_hierarchy_response(failed.content()).value().error().code,
        Code::invalid_sync_state_data);
}

TEST(SyncFolderHierarchyRequest, ReadsBackAsItWasWritten)
{
    for (auto const* const state : { "", "AAMkState" })
        for (std::optional<Result<FolderReference>> const& folder :
            { std::optional<Result<FolderReference>>(),
                std::optional(Result<FolderReference>(FolderReference("AAMk"))) }) {
            SyncFolderHierarchy const request { .shape = {}, .folder = folder, .state = state };
            Read const read(
                written([&](xml::Writer& writer) { write_sync_folder_hierarchy(writer, request); }));
            auto const again = read_sync_folder_hierarchy(read.content(), newest_schema).value();
            EXPECT_EQ(again.state, state);
            ASSERT_EQ(again.folder.has_value(), folder.has_value());
            EXPECT_TRUE(!folder || **again.folder == **folder);
        }
}

TEST(SyncFolderHierarchyRequest, IsTakenOrRefused)
{
    std::pair<std::string, std::string_view> const cases[] = {
        { std::string(shape), "NoError" },
        { std::string(shape) + "<m:SyncState/>", "NoError" },
        { std::string(shape) + "<m:SyncFolderId><t:AddressListId Id='x'/></m:SyncFolderId>", "NoError" },
        { std::string(shape) + "<m:SyncFolderId/>", "ErrorSchemaValidation" },
        { std::string(shape) + "<m:SyncFolderId>" + std::string(inbox_id) + std::string(inbox_id)
                + "</m:SyncFolderId>",
            "ErrorSchemaValidation" },
        { "", "ErrorSchemaValidation" },
    };
    for (auto const& [inner, expected] : cases) {
        Read const read(request_of("SyncFolderHierarchy", "", inner));
        EXPECT_EQ(refusal(read_sync_folder_hierarchy(read.content(), newest_schema)), expected) << inner;
    }
}

constexpr IdFormat formats[] = { IdFormat::ews_legacy_id, IdFormat::ews_id, IdFormat::entry_id,
    IdFormat::hex_entry_id, IdFormat::store_id, IdFormat::owa_id };

Readable<ConvertId> read_convert(
    std::string_view attributes, std::string_view ids, Schema stated = newest_schema)
{
    Read const read(
        request_of("ConvertId", attributes, "<m:SourceIds>" + std::string(ids) + "</m:SourceIds>"));
    return read_convert_id(read.content(), stated);
}

TEST(ConvertIdRequest, IsTakenOrRefused)
{
    constexpr std::string_view id = "<t:AlternateId Format='EwsId' Id='DUMMY' Mailbox='blah@blah.com'/>";
    struct Case {
        std::string_view attributes;
        std::string_view ids;
        std::string_view outcome;
    };
    constexpr Case cases[] = {
        { "DestinationFormat='EwsId'", id, "NoError" },
        { "DestinationFormat='EwsId'", "<t:AlternateId Format='OwaId' Id='' Mailbox=''/>", "NoError" },
        { "DestinationFormat='Odd'", id, "ErrorSchemaValidation" },
        { "", id, "ErrorSchemaValidation" },
        { "DestinationFormat='EwsId'", "", "ErrorSchemaValidation" },
        { "DestinationFormat='EwsId'", "<t:AlternateId Format='Odd' Id='x' Mailbox='x'/>",
            "ErrorSchemaValidation" },
        { "DestinationFormat='EwsId'", "<t:AlternateId Format='EwsId' Mailbox='x'/>",
            "ErrorSchemaValidation" },
        { "DestinationFormat='EwsId'", "<t:AlternateId Format='EwsId' Id='x'/>", "ErrorSchemaValidation" },
        { "DestinationFormat='EwsId'", "<t:FolderId Id='x'/>", "ErrorSchemaValidation" },
    };
    for (auto const& [attributes, ids, expected] : cases)
        EXPECT_EQ(refusal(read_convert(attributes, ids)), expected) << attributes << ids;
    EXPECT_EQ(refusal(read_convert("DestinationFormat='EwsId'", id, Schema::exchange2007)),
        "ErrorIncorrectSchemaVersion");
    EXPECT_EQ(refusal(read_convert("DestinationFormat='EwsId'", id, Schema::exchange2007_sp1)), "NoError");
    std::string many;
    for (std::size_t i = 0; i <= limits::ids_per_call_max; ++i) many += id;
    EXPECT_EQ(refusal(read_convert("DestinationFormat='EwsId'", many)), "ErrorInvalidRequest");
}

TEST(ConvertIdRequest, AnswersPublicFoldersEachByItself)
{
    auto const request = read_convert("DestinationFormat='EwsId'",
        "<t:AlternatePublicFolderId Format='EwsId' FolderId='x'/>"
        "<t:AlternatePublicFolderItemId Format='EwsId' FolderId='x' ItemId='y'/>");
    EXPECT_TRUE(same(request->sources, { fail(Code::folder_not_found), fail(Code::item_not_found) }));
}

TEST(ConvertIdRequest, ReadsBackAsItWasWritten)
{
    for (auto const format : formats) {
        ConvertId const request { format, { AlternateId { format, " a&b ", "sadie@contoso.com" } } };
        Read const read(written([&](xml::Writer& writer) { write_convert_id(writer, request); }));
        auto const again = read_convert_id(read.content(), newest_schema).value();
        EXPECT_EQ(again.destination, format);
        EXPECT_TRUE(same(again.sources, request.sources));
    }
}

ConvertIdAnswer convert_answer()
{
    ConvertIdAnswer answer { fail(Code::invalid_id_malformed) };
    for (auto const format : formats) answer.push_back(AlternateId { format, "AAMk", "sadie@contoso.com" });
    return answer;
}

std::string convert_text(Spellings const& spellings = {})
{
    return answered(
        [](ResponseWriter& response) { write_convert_id_response(response, convert_answer()); }, spellings);
}

TEST(ConvertIdResponse, ReadsBackAsItWasWrittenAndSaysItsType)
{
    Read const read(convert_text(https));
    EXPECT_TRUE(same(read_convert_id_response(read.content()).value(), convert_answer()));
    EXPECT_NE(convert_text().find("<m:AlternateId xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                                  "xsi:type=\"t:AlternateIdType\" "
                                  "Format=\"EwsId\" Id=\"AAMk\" Mailbox=\"sadie@contoso.com\"/>"),
        std::string::npos);
}

TEST(FolderResponses, AreValid)
{
    if (!test::schemas_are_there()) GTEST_SKIP() << "Microsoft's schemas are not beside the project";
    for (auto const& spellings : { Spellings(), https })
        for (auto const& text : { get_text(spellings), find_text(spellings), sync_text(changes, spellings),
                 sync_text(fail(Code::invalid_sync_state_data), spellings), convert_text(spellings) })
            EXPECT_EQ(test::schema_violations(text), "");
}

TEST(FolderRequests, AreValid)
{
    if (!test::schemas_are_there()) GTEST_SKIP() << "Microsoft's schemas are not beside the project";
    FindFolder find { .page = IndexedPage { 1, 0 },
        .restriction = Restriction { Combination {
            Combination::How::none, { { Existence { FieldPath { "folder:FolderClass" } } } } } },
        .parents = { FolderReference("AAMk") } };
    find.shape.properties.set();
    EXPECT_EQ(
        test::schema_violations(written([&](xml::Writer& writer) { write_find_folder(writer, find); })), "");
    GetFolder const get { find.shape, find.parents };
    EXPECT_EQ(
        test::schema_violations(written([&](xml::Writer& writer) { write_get_folder(writer, get); })), "");
    SyncFolderHierarchy const sync { find.shape, find.parents.front(), "AAMkState" };
    EXPECT_EQ(test::schema_violations(
                  written([&](xml::Writer& writer) { write_sync_folder_hierarchy(writer, sync); })),
        "");
    ConvertId const convert { IdFormat::ews_id,
        { AlternateId { IdFormat::ews_id, "AAMk", "sadie@contoso.com" } } };
    EXPECT_EQ(
        test::schema_violations(written([&](xml::Writer& writer) { write_convert_id(writer, convert); })),
        "");
}

}
}
