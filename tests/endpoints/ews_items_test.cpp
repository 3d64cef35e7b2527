// Items and attachments by SOAP, a request's bytes in and the answer's bytes out, without sockets.
// Source: spec/contacts.md 2 to 9 and 14; spec/clients.md.
#include "base/base64.hpp"
#include "endpoints/ews_endpoint.hpp"
#include "endpoints/router.hpp"
#include "fake_exchange.hpp"
#include "scripted_sign_in.hpp"
#include "storage/memory/memory_storage.hpp"
#include "support/founding_requests.hpp"
#include "support/schema_check.hpp"
#include "support/scripted_write_back.hpp"

#include <gtest/gtest.h>
#include <regex>

namespace likeness::endpoints {
namespace {

using namespace tests;

class NoRenderer final : public PhotoRenderer {
public:
    Result<std::vector<Rendition>> render(base::ByteView) override
    {
        return fail(Code::content_conversion_failed);
    }
    Result<base::Bytes> fit(base::ByteView, std::size_t) override
    {
        return fail(Code::content_conversion_failed);
    }
};

std::string element(std::string const& name, std::string const& inner, std::string const& attributes = "")
{
    return "<" + name + (attributes.empty() ? "" : " " + attributes) + ">" + inner + "</" + name + ">";
}

std::string envelope(std::string const& body, std::string const& version = "Exchange2013")
{
    return "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' "
           "xmlns:t='http://schemas.microsoft.com/exchange/services/2006/types' "
           "xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'><s:Header>"
           "<t:RequestServerVersion Version='"
        + version + "'/></s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
}

std::string file_attachment(std::string const& name, std::string const& bytes, bool is_photo)
{
    return element("t:FileAttachment",
        element("t:Name", name) + "<t:IsInline>false</t:IsInline>"
            + element("t:IsContactPhoto", is_photo ? "true" : "false")
            + element("t:Content", base::base64_encode(base::as_bytes(bytes))));
}

std::string replaced(std::string text, std::string const& what, std::string const& by)
{
    auto const at = text.find(what);
    return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

class EwsItemsTest : public testing::Test {
protected:
    ScriptedPhotos photos;
    ScriptedDirectory directory;
    ScriptedNames names { directory };
    ScriptedPasswords passwords;
    NoRenderer renderer;
    ScriptedClock clock;
    storage::MemoryStorage storage;
    service::EntityTags tags { base::SecretKey {} };
    service::ObjectIds ids { base::SecretKey {} };
    service::PhotoPolicy policy;
    service::MailboxPorts const mailboxes { directory, storage.mailboxes(), ids, clock };
    identity::SignInCache sign_ins { clock, {} };
    identity::FailureThrottle throttle { clock, {} };
    AnswerCache cache { 1 << 20 };
    base::WorkerLane lane { "any", {} };
    SignIn sign_in { { passwords, sign_ins, throttle, lane }, "mail.contoso.com" };
    PhotoAnswers answers { { photos, directory, cache, lane, clock }, {} };
    EwsEndpoint endpoint { { .photos = answers,
        .cache = cache,
        .set_photo = { directory, photos, renderer, tags, clock, policy },
        .mailboxes = mailboxes,
        .people = { mailboxes, names, photos, policy },
        .store_lane = lane,
        .write_lane = lane,
        .render_lane = lane,
        .cpu_lane = lane,
        .version = {} } };
    Router router { sign_in, { { std::string(ews_path), "POST", Access::signed_in, &endpoint } } };

    void SetUp() override
    {
        directory.people
            = { person(person_id(1), "sadie@contoso.com"), person(person_id(2), "hope@contoso.com") };
        for (auto const& one : directory.people)
            ASSERT_TRUE(storage.people().add({ one, std::nullopt, std::nullopt }));
    }

    struct Said {
        int status = 0;
        std::string text;
        std::string encoding;

        bool has(std::string_view part) const { return text.find(part) != std::string::npos; }

        /// The value of this attribute in the first element of this name.
        std::string attribute(std::string const& name, std::string const& attribute) const
        {
            std::smatch found;
            std::regex const pattern("<t:" + name + " [^>]*\\b" + attribute + "=\"([^\"]*)\"");
            return std::regex_search(text, found, pattern) ? found[1].str() : "";
        }
        std::vector<std::string> codes() const
        {
            std::regex const pattern("<m:ResponseCode>([^<]*)<");
            std::vector<std::string> all;
            for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
                all.push_back((*at)[1]);
            return all;
        }
    };

    Said post(std::string const& request, std::string const& who = "sadie@contoso.com")
    {
        FakeExchange exchange("POST", "/ews/exchange.asmx",
            { basic(who, "secret"), { "Content-Type", "text/xml; charset=utf-8" },
                { "Accept-Encoding", accepted_ } });
        auto const& response = exchange.answer_of(router, request);
        return { response.status, response.text, exchange.header("Content-Encoding") };
    }
    Said ask(std::string const& operation, std::string const& inner, std::string const& attributes = "")
    {
        return post(envelope(element("m:" + operation, inner, attributes)));
    }

    Said create(std::string const& inner) { return ask("CreateItem", element("m:Items", inner)); }
    Said create_sadie()
    {
        return create(element("t:Contact",
            element("t:Attachments", file_attachment("ContactPicture.jpg", "picture", true))
                + "<t:GivenName>Sadie</t:GivenName><t:EmailAddresses><t:Entry "
                  "Key='EmailAddress1'>sadie@contoso.com</t:Entry></t:EmailAddresses>"
                  "<t:Surname>Daniels</t:Surname>"));
    }
    static std::string item_ids(std::string const& id, std::string const& key = "")
    {
        return element("m:ItemIds", item_id(id, key));
    }
    static std::string item_id(std::string const& id, std::string const& key = "")
    {
        return "<t:ItemId Id='" + id + (key.empty() ? "" : "' ChangeKey='" + key) + "'/>";
    }
    static std::string shape(std::string const& base, std::string const& more = "")
    {
        return element("m:ItemShape",
            element("t:BaseShape", base) + (more.empty() ? "" : element("t:AdditionalProperties", more)));
    }

    std::string accepted_ = "identity";
};

TEST_F(EwsItemsTest, AnswersTheFoundingDocumentsRequestsAsTheyArePrinted)
{
    auto const made = create_sadie();
    auto request
        = replaced(std::string(test::founding_get_item), "AAAAGECXAAA=", made.attribute("ItemId", "Id"));
    auto const item = post(request);
    EXPECT_EQ(item.status, 200);
    EXPECT_EQ(item.codes(), std::vector<std::string> { "NoError" });
    std::size_t at = 0;
    for (auto const* const next :
        { "<t:ItemId ", "<t:ParentFolderId ", "<t:ItemClass>IPM.Contact<", "<t:Subject>Sadie Daniels<",
            "<t:Sensitivity>Normal<", "<t:Attachments><t:FileAttachment><t:AttachmentId ",
            "<t:Name>ContactPicture.jpg<", "<t:Size>7<", "<t:LastModifiedTime>", "<t:IsInline>false<",
            "<t:IsContactPhoto>true<", "<t:HasAttachments>true<", "<t:FileAs>Daniels, Sadie<",
            "<t:CompleteName>", "<t:Surname>Daniels<", "<t:HasPicture>true</t:HasPicture>" }) {
        at = item.text.find(next, at);
        ASSERT_NE(at, std::string::npos) << next << " in " << item.text;
    }
    EXPECT_FALSE(item.has("<t:Content>"));
    EXPECT_TRUE(item.has("\"https://schemas.microsoft.com/exchange/services/2006/types\""));

    request = replaced(
        std::string(test::founding_get_attachment), "1LGlhgpgoA=", item.attribute("AttachmentId", "Id"));
    auto const attachment = post(request);
    EXPECT_TRUE(attachment.has("<m:GetAttachmentResponseMessage ResponseClass=\"Success\"><m:ResponseCode>"
                               "NoError</m:ResponseCode><m:Attachments><t:FileAttachment><t:AttachmentId "));
    EXPECT_TRUE(attachment.has("<t:Name>ContactPicture.jpg</t:Name><t:Content>"
        + base::base64_encode(base::as_bytes("picture")) + "</t:Content></t:FileAttachment>"))
        << attachment.text;
}

// Otherwise the Managed API sends the picture a second time.
TEST_F(EwsItemsTest, TellsTheIdsOfWhatWasAttachedToANewItem)
{
    auto const made = create_sadie();
    EXPECT_TRUE(std::regex_search(made.text,
        std::regex("<t:Contact><t:ItemId Id=\"[^\"]{152}\" ChangeKey=\"EQAAABYAAAA[^\"]*\"/><t:Attachments>"
                   "<t:FileAttachment><t:AttachmentId Id=\"[^\"]{152}\"/></t:FileAttachment></t:Attachments>"
                   "</t:Contact>")))
        << made.text;
}

TEST_F(EwsItemsTest, ReplacesAPictureAsTheManagedApiDoes)
{
    auto const made = create_sadie();
    auto const id = made.attribute("ItemId", "Id");
    auto const removed = ask("DeleteAttachment",
        element("m:AttachmentIds", "<t:AttachmentId Id='" + made.attribute("AttachmentId", "Id") + "'/>"));
    EXPECT_TRUE(removed.has("<m:RootItemId RootItemId=\"" + id + "\" RootItemChangeKey=\"EQAAABYAAAA"))
        << removed.text;
    auto const added = ask("CreateAttachment",
        "<m:ParentItemId Id='" + id + "'/>"
            + element("m:Attachments", file_attachment("ContactPicture.jpg", "other", true)));
    EXPECT_EQ(added.attribute("AttachmentId", "RootItemId"), id);
    auto const shown = ask("GetItem",
        shape(
            "IdOnly", "<t:FieldURI FieldURI='item:Attachments'/><t:FieldURI FieldURI='contacts:HasPicture'/>")
            + item_ids(id));
    EXPECT_EQ(shown.attribute("ItemId", "ChangeKey"), added.attribute("AttachmentId", "RootItemChangeKey"));
    EXPECT_EQ(shown.attribute("AttachmentId", "Id"), added.attribute("AttachmentId", "Id"));
    EXPECT_TRUE(shown.has("<t:HasPicture>true<"));
    EXPECT_FALSE(shown.has("GivenName"));
}

TEST_F(EwsItemsTest, UpdatesWithTheKeyThatItGave)
{
    auto const made = create_sadie();
    auto const change = [&](std::string const& title) {
        return ask("UpdateItem",
            element("m:ItemChanges",
                element("t:ItemChange",
                    item_id(made.attribute("ItemId", "Id"), made.attribute("ItemId", "ChangeKey"))
                        + element("t:Updates",
                            element("t:SetItemField",
                                "<t:FieldURI FieldURI='contacts:JobTitle'/>"
                                    + element("t:Contact", element("t:JobTitle", title)))))),
            "ConflictResolution='AutoResolve'");
    };
    auto const first = change("Engineer");
    EXPECT_EQ(first.codes(), std::vector<std::string> { "NoError" });
    EXPECT_TRUE(first.has("<m:ConflictResults><t:Count>0</t:Count></m:ConflictResults>")) << first.text;
    EXPECT_EQ(change("Director").codes(), std::vector<std::string> { "ErrorIrresolvableConflict" });
}

TEST_F(EwsItemsTest, HidesFromEarlierVersionsWhatTheyDoNotKnow)
{
    auto const id = create_sadie().attribute("ItemId", "Id");
    auto const get = element("m:GetItem", shape("AllProperties") + item_ids(id));
    auto const shown = post(envelope(get, "Exchange2007_SP1"));
    for (auto const* const younger :
        { "HasPicture", "IsContactPhoto", "IsAssociated", "ViewPrivateItems", "RoutingType" })
        EXPECT_FALSE(shown.has(younger)) << younger;
    EXPECT_TRUE(shown.has("<t:Name>ContactPicture.jpg</t:Name></t:FileAttachment>")) << shown.text;
    EXPECT_EQ(test::schema_violations(shown.text), "");
}

TEST_F(EwsItemsTest, CompressesItemsAndNoPictures)
{
    accepted_ = "gzip";
    auto const made = create(element("t:Contact",
        element("t:Attachments", file_attachment("a.jpg", std::string(20'000, 'a'), true))
            + element("t:Body", std::string(20'000, 'a'), "BodyType='Text'")));
    EXPECT_EQ(made.encoding, "");
    auto const get = ask("GetItem", shape("AllProperties") + item_ids(made.attribute("ItemId", "Id")));
    EXPECT_EQ(get.encoding, "gzip");
    auto const picture = ask("GetAttachment",
        element("m:AttachmentIds", "<t:AttachmentId Id='" + made.attribute("AttachmentId", "Id") + "'/>"));
    EXPECT_EQ(picture.encoding, "");
    EXPECT_GT(picture.text.size(), 26'000);
}

TEST_F(EwsItemsTest, SaysNothingToSomebodyElse)
{
    auto const made = create_sadie();
    for (auto const& body :
        { element("m:GetItem", shape("AllProperties") + item_ids(made.attribute("ItemId", "Id"))),
            element("m:GetAttachment",
                element("m:AttachmentIds",
                    "<t:AttachmentId Id='" + made.attribute("AttachmentId", "Id") + "'/>")) })
        for (auto const* const who : { "hope@contoso.com", "admin@contoso.com" }) {
            auto const said = post(envelope(body), who);
            EXPECT_EQ(said.codes(), std::vector<std::string> { "ErrorItemNotFound" }) << said.text;
            EXPECT_FALSE(said.has("Sadie") || said.has("ContactPicture"));
        }
}

// Each operation with what it can do and what it cannot, in one request where that is possible.
TEST_F(EwsItemsTest, AnswersAreValidBySchema)
{
    if (!test::schemas_are_there()) GTEST_SKIP() << "Microsoft's schemas are not beside the project.";
    auto const made = create_sadie();
    auto const id = made.attribute("ItemId", "Id");
    auto const list = create("<t:DistributionList><t:DisplayName>Sales</t:DisplayName><t:Members><t:Member>"
                             "<t:Mailbox><t:EmailAddress>hope@contoso.com</t:EmailAddress></t:Mailbox>"
                             "</t:Member></t:Members></t:DistributionList>");
    auto const bad = made.attribute("ItemId", "Id").replace(100, 1, "!");
    auto const ids_of_all = element(
        "m:ItemIds", item_id(id) + item_id(list.attribute("ItemId", "Id")) + item_id(bad) + item_id(id, "*"));
    auto const inbox = element("m:ToFolderId", "<t:DistinguishedFolderId Id='inbox'/>");
    auto const quick = element("m:ToFolderId", "<t:DistinguishedFolderId Id='quickcontacts'/>");
    auto const picture = made.attribute("AttachmentId", "Id");
    auto const attachments = element("m:AttachmentIds",
        "<t:AttachmentId Id='" + picture + "'/><t:AttachmentId Id='" + id + "'/><t:AttachmentId Id='x'/>");
    Said const said[] = {
        made,
        list,
        create("<t:Contact><t:HasPicture>true</t:HasPicture></t:Contact><t:Message/><t:Contact/>"),
        ask("GetItem", shape("AllProperties") + ids_of_all),
        ask("GetItem",
            shape("Default", "<t:ExtendedFieldURI PropertyTag='0x0e23' PropertyType='Integer'/>")
                + ids_of_all),
        ask("UpdateItem",
            element("m:ItemChanges",
                element("t:ItemChange",
                    item_id(id)
                        + element("t:Updates",
                            "<t:DeleteItemField><t:FieldURI "
                            "FieldURI='contacts:JobTitle'/></t:DeleteItemField>"))),
            "ConflictResolution='AlwaysOverwrite'"),
        ask("UpdateItem",
            element("m:ItemChanges",
                element("t:ItemChange",
                    item_id(id)
                        + element("t:Updates",
                            "<t:DeleteItemField><t:FieldURI "
                            "FieldURI='contacts:JobTitle'/></t:DeleteItemField>"))),
            "ConflictResolution='AutoResolve'"),
        ask("CopyItem", quick + ids_of_all),
        ask("MoveItem", inbox + ids_of_all),
        ask("GetAttachment", attachments),
        ask("CreateAttachment",
            "<m:ParentItemId Id='" + id + "'/>"
                + element("m:Attachments",
                    file_attachment("a", "b", false) + "<t:FileAttachment><t:Content/></t:FileAttachment>")),
        ask("DeleteAttachment", attachments),
        ask("DeleteItem", ids_of_all, "DeleteType='MoveToDeletedItems'"),
    };
    for (auto const& answer : said) {
        EXPECT_EQ(answer.status, 200) << answer.text;
        EXPECT_EQ(test::schema_violations(answer.text), "");
    }
}

std::string entries(
    std::string const& list, std::initializer_list<char const*> keys, std::string const& value)
{
    std::string all;
    for (auto const* const key : keys) all += element("t:Entry", value, "Key='" + std::string(key) + "'");
    return element("t:" + list, all);
}

// Everything that exchangelib can write of one, and more.
std::string full_contact(std::string const& number)
{
    std::string const address
        = "<t:Street>1</t:Street><t:City>Oslo</t:City><t:State>O</t:State>"
          "<t:CountryOrRegion>Norway</t:CountryOrRegion><t:PostalCode>0150</t:PostalCode>";
    std::string emails;
    for (auto const* const key : { "EmailAddress1", "EmailAddress2", "EmailAddress3" })
        emails += element("t:Entry", "contact" + number + "@contoso.com",
            std::string("Name='Contact' RoutingType='SMTP' MailboxType='Contact' Key='") + key + "'");
    return element("t:Contact",
        element("t:Body", "a note", "BodyType='Text'") + element("t:Categories", "<t:String>red</t:String>")
            + "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag='0x6001' PropertyType='String'/>"
              "<t:Value>x</t:Value></t:ExtendedProperty>"
            + element("t:FileAs", "Contact " + number) + element("t:DisplayName", "Contact " + number)
            + element("t:GivenName", "Contact") + element("t:EmailAddresses", emails)
            + entries("PhysicalAddresses", { "Business", "Home", "Other" }, address)
            + entries("PhoneNumbers",
                { "AssistantPhone", "BusinessFax", "BusinessPhone", "BusinessPhone2", "Callback", "CarPhone",
                    "CompanyMainPhone", "HomeFax", "HomePhone", "HomePhone2", "Isdn", "MobilePhone",
                    "OtherFax", "OtherTelephone", "Pager", "PrimaryPhone", "RadioPhone", "Telex",
                    "TtyTddPhone" },
                "+1 425 555 0100")
            + entries("ImAddresses", { "ImAddress1", "ImAddress2", "ImAddress3" }, "im")
            + element("t:Surname", number));
}

TEST_F(EwsItemsTest, TakesABatchOfAThousandContactsWithAllTheyCanHave)
{
    std::string contacts;
    for (int i = 0; i < 1'000; ++i) contacts += full_contact(std::to_string(i));
    EXPECT_EQ(create(contacts).codes(), std::vector<std::string>(1'000, "NoError"));
}

}
}
