// Contacts and their pictures: what the client asks in which order, and what it makes of odd answers.
#include "client/contacts.hpp"

#include "base/base64.hpp"
#include "client/scripted_sender.hpp"
#include "client/soap_texts.hpp"
#include "core/items/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using tests::jpeg_of;
using tests::messages;
using tests::ScriptedSender;
using tests::soap;

// A mailbox with one contact: answers by operation, and keeps which were asked.
class Mailbox {
public:
    std::string attachments; ///< What GetItem tells of them.
    std::map<std::string, std::string> answers; ///< By operation, in place of the usual ones.

    EwsClient client()
    {
        auto sender = std::make_shared<ScriptedSender>(
            [this](HttpRequest const& request) { return answer(request); });
        return EwsClient::open(
            { .endpoint = parse_url("https://mail.contoso.com").and_then(ews_endpoint).value(),
                .sender = std::move(sender) })
            .value();
    }
    std::vector<std::string> const& asked() const { return asked_; }
    std::string const& body(std::size_t index) const { return bodies_.at(index); }

private:
    HttpAnswer answer(HttpRequest const& request)
    {
        constexpr std::string_view before = "<s:Body><m:";
        auto const at = request.body.find(before) + before.size();
        auto const operation = request.body.substr(at, request.body.find_first_of(" >", at) - at);
        asked_.push_back(operation);
        bodies_.push_back(request.body);
        if (auto const other = answers.find(operation); other != answers.end()) return soap(other->second);
        return soap(usual_answer(operation));
    }
    std::string usual_answer(std::string const& operation) const
    {
        if (operation == "GetItem")
            return messages(operation,
                { R"(<m:Items><t:Contact><t:ItemId Id="ITEM=" ChangeKey="KEY0"/><t:Attachments>)"
                    + attachments + "</t:Attachments></t:Contact></m:Items>" });
        if (operation == "CreateAttachment")
            return messages(operation,
                { R"(<m:Attachments><t:FileAttachment><t:AttachmentId Id="NEW=" RootItemId="ITEM=")"
                  R"( RootItemChangeKey="KEY1"/></t:FileAttachment></m:Attachments>)" });
        if (operation == "DeleteAttachment")
            return messages(operation, { R"(<m:RootItemId RootItemId="ITEM=" RootItemChangeKey="KEY2"/>)" });
        return messages(operation,
            { "<m:Attachments><t:FileAttachment><t:Content>"
                + base::base64_encode(base::as_bytes(jpeg_of(40)))
                + "</t:Content></t:FileAttachment></m:Attachments>" });
    }

    std::vector<std::string> asked_;
    std::vector<std::string> bodies_;
};

std::string attachment(std::string const& id, bool is_photo)
{
    return R"(<t:FileAttachment><t:AttachmentId Id=")" + id + R"("/><t:Name>a</t:Name><t:IsContactPhoto>)"
        + (is_photo ? "true" : "false") + "</t:IsContactPhoto></t:FileAttachment>";
}

std::string list(std::string const& attributes, int contacts = 1)
{
    std::string items;
    for (int number = 0; number < contacts; ++number)
        items += R"(<t:Contact><t:ItemId Id="C)" + std::to_string(number)
            + R"("/><t:DisplayName>Hope Gross</t:DisplayName></t:Contact>)";
    return messages("FindItem",
        { "<m:RootFolder " + attributes
            + "><t:Items><t:Message><t:ItemId Id=\"M\"/></t:Message>"
              "<t:DistributionList><t:ItemId Id=\"L\"/></t:DistributionList>"
            + items + "</t:Items></m:RootFolder>" });
}

Outcome<ContactPage> listed(std::string const& attributes, ContactListing const& listing = {})
{
    Mailbox mailbox;
    mailbox.answers["FindItem"] = list(attributes);
    auto client = mailbox.client();
    return list_contacts(client, listing);
}

}

TEST(Contacts, AreListedPageByPageWithoutWhatIsNoContact)
{
    auto const page
        = listed(R"(IndexedPagingOffset="1" TotalItemsInView="7" IncludesLastItemInRange="false")");
    ASSERT_TRUE(page) << page.error().detail;
    ASSERT_EQ(page->contacts.size(), 1u);
    EXPECT_EQ(page->contacts[0].values.text(Slot::display_name), "Hope Gross");
    EXPECT_EQ(page->total, 7);
    EXPECT_EQ(page->next_offset, 1);
    EXPECT_EQ(listed(R"(TotalItemsInView="1" IncludesLastItemInRange="true")")->next_offset, std::nullopt);
}

