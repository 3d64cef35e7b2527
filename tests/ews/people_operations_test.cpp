// ResolveNames, ExpandDL, FindPeople and GetPersona on the wire, both ways.
// Source: spec/directory.md 1 to 7; spec/soap.md 7 and 10; spec/versions.md 4.
#include "ews/expand_dl.hpp"
#include "ews/find_people.hpp"
#include "ews/get_persona.hpp"
#include "ews/messages.hpp"
#include "ews/resolve_names.hpp"
#include "support/founding_requests.hpp"
#include "support/schema_check.hpp"

namespace likeness::ews {
namespace {

Spellings const https { xml::Spelling::https, xml::Spelling::https, xml::Spelling::https };
Mailbox const sadie { .name = "Sadie \"S\" Daniels", .address = "sadie@contoso.com" };
Mailbox const hope { .name = "Hope Gross", .address = "hope@contoso.com" };
PersonId const sadies_id = base::parse_guid("5d5d0c49-1d6f-4f2e-9c0a-0123456789ab").value();

// A card with everything in it.
ContactCard whole_card()
{
    return { .culture = "en-US",
        .display_name = "Sadie Daniels",
        .given_name = "Sadie",
        .initials = "",
        .company = "CONTOSO",
        .addresses
        = { { "SMTP", "sadie@contoso.com" }, { "smtp", "s@contoso.com" }, { "SIP", "s@contoso.com" } },
        .business_address = PostalAddress { "1 Main Street", "Springfield", "", "", "12345" },
        .phones = CardPhones { .business_fax = "5", .business = "1", .mobile = "2" },
        .assistant = "Hope",
        .department = "Sales",
        .title = "Clerk",
        .manager = "Hope Gross",
        .office = "1.234",
        .surname = "Daniels",
        .has_picture = true,
        .phonetic_name = "say-dee",
        .phonetic_given_name = "say",
        .phonetic_surname = "dan",
        .alias = "sadie",
        .notes = "a < b",
        .photo = base::Bytes(5, std::byte { 7 }),
        .lists_certificates = true,
        .directory_id = sadies_id,
        .manager_mailbox = hope,
        .direct_reports = { hope, sadie } };
}

Resolutions resolved(std::size_t count)
{
    Resolutions all;
    ContactCard const store { .display_name = "Stored", .source = ContactCard::Source::store };
    std::vector<Resolution> const known { { sadie, std::make_shared<ContactCard const>(whole_card()) },
        { { .name = "Outside", .address = "o@fabrikam.com", .type = MailboxType::contact, .item_id = "AAMk" },
            std::make_shared<ContactCard const>(store) },
        { { .name = "Old", .address = "/o=Old/cn=x", .routing_type = "EX", .type = MailboxType::public_dl },
            nullptr } };
    for (std::size_t i = 0; i < count; ++i) all.found.push_back(known[i % known.size()]);
    return all;
}

std::string names_text(ResolveNamesAnswer const& answer, Spellings const& spellings = {})
{
    return answered(
        [&](ResponseWriter& response) { write_resolve_names_response(response, answer); }, spellings);
}

std::string names_request(std::string_view attributes, std::string_view inner)
{
    return envelope(
        "<m:ResolveNames " + std::string(attributes) + ">" + std::string(inner) + "</m:ResolveNames>");
}
constexpr std::string_view entry = "<m:UnresolvedEntry>sadie</m:UnresolvedEntry>";
constexpr std::string_view full = "ReturnFullContactData='true'";

TEST(ResolveNamesRequest, IsReadFromTheFoundingDocument)
{
    Read const read { std::string(test::founding_resolve_names) };
    auto const request = read_resolve_names(read.content(), read.request().schema()).value();
    EXPECT_EQ(request.entry, "sadie");
    EXPECT_TRUE(request.full_contact_data);
    EXPECT_EQ(request.scope, SearchScope::directory_then_contacts);
    EXPECT_EQ(request.shape.base, ContactShape::Base::all_properties);
    EXPECT_TRUE(request.shape.knows_pictures && request.shape.knows_directory_details);
    EXPECT_TRUE(request.folders.empty());
    EXPECT_EQ(read.request().spellings, https);
}

TEST(ResolveNamesRequest, ReadsBackAsItWasWritten)
{
    for (auto const scope : { SearchScope::directory, SearchScope::directory_then_contacts,
             SearchScope::contacts, SearchScope::contacts_then_directory })
        for (auto const base : { ContactShape::Base::id_only, ContactShape::Base::standard,
                 ContactShape::Base::all_properties }) {
            ResolveNames const request { .entry = " a & b ",
                .full_contact_data = base == ContactShape::Base::standard,
                .scope = scope,
                .shape = { .base = base },
                .folders = { FolderReference("AAMk") } };
            Read const read(written([&](xml::Writer& writer) { write_resolve_names(writer, request); }));
            auto const again = read_resolve_names(read.content(), newest_schema).value();
            EXPECT_EQ(again.entry, request.entry);
            EXPECT_EQ(again.full_contact_data, request.full_contact_data);
            EXPECT_EQ(again.scope, request.scope);
            EXPECT_EQ(again.shape, request.shape);
            EXPECT_TRUE(same(again.folders, request.folders));
        }
}

TEST(ResolveNamesRequest, IsRefusedWhereTheSchemaForbidsIt)
{
    for (auto const& text : { names_request("", entry), names_request("ReturnFullContactData='maybe'", entry),
             names_request(full, ""), names_request(full, "<m:UnresolvedEntry/>"),
             names_request(std::string(full) + " SearchScope='Everywhere'", entry),
             names_request(std::string(full) + " ContactDataShape='Some'", entry),
             names_request(full, std::string(entry) + "<m:ParentFolderIds/>") }) {
        Read const read(text);
        EXPECT_EQ(refusal(read_resolve_names(read.content(), newest_schema)), "ErrorSchemaValidation")
            << text;
    }
}

TEST(ResolveNamesRequest, MayNotUseWhatIsNewerThanItsVersion)
{
    Read const shaped(names_request(std::string(full) + " ContactDataShape='AllProperties'", entry));
    Read const scoped(names_request(std::string(full) + " SearchScope='Contacts'", entry));
    auto const outcome
        = [](Read const& read, Schema stated) { return refusal(read_resolve_names(read.content(), stated)); };
    EXPECT_EQ(outcome(shaped, Schema::exchange2010), "ErrorIncorrectSchemaVersion");
    EXPECT_EQ(outcome(shaped, Schema::exchange2010_sp1), "NoError"); // As the Managed API sends it.
    EXPECT_EQ(outcome(scoped, Schema::exchange2007), "ErrorIncorrectSchemaVersion");
    EXPECT_EQ(outcome(scoped, Schema::exchange2007_sp1), "NoError");
}

TEST(ResolveNamesRequest, IsForAClientThatKnowsWhatItsVersionHas)
{
    Read const read(names_request(full, entry));
    auto const shape = [&](Schema stated) { return read_resolve_names(read.content(), stated)->shape; };
    EXPECT_FALSE(shape(Schema::exchange2007_sp1).knows_pictures);
    EXPECT_TRUE(shape(Schema::exchange2010).knows_pictures);
    EXPECT_FALSE(shape(Schema::exchange2010_sp1).knows_directory_details);
    EXPECT_TRUE(shape(Schema::exchange2010_sp2).knows_directory_details);
}

TEST(ResolveNamesResponse, ReadsBackAsItWasWritten)
{
    for (auto const& spellings : { Spellings(), https })
        for (std::size_t const count : { 1u, 2u, 100u }) {
            auto resolutions = resolved(count);
            resolutions.includes_last = count < 100;
            Read const read(names_text(resolutions, spellings));
            EXPECT_EQ(read_resolve_names_response(read.content()).value().value(), resolutions);
        }
    Read const none(names_text(fail(Code::name_resolution_no_results)));
    auto const answer = read_resolve_names_response(none.content()).value();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Code::name_resolution_no_results);
    EXPECT_EQ(answer.error().message, "No results were found.");
}

TEST(ResolveNamesResponse, HasTheSchemasOrderInACard)
{
    auto const text = names_text(resolved(1));
    std::size_t at = 0;
    for (auto const* const part :
        { "<t:Mailbox><t:Name>", "<t:Contact><t:Culture>en-US</t:Culture><t:DisplayName>",
            "<t:GivenName>Sadie</t:GivenName><t:Initials/><t:CompanyName>CONTOSO</"
            "t:CompanyName><t:EmailAddresses>"
            "<t:Entry Key=\"EmailAddress1\">SMTP:sadie@contoso.com</t:Entry>",
            "</t:EmailAddresses><t:PhysicalAddresses><t:Entry Key=\"Business\"><t:Street>1 Main "
            "Street</t:Street>"
            "<t:City>Springfield</t:City><t:State/><t:CountryOrRegion/><t:PostalCode>12345</t:PostalCode></"
            "t:Entry>"
            "</t:PhysicalAddresses><t:PhoneNumbers><t:Entry Key=\"AssistantPhone\"/>",
            "<t:Entry Key=\"Pager\"/></t:PhoneNumbers><t:AssistantName>",
            "<t:ContactSource>ActiveDirectory</t:ContactSource><t:Department>",
            "<t:HasPicture>true</t:HasPicture><t:PhoneticFullName>",
            "<t:Photo>BwcHBwc=</t:Photo>"
            "<t:UserSMIMECertificate/><t:MSExchangeCertificate/"
            "><t:DirectoryId>&lt;GUID=5d5d0c49-1d6f-4f2e-9c0a-"
            "0123456789ab&gt;</t:DirectoryId><t:ManagerMailbox><t:Mailbox>" }) {
        auto const found = text.find(part, at);
        ASSERT_NE(found, std::string::npos) << part << "\n" << text;
        at = found;
    }
}

TEST(ResolveNamesResponse, WarnsOfSeveral)
{
    EXPECT_NE(names_text(resolved(2))
                  .find("ResponseClass=\"Warning\"><m:MessageText>Multiple results were found."
                        "</m:MessageText><m:ResponseCode>ErrorNameResolutionMultipleResults"
                        "</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>"
                        "<m:ResolutionSet TotalItemsInView=\"2\" IncludesLastItemInRange=\"true\">"),
        std::string::npos);
    EXPECT_EQ(names_text(fail(Code::name_resolution_no_results)).find("ResolutionSet"), std::string::npos);
}

TEST(ResolveNamesResponse, IsReadFromWhatForeignServersSend)
{
    Read const read(envelope(
        "<m:ResolveNamesResponse><m:ResponseMessages><m:ResolveNamesResponseMessage ResponseClass='Success'>"
        "<m:ResponseCode>NoError</m:ResponseCode><m:ResolutionSet><t:Odd/><t:Resolution/"
        "><t:Resolution><t:Mailbox>"
        "<t:Name> sadie </t:Name><t:EmailAddress>SMTP:sadie@contoso.com</t:EmailAddress>"
        "<t:MailboxType>Spaceship</t:MailboxType></t:Mailbox><t:Contact><t:Odd/><t:EmailAddresses>"
        "<t:Entry Key='EmailAddress2'>x@contoso.com</t:Entry><t:Entry "
        "Key='EmailAddress9'>y@contoso.com</t:Entry>"
        "</t:EmailAddresses><t:DirectoryId>something else</t:DirectoryId><t:HasPicture>what</t:HasPicture>"
        "</t:Contact></t:Resolution></m:ResolutionSet></m:ResolveNamesResponseMessage></m:ResponseMessages>"
        "</m:ResolveNamesResponse>"));
    auto const answer = read_resolve_names_response(read.content()).value().value();
    ASSERT_EQ(answer.found.size(), 1);
    EXPECT_TRUE(answer.includes_last);
    EXPECT_EQ(answer.found[0].mailbox,
        (Mailbox { .name = "sadie", .address = "sadie@contoso.com", .type = MailboxType::unknown }));
    EXPECT_EQ(*answer.found[0].contact, (ContactCard { .addresses = { { "", "x@contoso.com" } } }));
}

TEST(ResolveNamesResponse, KeepsItsTextsBeyondTheDocument)
{
    auto answer = [] {
        Read const read(names_text(resolved(3)));
        return read_resolve_names_response(read.content()).value().value();
    }();
    EXPECT_EQ(answer, resolved(3));
}

TEST(ResolveNamesResponse, IsRefusedWhereItIsNoneOrThePhotoIsNoBase64)
{
    for (auto const* const text : { "<m:ExpandDLResponse/>", "<m:ResolveNamesResponse/>",
             "<m:ResolveNamesResponse><m:ResponseMessages><m:ResolveNamesResponseMessage "
             "ResponseClass='Success'>"
             "<m:ResolutionSet><t:Resolution><t:Mailbox/><t:Contact><t:Photo>?</t:Photo></t:Contact></"
             "t:Resolution>"
             "</m:ResolutionSet></m:ResolveNamesResponseMessage></m:ResponseMessages></"
             "m:ResolveNamesResponse>" }) {
        Read const read(envelope(text));
        EXPECT_EQ(refusal(read_resolve_names_response(read.content())), "ErrorSchemaValidation") << text;
    }
}

GroupMembers group()
{
    GroupMembers members;
    for (auto const& one : resolved(3).found) members.members.push_back(one.mailbox);
    return members;
}

std::string expansion_text(ExpandDlAnswer const& answer)
{
    return answered([&](ResponseWriter& response) { write_expand_dl_response(response, answer); });
}

TEST(ExpandDlMessages, ReadBackAsTheyWereWritten)
{
    for (auto const& request : { ExpandDl { "team@contoso.com", "" }, ExpandDl { "", "AAMk" } }) {
        Read const read(written([&](xml::Writer& writer) { write_expand_dl(writer, request); }));
        EXPECT_EQ(read_expand_dl(read.content(), newest_schema).value(), request);
    }
    Read const read(expansion_text(group()));
    EXPECT_EQ(read_expand_dl_response(read.content()).value().value(), group());
    Read const failed(expansion_text(fail(Code::name_resolution_no_results)));
    EXPECT_EQ(read_expand_dl_response(failed.content())->error().code, Code::name_resolution_no_results);
}

TEST(ExpandDlMessages, AreRefusedWhereTheyNameNoGroup)
{
    for (auto const* const inner : { "", "<m:Mailbox/>", "<m:Mailbox><t:Name>Team</t:Name></m:Mailbox>",
             "<m:Mailbox><t:ItemId/></m:Mailbox>" }) {
        Read const read(envelope("<m:ExpandDL>" + std::string(inner) + "</m:ExpandDL>"));
        EXPECT_EQ(refusal(read_expand_dl(read.content(), newest_schema)), "ErrorSchemaValidation") << inner;
    }
}

Persona listed()
{
    return { .id = "AAMkA",
        .display_name = "Sadie Daniels",
        .display_name_first_last = "Sadie Daniels",
        .display_name_last_first = "Daniels, Sadie",
        .file_as = "Sadie Daniels",
        .given_name = "Sadie",
        .surname = "Daniels",
        .phonetic_given_name = "say-dee",
        .phonetic_surname = "dan",
        .title = "Clerk",
        .department = "Sales",
        .company = "CONTOSO",
        .email = sadie,
        .emails = { sadie, hope },
        .phone = "1",
        .im_address = "sip:sadie@contoso.com",
        .work_city = "Springfield",
        .relevance = no_relevance,
        .details = std::nullopt };
}

Persona detailed()
{
    auto persona = listed();
    persona.details = PersonaDetails { .notes = "a < b",
        .initials = "S",
        .home_phone = "2",
        .mobile_phone = "3",
        .assistant_phone = "4",
        .pager = "5",
        .fax = "6",
        .office = "1.234",
        .business_address = { "1 Main Street", "Springfield", "", "US", "12345" },
        .manager = "Hope Gross",
        .assistant = "Hope" };
    return persona;
}

FoundPeople people()
{
    Persona const group { .id = "AAMkB", .type = PersonaType::distribution_list };
    FoundPeople found { .total = 12, .first_loaded = 10 };
    found.people = { listed(), group };
    return found;
}

std::string people_text(FindPeopleAnswer const& answer)
{
    return answered([&](ResponseWriter& response) { write_find_people_response(response, answer); });
}

std::string persona_text(GetPersonaAnswer const& answer)
{
    return answered([&](ResponseWriter& response) { write_get_persona_response(response, answer); });
}

std::string find_request(std::string_view inner)
{
    return envelope("<m:FindPeople>" + std::string(inner) + "</m:FindPeople>");
}
constexpr std::string_view view = "<m:IndexedPageItemView BasePoint='Beginning' Offset='0'/>";

TEST(FindPeopleRequest, ReadsBackAsItWasWritten)
{
    FindPeople request { .page
        = { .entries_max = 10, .offset = 3, .base_point = IndexedPage::BasePoint::end } };
    request.shape.add(PersonaProperty::display_names).add(PersonaProperty::relevance);
    request.restriction = Restriction { Existence { FieldPath { "persona:DisplayName" } } };
    for (auto const by :
        { PeopleOrder::By::display_name, PeopleOrder::By::email_address, PeopleOrder::By::relevance })
        request.order.push_back(PeopleOrder { by, by == PeopleOrder::By::email_address });
    request.query = "a & b";
    for (auto const where :
        { FindPeople::Where::everywhere, FindPeople::Where::directory, FindPeople::Where::folder }) {
        request.where = where;
        request.folder.reset();
        if (where == FindPeople::Where::folder) request.folder = FolderReference("AAMk");
        Read const read(written([&](xml::Writer& writer) { write_find_people(writer, request); }));
        auto const again = read_find_people(read.content(), newest_schema).value();
        EXPECT_EQ(again.shape, request.shape);
        EXPECT_EQ(again.page, request.page);
        EXPECT_EQ(again.restriction, request.restriction);
        EXPECT_TRUE(same(again.order, request.order));
        EXPECT_EQ(again.where, request.where);
        ASSERT_EQ(again.folder.has_value(), request.folder.has_value());
        if (again.folder) {
            EXPECT_EQ(again.folder->value(), request.folder->value());
        }
        EXPECT_EQ(again.query, request.query);
    }
}

TEST(FindPeopleRequest, AsksForEverythingUnlessItSaysOtherwise)
{
    auto const shape = [](std::string const& text) {
        Read const read(find_request(text + std::string(view)));
        return read_find_people(read.content(), newest_schema).value().shape;
    };
    EXPECT_TRUE(shape("").properties.all());
    EXPECT_TRUE(
        shape("<m:PersonaShape><t:BaseShape>Default</t:BaseShape></m:PersonaShape>").properties.all());
    auto const some = shape(
        "<m:PersonaShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI "
        "FieldURI='persona:Department'/><t:FieldURI FieldURI='persona:ThirdPartyPhotoUrls'/><t:FieldURI "
        "FieldURI='item:Subject'/></t:AdditionalProperties></m:PersonaShape>");
    EXPECT_EQ(some, PersonaShape().add(PersonaProperty::title_and_department));
}

TEST(FindPeopleRequest, IsRefusedWhereTheSchemaForbidsIt)
{
    for (auto const& inner : { std::string(), std::string("<m:IndexedPageItemView Offset='0'/>"),
             std::string("<m:IndexedPageItemView BasePoint='Middle' Offset='0'/>"),
             std::string(view) + "<m:PersonaShape/>", std::string(view) + "<m:ParentFolderId/>",
             std::string(view) + "<m:ParentFolderId><t:DistinguishedFolderId Id='moon'/></m:ParentFolderId>",
             std::string(view) + "<m:SortOrder><t:FieldOrder Order='Up'/></m:SortOrder>",
             std::string(view) + "<m:SortOrder><t:FieldOrder Order='Ascending'/></m:SortOrder>",
             std::string(view) + "<m:Restriction/>" }) {
        Read const read(find_request(inner));
        EXPECT_EQ(refusal(read_find_people(read.content(), newest_schema)), "ErrorSchemaValidation") << inner;
    }
}

TEST(FindPeopleRequest, SaysInItsPlaceThatPeopleAreNotSortedByAProperty)
{
    Read const read(find_request(std::string(view)
        + "<m:SortOrder><t:FieldOrder Order='Ascending'><t:FieldURI "
          "FieldURI='persona:HomeCity'/></t:FieldOrder>"
          "</m:SortOrder>"));
    auto const request = read_find_people(read.content(), newest_schema).value();
    ASSERT_EQ(request.order.size(), 1);
    EXPECT_FALSE(request.order[0]);
}

TEST(FindPeopleResponse, ReadsBackAsItWasWritten)
{
    Read const read(people_text(people()));
    EXPECT_EQ(read_find_people_response(read.content()).value().value(), people());
    Read const failed(people_text(fail(Code::access_denied)));
    EXPECT_EQ(read_find_people_response(failed.content())->error().code, Code::access_denied);
}

TEST(FindPeopleResponse, AlwaysHasTheTypeAndTheNumbers)
{
    auto const text = people_text(FoundPeople {});
    EXPECT_NE(text.find("<m:People/><m:TotalNumberOfPeopleInView>0</m:TotalNumberOfPeopleInView>"
                        "<m:FirstMatchingRowIndex>0</m:FirstMatchingRowIndex>"
                        "<m:FirstLoadedRowIndex>0</m:FirstLoadedRowIndex></m:FindPeopleResponse>"),
        std::string::npos)
        << text;
    EXPECT_NE(
        people_text(people()).find("<t:Persona><t:PersonaId Id=\"AAMkB\"/><t:PersonaType>DistributionList"
                                   "</t:PersonaType></t:Persona>"),
        std::string::npos);
}

TEST(FindPeopleResponse, IsReadFromWhatForeignServersSend)
{
    Read const read(envelope(
        "<m:FindPeopleResponse "
        "ResponseClass='Success'><m:ResponseCode>NoError</m:ResponseCode><m:People><t:Persona>"
        "<t:PersonaId Id='AAQk'/><t:EmailAddresses><t:EmailAddress><t:EmailAddress>smtp:sadie@contoso.com"
        "</t:EmailAddress></t:EmailAddress></t:EmailAddresses><t:RelevanceScore>4255550110</t:RelevanceScore>"
        "<t:Unknown/></t:Persona></m:People></m:FindPeopleResponse>"));
    auto const found = read_find_people_response(read.content()).value().value();
    ASSERT_EQ(found.people.size(), 1);
    EXPECT_EQ(found.total, 1);
    EXPECT_EQ(found.people[0].id, "AAQk");
    EXPECT_EQ(found.people[0].relevance, 4'255'550'110);
    ASSERT_EQ(found.people[0].emails.size(), 1);
    EXPECT_EQ(found.people[0].emails[0].address, "sadie@contoso.com");
}

TEST(GetPersonaMessages, ReadBackAsTheyWereWritten)
{
    for (auto const& request : { GetPersona { "AAMkA", "" }, GetPersona { "", "sadie@contoso.com" } }) {
        Read const read(written([&](xml::Writer& writer) { write_get_persona(writer, request); }));
        EXPECT_EQ(read_get_persona(read.content(), newest_schema).value(), request);
    }
    Read const read(persona_text(ShownPersona { detailed(), {} }));
    EXPECT_EQ(read_get_persona_response(read.content()).value().value().persona, detailed());
    Read const failed(persona_text(fail(Code::item_not_found)));
    EXPECT_EQ(read_get_persona_response(failed.content())->error().code, Code::item_not_found);
}

TEST(GetPersonaMessages, AreRefusedWhereTheyNameNobody)
{
    for (auto const* const inner : { "", "<m:PersonaId/>", "<m:PersonaId Id=''/>", "<m:EmailAddress/>",
             "<m:PersonaId Id='x'/><m:AdditionalProperties><t:FieldURI "
             "FieldURI='moon'/></m:AdditionalProperties>" }) {
        Read const read(envelope("<m:GetPersona>" + std::string(inner) + "</m:GetPersona>"));
        EXPECT_EQ(refusal(read_get_persona(read.content(), newest_schema)), "ErrorSchemaValidation") << inner;
    }
}

TEST(GetPersonaMessages, TakeFromListsWhatStandsNowhereElse)
{
    Read const read(envelope(
        "<m:GetPersonaResponseMessage "
        "ResponseClass='Success'><m:ResponseCode>NoError</m:ResponseCode><m:Persona>"
        "<t:PersonaId Id='AAQk'/><t:Titles><t:StringAttributedValue><t:Value>Clerk</t:Value><t:Attributions>"
        "<t:Attribution>0</t:Attribution></t:Attributions></t:StringAttributedValue></t:Titles><t:Emails1>"
        "<t:EmailAddressAttributedValue><t:Value><t:EmailAddress>sadie@contoso.com</t:EmailAddress></t:Value>"
        "</t:EmailAddressAttributedValue></t:Emails1><t:OfficeLocations/></m:Persona></"
        "m:GetPersonaResponseMessage>"));
    auto const answer = read_get_persona_response(read.content()).value().value();
    auto const& shown = answer.persona;
    EXPECT_EQ(shown.title, "Clerk");
    ASSERT_EQ(shown.emails.size(), 1);
    EXPECT_EQ(shown.emails[0].address, "sadie@contoso.com");
}

TEST(PeopleOperations, AreValidByMicrosoftsSchemas)
{
    if (!test::schemas_are_there()) GTEST_SKIP() << "no schemas in " << LIKENESS_SCHEMAS;
    ResolveNames names { .entry = "sadie", .scope = SearchScope::contacts };
    names.folders = { FolderReference("AAMk") };
    FindPeople people_request {
        .page = { .entries_max = 5 }, .where = FindPeople::Where::directory, .query = "s"
    };
    people_request.shape.properties.set();
    people_request.order = { PeopleOrder {} };
    for (auto const& text :
        { names_text(resolved(1)), names_text(resolved(100)), names_text(Resolutions {}, https),
            names_text(fail(Code::name_resolution_no_results)), expansion_text(group()),
            expansion_text(fail(Code::name_resolution_no_results)), people_text(people()),
            people_text(fail(Code::access_denied)), persona_text(ShownPersona { detailed(), {} }),
            persona_text(ShownPersona { listed(), {} }), persona_text(fail(Code::item_not_found)),
            written([&](xml::Writer& writer) { write_resolve_names(writer, names); }),
            written([&](xml::Writer& writer) { write_expand_dl(writer, { "team@contoso.com", "" }); }),
            written([&](xml::Writer& writer) { write_find_people(writer, people_request); }),
            written([&](xml::Writer& writer) { write_get_persona(writer, { "AAMk", "" }); }) })
        EXPECT_EQ(test::schema_violations(text), "");
}

}
}
