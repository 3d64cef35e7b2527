// The client's calls by SOAP for people, contacts and pictures: what servers of every make answer, and what it asks them.
// The answers are those of the founding document and of spec/*.md.
#include "client/soap/ews_client.hpp"

#include "base/base64.hpp"
#include "client/scripted_sender.hpp"
#include "client/soap_texts.hpp"
#include "ews/item_shape.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using tests::envelope;
using tests::fault;
using tests::messages;
using tests::ScriptedSender;
using tests::soap;
using tests::types_space;

EwsClient client_with(std::shared_ptr<ScriptedSender> sender)
{
    return EwsClient::open({ .endpoint = parse_url("https://mail.contoso.com").and_then(ews_endpoint).value(),
                               .credentials = Credentials { "hope@contoso.com", "pass" },
                               .sender = std::move(sender) })
        .value();
}

EwsClient client_told(std::string body)
{
    return client_with(std::make_shared<ScriptedSender>(soap(std::move(body))));
}

ResolveNames const everything_about_sadie {
    .entry = "sadie", .full_contact_data = true, .shape = { .base = ContactShape::Base::all_properties }
};

GetItem const the_contact { .shape = ews::all_properties(),
    .items = { ItemReference { "AAAAGECXAAA=", "" } } };

std::string_view const seed_resolutions
    = R"(<m:ResolutionSet TotalItemsInView="1" IncludesLastItemInRange="true"><t:Resolution><t:Mailbox>)"
      "<t:Name>Sadie Daniels</t:Name><t:EmailAddress>sadie@contoso.com</t:EmailAddress>"
      "<t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType></t:Mailbox><t:Contact>"
      "<t:DisplayName>Sadie Daniels</t:DisplayName><t:GivenName>Sadie</t:GivenName><t:Initials/>"
      "<t:CompanyName>CONTOSO</t:CompanyName><t:Photo>/9j/4AAQ\r\n  SkZJRg==</t:Photo></t:Contact>"
      "</t:Resolution></m:ResolutionSet>";

std::string_view const seed_contact
    = R"(<t:Contact><t:ItemId Id="AAAAGECXAAA=" ChangeKey="EQAAABYAAAD2WuN+TpqwSrNP9JCCMKC0AABLzXRv"/>)"
      R"(<t:ParentFolderId Id="nIxIAAA=" ChangeKey="AQAAAA=="/><t:ItemClass>IPM.Contact</t:ItemClass>)"
      "<t:Subject>Hope Gross</t:Subject><t:Sensitivity>Normal</t:Sensitivity><t:Attachments>"
      R"(<t:ItemAttachment><t:AttachmentId Id="other="/><t:Name>A letter</t:Name></t:ItemAttachment>)"
      R"(<t:FileAttachment><t:AttachmentId Id="1LGlhgpgoA="/><t:Name>ContactPicture.jpg</t:Name>)"
      "<t:Size>6260</t:Size><t:LastModifiedTime>2011-03-09T16:55:55</t:LastModifiedTime>"
      "<t:IsInline>false</t:IsInline><t:IsContactPhoto>true</t:IsContactPhoto></t:FileAttachment>"
      "</t:Attachments><t:HasPicture>true</t:HasPicture></t:Contact>";

std::string one_contact()
{
    return messages("GetItem", { "<m:Items>" + std::string(seed_contact) + "</m:Items>" });
}

// The names of all calls, and each as a question that says only whether it failed, and how.
struct Call {
    std::string name;
    std::function<std::optional<Failure>(EwsClient&)> ask;
};

template <class Value> std::optional<Failure> failure_of(Outcome<Value> const& outcome)
{
    return outcome ? std::nullopt : std::optional(outcome.error());
}

FolderReferences contacts_folder()
{
    return { FolderReference(DistinguishedReference { DistinguishedFolder::contacts, {} }) };
}