TEST(Contacts, AreNeverListedInCircles)
{
    for (auto const* const offset : { "0", "40", "50" }) {
        auto const page = listed("IndexedPagingOffset=\"" + std::string(offset)
                + "\" TotalItemsInView=\"99\" IncludesLastItemInRange=\"false\"",
            { .offset = 50 });
        ASSERT_FALSE(page) << offset;
        EXPECT_EQ(page.error().kind, FailureKind::protocol);
    }
}

TEST(Contacts, AreAskedForInPagesThatAServerTakes)
{
    Mailbox mailbox;
    auto client = mailbox.client();
    for (ContactListing const& listing : { ContactListing { .offset = -1 }, ContactListing { .page_size = 0 },
             ContactListing { .page_size = 1001 } })
        EXPECT_EQ(list_contacts(client, listing).error().kind, FailureKind::invalid_request);
    EXPECT_TRUE(mailbox.asked().empty());
    static_cast<void>(list_contacts(client, { .offset = 20, .page_size = 10, .with_picture_only = true }));
    EXPECT_THAT(mailbox.body(0),
        HasSubstr(R"(<m:IndexedPageItemView MaxEntriesReturned="10" Offset="20" BasePoint="Beginning"/>)"));
    EXPECT_THAT(mailbox.body(0), HasSubstr("contacts:HasPicture\"/><t:FieldURIOrConstant>"));
    EXPECT_THAT(mailbox.body(0), HasSubstr("<t:DistinguishedFolderId Id=\"contacts\"/>"));
}

TEST(Contacts, AreFoundByANameOrAnAddress)
{
    Mailbox mailbox;
    mailbox.answers["FindItem"] = list(R"(TotalItemsInView="2" IncludesLastItemInRange="true")", 2);
    auto client = mailbox.client();
    auto const found = find_contacts(client, "hope@contoso.com", 5);
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_EQ(found->size(), 2u);
    EXPECT_THAT(mailbox.body(0), HasSubstr("MaxEntriesReturned=\"5\""));
    EXPECT_THAT(mailbox.body(0),
        HasSubstr("<t:IndexedFieldURI FieldURI=\"contacts:EmailAddress\" FieldIndex=\"EmailAddress2\"/>"
                  "<t:FieldURIOrConstant><t:Constant Value=\"hope@contoso.com\"/>"));
}

TEST(Contacts, AreAskedForInPartsWhereTheyAreMany)
{
    Mailbox mailbox;
    mailbox.answers["GetItem"] = messages("GetItem",
        std::vector<std::string>(100, "<m:Items><t:Contact><t:ItemId Id=\"A\"/></t:Contact></m:Items>"));
    auto client = mailbox.client();
    std::vector<std::string> const ids(250, "A");
    auto const contacts = get_contacts(client, ids);
    ASSERT_EQ(contacts.size(), 250u);
    EXPECT_TRUE(contacts[199]);
    // The last part was answered with more than it asked for.
    EXPECT_EQ(contacts[200].error().kind, FailureKind::protocol);
    EXPECT_EQ(contacts[249].error().kind, FailureKind::protocol);
    EXPECT_EQ(mailbox.asked().size(), 3u);
}

TEST(ContactPicture, IsTheAttachmentThatIsMarked)
{
    Mailbox mailbox;
    mailbox.attachments = attachment("OTHER=", false) + attachment("PHOTO=", true);
    auto client = mailbox.client();
    auto const picture = get_contact_picture(client, "ITEM=");
    ASSERT_TRUE(picture) << picture.error().detail;
    ASSERT_TRUE(*picture);
    EXPECT_EQ(base::as_text((*picture)->bytes), jpeg_of(40));
    EXPECT_THAT(mailbox.asked(), ElementsAre("GetItem", "GetAttachment"));
    EXPECT_THAT(mailbox.body(1), HasSubstr("<t:AttachmentId Id=\"PHOTO=\"/>"));
}

TEST(ContactPicture, MayNotBeThere)
{
    Mailbox mailbox;
    mailbox.attachments = attachment("OTHER=", false);
    auto client = mailbox.client();
    auto const picture = get_contact_picture(client, "ITEM=");
    ASSERT_TRUE(picture);
    EXPECT_FALSE(*picture);
    EXPECT_EQ(remove_contact_picture(client, "ITEM="), false);
    EXPECT_THAT(mailbox.asked(), ElementsAre("GetItem", "GetItem"));
}