std::vector<Call> all_calls()
{
    return {
        { "ResolveNames",
            [](auto& client) { return failure_of(client.resolve_names(everything_about_sadie)); } },
        { "FindPeople", [](auto& client) { return failure_of(client.find_people({ .query = "sadie" })); } },
        { "GetPersona", [](auto& client) { return failure_of(client.get_persona({ .id = "AAQk" })); } },
        { "ExpandDL",
            [](auto& client) { return failure_of(client.expand_dl({ .address = "all@contoso.com" })); } },
        { "GetItem", [](auto& client) { return failure_of(client.get_item(the_contact)); } },
        { "FindItem",
            [](auto& client) { return failure_of(client.find_item({ .parents = contacts_folder() })); } },
        { "CreateItem",
            [](auto& client) { return failure_of(client.create_item({ .items = { WrittenItem {} } })); } },
        { "UpdateItem",
            [](auto& client) {
                return failure_of(client.update_item({ .changes = { ItemUpdates { { "AAA=", "" }, {} } } }));
            } },
        { "DeleteItem",
            [](auto& client) {
                return failure_of(client.delete_item({ .items = { ItemReference { "AAA=", "" } } }));
            } },
        { "SyncFolderItems",
            [](auto& client) {
                return failure_of(client.sync_folder_items({ .folder = contacts_folder().front() }));
            } },
        { "GetAttachment",
            [](auto& client) { return failure_of(client.get_attachment({ { "1LGlhgpgoA=" } })); } },
        { "CreateAttachment",
            [](auto& client) {
                return failure_of(client.create_attachment(
                    { .parent = ItemReference { "AAA=", "" }, .attachments = { FileAttachment {} } }));
            } },
        { "DeleteAttachment",
            [](auto& client) { return failure_of(client.delete_attachment({ { "1LGlhgpgoA=" } })); } },
        { "GetFolder",
            [](auto& client) { return failure_of(client.get_folder({ .folders = contacts_folder() })); } },
        { "FindFolder",
            [](auto& client) { return failure_of(client.find_folder({ .parents = contacts_folder() })); } },
    };
}

FailureKind kind_told(Call const& call, HttpAnswer answer)
{
    auto client = client_with(std::make_shared<ScriptedSender>(std::move(answer)));
    auto const failure = call.ask(client);
    EXPECT_TRUE(failure) << call.name;
    return failure ? failure->kind : FailureKind::internal;
}

std::string https_spelled(std::string text)
{
    for (std::size_t at = 0; (at = text.find("http://schemas", at)) != std::string::npos; at += 5)
        text.insert(at + 4, "s");
    return text;
}

// The versions that were asked in, in order.
std::vector<std::string> versions_in(ScriptedSender const& sender)
{
    std::vector<std::string> versions;
    for (auto const& request : sender.requests()) {
        constexpr std::string_view before = "RequestServerVersion Version=\"";
        auto const at = request.body.find(before) + before.size();
        versions.push_back(request.body.substr(at, request.body.find('"', at) - at));
    }
    return versions;
}

// A server of this build, which refuses every version but one of `taken`.
ScriptedSender::Script takes_versions(std::vector<std::string> taken, std::string code, int major, int minor)
{
    return [=](HttpRequest const& request) {
        for (auto const& version : taken)
            if (request.body.contains("Version=\"" + version + "\""))
                return soap(messages("ResolveNames", { std::string(seed_resolutions) }));
        return soap(tests::of_build(fault(code), major, minor), 500);
    };
}

}

TEST(EwsCalls, ResolveANameToThePersonAndPhotoOfTheFoundingDocument)
{
    auto const answer = messages("ResolveNames", { std::string(seed_resolutions) });
    for (auto const& text : { answer, https_spelled(answer) }) {
        auto const sender = std::make_shared<ScriptedSender>(soap(text));
        auto client = client_with(sender);
        auto const found = client.resolve_names(everything_about_sadie);
        ASSERT_TRUE(found) << found.error().detail;
        ASSERT_EQ(found->found.size(), 1u);
        EXPECT_EQ(found->found[0].mailbox.address, "sadie@contoso.com");
        auto const& card = *found->found[0].contact;
        EXPECT_EQ(card.company, "CONTOSO");
        EXPECT_EQ(card.initials, "");
        EXPECT_EQ(base::base64_encode(card.photo.value()), "/9j/4AAQSkZJRg==");
        EXPECT_THAT(sender->requests().at(0).body,
            HasSubstr(R"(<m:ResolveNames ReturnFullContactData="true" ContactDataShape="AllProperties">)"
                      "<m:UnresolvedEntry>sadie</m:UnresolvedEntry></m:ResolveNames>"));
    }
}

TEST(EwsCalls, TakeNobodyForAnEmptyList)
{
    auto const nobody = client_told(tests::refused_message("ResolveNames", "ErrorNameResolutionNoResults"))
                            .resolve_names(everything_about_sadie);
    ASSERT_TRUE(nobody);
    EXPECT_TRUE(nobody->found.empty());
    auto const bare = client_told(messages("ResolveNames", { "" })).resolve_names(everything_about_sadie);
    ASSERT_TRUE(bare);
    EXPECT_TRUE(bare->found.empty());
}

TEST(EwsCalls, TakeSeveralPeopleForASuccessAlthoughItIsAWarning)
{
    auto const several = client_told(
        envelope(fmt::format(
            R"(<m:ResolveNamesResponse xmlns:m="{}" xmlns:t="{}"><m:ResponseMessages>)"
            R"(<m:ResolveNamesResponseMessage ResponseClass="Warning"><m:MessageText>Several.</m:MessageText>)"
            "<m:ResponseCode>ErrorNameResolutionMultipleResults</m:ResponseCode>"
            "<m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>"
            R"(<m:ResolutionSet TotalItemsInView="101" IncludesLastItemInRange="false"><t:Resolution><t:Mailbox>)"
            "<t:Name>Sadie</t:Name><t:EmailAddress>/o=Contoso/cn=sadie</t:EmailAddress>"
            "<t:RoutingType>EX</t:RoutingType></t:Mailbox></t:Resolution><t:Resolution><t:Mailbox>"
            R"(<t:Name>Sadie</t:Name><t:ItemId Id="AAMk"/></t:Mailbox></t:Resolution></m:ResolutionSet>)"
            "</m:ResolveNamesResponseMessage></m:ResponseMessages></m:ResolveNamesResponse>",
            tests::messages_space, types_space)))
                             .resolve_names(everything_about_sadie);
    ASSERT_TRUE(several) << several.error().detail;
    ASSERT_EQ(several->found.size(), 2u);
    EXPECT_FALSE(several->includes_last);
    EXPECT_EQ(several->found[0].mailbox.routing_type, "EX");
    EXPECT_EQ(several->found[1].mailbox.item_id, "AAMk");
}

TEST(EwsCalls, BindToTheContactOfTheFoundingDocumentWithItsPicture)
{
    auto const sender = std::make_shared<ScriptedSender>(soap(https_spelled(one_contact())));
    auto client = client_with(sender);
    auto const contacts = client.get_item(the_contact);
    ASSERT_TRUE(contacts) << contacts.error().detail;
    ASSERT_TRUE(contacts->at(0));
    auto const& contact = *contacts->at(0);
    EXPECT_EQ(contact.values.text(Slot::subject), "Hope Gross");
    EXPECT_EQ(*contact.values.find(Slot::has_picture), SlotValue(true));
    ASSERT_EQ(contact.attachments.size(), 1u) << "what is no file is read over";
    EXPECT_EQ(contact.attachments[0].is_contact_photo, true);
    EXPECT_EQ(contact.attachments[0].id, "1LGlhgpgoA=");
    EXPECT_THAT(
        sender->requests().at(0).body, HasSubstr("<t:BaseShape>AllProperties</t:BaseShape></m:ItemShape>"));
}

TEST(EwsCalls, LoadTheAttachmentOfTheFoundingDocument)
{
    auto const loaded
        = client_told(messages("GetAttachment",
                          { R"(<m:Attachments><t:FileAttachment><t:AttachmentId Id="+KsDBEr1LGlhgpgoA="/>)"
                            "<t:Name>ContactPicture.jpg</t:Name><t:Content>/9j/4AAQ\nSkZJRg==</t:Content>"
                            "</t:FileAttachment></m:Attachments>" }))
              .get_attachment({ { "1LGlhgpgoA=" } });
    ASSERT_TRUE(loaded) << loaded.error().detail;
    ASSERT_TRUE(loaded->at(0));
    EXPECT_EQ(base::base64_encode(loaded->at(0)->content.value()), "/9j/4AAQSkZJRg==");
}