TEST(ContactPicture, IsRefusedWhereItsBytesAreNone)
{
    for (std::string const content : { "", "PGh0bWw+PC9odG1sPg==", "TVqQAAMAAAAEAAAA" }) {
        Mailbox mailbox;
        mailbox.attachments = attachment("PHOTO=", true);
        mailbox.answers["GetAttachment"] = messages("GetAttachment",
            { "<m:Attachments><t:FileAttachment><t:Content>" + content
                + "</t:Content></t:FileAttachment></m:Attachments>" });
        auto client = mailbox.client();
        EXPECT_EQ(get_contact_picture(client, "ITEM=").error().kind, FailureKind::protocol) << content;
    }
}

TEST(ContactPicture, ReplacesTheOldOneOnlyOnceItIsThere)
{
    Mailbox mailbox;
    mailbox.attachments = attachment("OTHER=", false) + attachment("OLD=", true);
    auto client = mailbox.client();
    auto const picture = jpeg_of(50);
    EXPECT_EQ(set_contact_picture(client, "ITEM=", base::as_bytes(picture)), "KEY2");
    EXPECT_THAT(mailbox.asked(), ElementsAre("GetItem", "CreateAttachment", "DeleteAttachment"));
    EXPECT_THAT(mailbox.body(1), HasSubstr(R"(<m:ParentItemId Id="ITEM=" ChangeKey="KEY0"/>)"));
    EXPECT_THAT(mailbox.body(1), HasSubstr("<t:Name>ContactPicture.jpg</t:Name><t:ContentType>image/jpeg"));
    EXPECT_THAT(mailbox.body(1), HasSubstr("<t:IsContactPhoto>true</t:IsContactPhoto>"));
    EXPECT_THAT(mailbox.body(1), HasSubstr(base::base64_encode(base::as_bytes(picture))));
    EXPECT_THAT(mailbox.body(2), HasSubstr("OLD="));
    EXPECT_THAT(mailbox.body(2), Not(HasSubstr("OTHER=")));
}

TEST(ContactPicture, IsSetWhereTheServerHasRemovedTheOldOneItself)
{
    Mailbox mailbox;
    mailbox.attachments = attachment("OLD=", true);
    auto client = mailbox.client();
    for (auto const* const gone : { "ErrorItemNotFound", "ErrorInvalidAttachmentId" }) {
        mailbox.answers["DeleteAttachment"] = tests::refused_message("DeleteAttachment", gone);
        EXPECT_EQ(set_contact_picture(client, "ITEM=", base::as_bytes(jpeg_of(50))), "KEY1") << gone;
    }
    mailbox.answers["DeleteAttachment"] = tests::refused_message("DeleteAttachment", "ErrorAccessDenied");
    EXPECT_EQ(
        set_contact_picture(client, "ITEM=", base::as_bytes(jpeg_of(50))).error().kind, FailureKind::denied);
}

TEST(ContactPicture, LeavesTheOldOneWhereItCannotBeStored)
{
    Mailbox mailbox;
    mailbox.attachments = attachment("OLD=", true);
    mailbox.answers["CreateAttachment"]
        = tests::refused_message("CreateAttachment", "ErrorAttachmentSizeLimitExceeded");
    auto client = mailbox.client();
    EXPECT_EQ(
        set_contact_picture(client, "ITEM=", base::as_bytes(jpeg_of(50))).error().kind, FailureKind::refused);
    EXPECT_THAT(mailbox.asked(), ElementsAre("GetItem", "CreateAttachment"));
}

TEST(ContactPicture, IsNotSentWhereNoServerWouldTakeIt)
{
    Mailbox mailbox;
    auto client = mailbox.client();
    for (auto const& picture :
        { std::string(), std::string("no picture"), jpeg_of(likeness::limits::contact_photo_bytes_max + 1) })
        EXPECT_EQ(set_contact_picture(client, "ITEM=", base::as_bytes(picture)).error().kind,
            FailureKind::invalid_request);
    EXPECT_TRUE(mailbox.asked().empty());
}

TEST(ContactPicture, IsTakenAway)
{
    Mailbox mailbox;
    mailbox.attachments = attachment("OLD=", true);
    auto client = mailbox.client();
    EXPECT_EQ(remove_contact_picture(client, "ITEM="), true);
    EXPECT_THAT(mailbox.asked(), ElementsAre("GetItem", "DeleteAttachment"));
}

}