TEST(EwsCalls, TellOfEachPartOfABatchByItself)
{
    std::string const no_items = "<m:Items/>";
    auto const answer = client_told(
        tests::envelope_of_messages("GetItem",
            tests::success_message("GetItem", "<m:Items>" + std::string(seed_contact) + "</m:Items>")
                + tests::error_message("GetItem", "ErrorItemNotFound", no_items)
                + tests::error_message("GetItem", "ErrorAccessDenied", no_items)
                // The rest of a batch that was given up is told as a warning without anything in it.
                + fmt::format(R"(<m:GetItemResponseMessage ResponseClass="Warning">)"
                              "<m:MessageText>Words.</m:MessageText>"
                              "<m:ResponseCode>ErrorBatchProcessingStopped</m:ResponseCode>"
                              "<m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>{}</m:GetItemResponseMessage>",
                    no_items)))
                            .get_item({ .items = { ItemReference { "1", "" }, ItemReference { "2", "" },
                                            ItemReference { "3", "" }, ItemReference { "4", "" } } });
    ASSERT_TRUE(answer) << answer.error().detail;
    ASSERT_EQ(answer->size(), 4u);
    EXPECT_TRUE(answer->at(0));
    EXPECT_EQ(answer->at(1).error().kind, FailureKind::not_found);
    EXPECT_EQ(answer->at(2).error().kind, FailureKind::denied);
    EXPECT_EQ(answer->at(3).error().kind, FailureKind::refused);
    EXPECT_THAT(answer->at(3).error().detail, HasSubstr("ErrorBatchProcessingStopped"));
}

TEST(EwsCalls, RefuseABatchThatIsNotAnsweredPartByPart)
{
    GetItem const two { .items = { ItemReference { "1", "" }, ItemReference { "2", "" } } };
    auto const answer = client_told(one_contact()).get_item(two);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, FailureKind::protocol);
}

TEST(EwsCalls, FailByTheCodeOfAFaultOrMessage)
{
    struct Case {
        std::string code;
        FailureKind kind;
    };
    Case const cases[] {
        { "ErrorAccessDenied", FailureKind::denied },
        { "ErrorImpersonationFailed", FailureKind::refused },
        { "ErrorNonExistentMailbox", FailureKind::not_found },
        { "ErrorServerBusy", FailureKind::server_busy },
        { "ErrorInternalServerError", FailureKind::server_error },
        { "ErrorPasswordExpired", FailureKind::sign_in },
        { "ErrorOfAVersionToCome", FailureKind::refused },
        { "Server", FailureKind::server_error },
    };
    for (auto const& [code, kind] : cases)
        for (auto const& call : all_calls()) {
            EXPECT_EQ(kind_told(call, soap(fault(code), 500)), kind) << call.name << " " << code;
            EXPECT_EQ(kind_told(call, soap(fault(code), 200)), kind) << call.name << " " << code;
        }
}

TEST(EwsCalls, EndInAFailureWhateverComesInsteadOfAnAnswer)
{
    struct Case {
        std::string what;
        HttpAnswer answer;
        FailureKind kind;
    };
    std::string deep;
    for (int depth = 0; depth < 100; ++depth) deep += "<a>";
    Case const cases[] {
        { "nothing", soap(""), FailureKind::protocol },
        { "a DOCTYPE", soap("<!DOCTYPE x [<!ENTITY a \"b\">]>" + envelope("<a/>")), FailureKind::protocol },
        { "nesting", soap(envelope(deep)), FailureKind::protocol },
        { "half an answer", soap(one_contact().substr(0, 600)), FailureKind::protocol },
        { "no UTF-8", soap("<?xml version=\"1.0\"?><a>\xFF\xFE</a>"), FailureKind::protocol },
        { "another operation", soap(messages("ConvertId", { "" })), FailureKind::protocol },
        { "no message", soap(tests::envelope_of_messages("GetItem", "")), FailureKind::protocol },
        { "a page",
            { .status = 200, .content_type = "text/html", .body = base::copy_of(base::as_bytes("<html>")) },
            FailureKind::sign_in },
        { "401", { .status = 401 }, FailureKind::sign_in },
        { "403", { .status = 403 }, FailureKind::denied },
        { "404", { .status = 404 }, FailureKind::protocol },
        { "502", { .status = 502 }, FailureKind::server_error },
        { "503", { .status = 503 }, FailureKind::server_busy },
    };
    for (auto const& [what, answer, kind] : cases)
        for (auto const& call : all_calls())
            EXPECT_EQ(kind_told(call, answer), kind) << call.name << ": " << what;
}

TEST(EwsCalls, FindAVersionThatTheServerTakes)
{
    struct Case {
        std::string code;
        int major, minor;
        std::vector<std::string> taken;
        std::vector<std::string> asked;
    };
    Case const cases[] {
        { "ErrorInvalidServerVersion", 15, 0, { "Exchange2013" }, { "Exchange2013" } },
        { "ErrorInvalidServerVersion", 14, 2, { "Exchange2010_SP2" },
            { "Exchange2013", "Exchange2010_SP2" } },
        { "ErrorInvalidServerVersion", 14, 0, { "Exchange2010" }, { "Exchange2013", "Exchange2010" } },
        { "ErrorInvalidRequest", 15, 2, { "Exchange2016" }, { "Exchange2013", "Exchange2016" } },
        { "ErrorInvalidSchemaVersionForMailboxVersion", 15, 1, { "Exchange2010_SP2" },
            { "Exchange2013", "Exchange2010_SP2" } },
        { "ErrorSchemaValidation", 8, 3, { "Exchange2007_SP1" }, { "Exchange2013", "Exchange2007_SP1" } },
        { "ErrorInvalidServerVersion", 15, 1, { "Exchange2010" },
            { "Exchange2013", "Exchange2010_SP2", "Exchange2010_SP1", "Exchange2010" } },
    };
    for (auto const& [code, major, minor, taken, asked] : cases) {
        auto const sender = std::make_shared<ScriptedSender>(takes_versions(taken, code, major, minor));
        auto client = client_with(sender);
        auto const found = client.resolve_names(everything_about_sadie);
        EXPECT_TRUE(found) << code << ": " << found.error().detail;
        EXPECT_EQ(versions_in(*sender), asked) << code;
        // What was found out is kept.
        ASSERT_TRUE(client.resolve_names(everything_about_sadie));
        EXPECT_EQ(versions_in(*sender).size(), asked.size() + 1) << code;
        EXPECT_EQ(versions_in(*sender).back(), taken.back());
    }
}

TEST(EwsCalls, TryNoOtherVersionWhereTheFaultIsAboutSomethingElse)
{
    for (auto const* const code :
        { "ErrorSchemaValidation", "ErrorAccessDenied", "ErrorIncorrectSchemaVersion" }) {
        auto const sender = std::make_shared<ScriptedSender>(soap(fault(code), 500));
        auto client = client_with(sender);
        EXPECT_FALSE(client.resolve_names(everything_about_sadie));
        EXPECT_EQ(sender->requests().size(), 1u) << code;
    }
}

TEST(EwsCalls, TellTheFirstRefusalWhereNoVersionIsTaken)
{
    auto const sender
        = std::make_shared<ScriptedSender>(takes_versions({}, "ErrorInvalidServerVersion", 15, 1));
    auto client = client_with(sender);
    auto const found = client.resolve_names(everything_about_sadie);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, FailureKind::protocol);
    EXPECT_EQ(sender->requests().size(), 5u);
}

TEST(EwsCalls, AskForNothingThatTheServersVersionDoesNotKnow)
{
    auto const sender = std::make_shared<ScriptedSender>(
        takes_versions({ "Exchange2007_SP1" }, "ErrorInvalidServerVersion", 8, 1));
    auto client = client_with(sender);
    ASSERT_TRUE(client.resolve_names(everything_about_sadie));
    EXPECT_THAT(sender->requests().back().body, Not(HasSubstr("ContactDataShape")));
    ItemShape shape;
    for (auto const slot : { Slot::has_picture, Slot::display_name, Slot::photo, Slot::email_address1 })
        add(shape.slots, slot);
    shape.slots |= slots_of(FieldPath { "contacts:EmailAddresses" });
    static_cast<void>(client.get_item({ .shape = shape, .items = the_contact.items }));
    auto const body = sender->requests().back().body;
    EXPECT_THAT(body, HasSubstr(R"(<t:FieldURI FieldURI="contacts:DisplayName"/>)"));
    EXPECT_THAT(body, HasSubstr(R"(<t:FieldURI FieldURI="contacts:EmailAddresses"/>)"));
    EXPECT_THAT(body, Not(HasSubstr("HasPicture")));
    EXPECT_THAT(body, Not(HasSubstr("Photo")));
}

TEST(EwsCalls, WaitAsLongAsABusyServerSaysAndAskAgain)
{
    struct Case {
        std::string what;
        HttpAnswer busy;
        std::chrono::milliseconds waited;
    };
    Case const cases[] {
        { "a fault", soap(fault("ErrorServerBusy", tests::back_off(2500)), 500), 3s },
        { "a fault without a time", soap(fault("ErrorServerBusy"), 500), 1s },
        { "503 with Retry-After", { .status = 503, .retry_after = 7s }, 7s },
    };
    for (auto const& [what, busy, waited] : cases)
        for (auto const& call : all_calls()) {
            auto const sender = std::make_shared<ScriptedSender>(busy);
            auto client = client_with(sender);
            std::vector<std::chrono::milliseconds> pauses;
            client.set_patience({ .retries_max = 1, .wait = [&](auto pause, auto const&) {
                                     pauses.push_back(pause);
                                     return true;
                                 } });
            auto const failure = call.ask(client);
            ASSERT_TRUE(failure);
            EXPECT_EQ(failure->kind, FailureKind::server_busy) << call.name << ": " << what;
            EXPECT_THAT(pauses, ElementsAre(waited)) << call.name << ": " << what;
            EXPECT_EQ(sender->requests().size(), 2u);
        }
}

TEST(EwsCalls, DoNotWaitLongerThanTheCallerWould)
{
    auto const sender
        = std::make_shared<ScriptedSender>(soap(fault("ErrorServerBusy", tests::back_off(297'749)), 500));
    auto client = client_with(sender);
    bool has_waited = false;
    client.set_patience({ .retries_max = 3, .time_max = 60s, .wait = [&](auto, auto const&) {
                             has_waited = true;
                             return true;
                         } });
    EXPECT_EQ(client.resolve_names(everything_about_sadie).error().retry_after, 298s);
    EXPECT_FALSE(has_waited);
    EXPECT_EQ(sender->requests().size(), 1u);
}

TEST(EwsCalls, StopWhenTheCallerSaysSo)
{
    std::stop_source stop;
    auto const sender = std::make_shared<ScriptedSender>(soap(fault("ErrorServerBusy"), 500));
    auto client = client_with(sender);
    client.set_call({ .stop = stop.get_token() });
    client.set_patience({ .retries_max = 3, .stop = stop.get_token(), .wait = [&](auto, auto const&) {
                             stop.request_stop();
                             return false;
                         } });
    EXPECT_EQ(client.resolve_names(everything_about_sadie).error().kind, FailureKind::cancelled);
    EXPECT_EQ(sender->requests().size(), 1u);
    EXPECT_EQ(client.resolve_names(everything_about_sadie).error().kind, FailureKind::cancelled);
    EXPECT_EQ(sender->requests().size(), 1u) << "nothing is sent once it has stopped";
}

TEST(EwsCalls, RememberWhatTheServerCallsItself)
{
    auto client
        = client_told(tests::of_build(messages("ResolveNames", { std::string(seed_resolutions) }), 15, 20));
    EXPECT_FALSE(client.server_version());
    ASSERT_TRUE(client.resolve_names(everything_about_sadie));
    ASSERT_TRUE(client.server_version());
    EXPECT_EQ(client.server_version()->build.minor, 20);
}

}
