// Folders, what is searched in them and how they are followed by SOAP, a request's bytes in and the answer's bytes out.
// Source: spec/contacts.md 10 to 12.
#include "endpoints/ews_endpoint.hpp"
#include "endpoints/router.hpp"
#include "fake_exchange.hpp"
#include "scripted_sign_in.hpp"
#include "storage/memory/memory_storage.hpp"
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

std::string envelope(std::string const& body, std::string const& header = "")
{
    return "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' "
           "xmlns:t='http://schemas.microsoft.com/exchange/services/2006/types' "
           "xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'><s:Header>"
           "<t:RequestServerVersion Version='Exchange2013'/>"
        + header + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
}

// Nothing of a request but a place where a folder stands.
constexpr std::string_view contacts_of_the_caller = "<t:DistinguishedFolderId Id='contacts'/>";
constexpr std::string_view contacts_of_sadie
    = "<t:DistinguishedFolderId Id='contacts'><t:Mailbox><t:EmailAddress>sadie@contoso.com</t:EmailAddress>"
      "</t:Mailbox></t:DistinguishedFolderId>";

std::string get_folder(std::string_view folder)
{
    return "<m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape><m:FolderIds>"
        + std::string(folder) + "</m:FolderIds></m:GetFolder>";
}

std::string create_folder(std::string_view parent, std::string const& name)
{
    return "<m:CreateFolder><m:ParentFolderId>" + std::string(parent)
        + "</m:ParentFolderId><m:Folders><t:ContactsFolder><t:DisplayName>" + name
        + "</t:DisplayName></t:ContactsFolder></m:Folders></m:CreateFolder>";
}

std::string find_item(std::string_view folder, std::string const& view = "")
{
    return "<m:FindItem Traversal='Shallow'><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape>"
        + view + "<m:ParentFolderIds>" + std::string(folder) + "</m:ParentFolderIds></m:FindItem>";
}

std::string sync_items(std::string_view folder, std::string const& state)
{
    return "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId>"
        + std::string(folder) + "</m:SyncFolderId>"
        + (state.empty() ? "" : "<m:SyncState>" + state + "</m:SyncState>")
        + "<m:MaxChangesReturned>10</m:MaxChangesReturned></m:SyncFolderItems>";
}

class EwsFoldersTest : public testing::Test {
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
        .impersonation = service::ImpersonationRules({ { address("hope@contoso.com"),
            { service::parse_impersonation_target("sadie@contoso.com").value() } } }),
        .store_lane = lane,
        .write_lane = lane,
        .render_lane = lane,
        .cpu_lane = lane,
        .version = {} } };
    Router router { sign_in, { { std::string(ews_path), "POST", Access::signed_in, &endpoint } } };
    PersonId const sadie = person_id(1);
    PersonId const hope = person_id(2);
    std::pair<std::string, std::string> const as_hope = basic("hope@contoso.com", "secret");
    std::pair<std::string, std::string> const as_admin = basic("admin@contoso.com", "secret");

    void SetUp() override
    {
        directory.people = { person(sadie, "sadie@contoso.com"), person(hope, "hope@contoso.com") };
        for (auto const& one : directory.people)
            ASSERT_TRUE(storage.people().add({ one, std::nullopt, std::nullopt }));
    }

    struct Said {
        int status = 0;
        std::string text;

        bool has(std::string_view part) const { return text.find(part) != std::string::npos; }
        std::string match(std::string const& pattern) const
        {
            std::smatch found;
            return std::regex_search(text, found, std::regex(pattern)) ? found[1].str() : "";
        }
        std::string code() const { return match("ResponseCode[^>]*>([^<]*)<"); }
        std::string state() const { return match("<m:SyncState>([^<]*)<"); }
    };

    Said post(std::string const& request, std::pair<std::string, std::string> const& credentials)
    {
        FakeExchange exchange(
            "POST", std::string(ews_path), { credentials, { "Content-Type", "text/xml; charset=utf-8" } });
        auto const& response = exchange.answer_of(router, request);
        Said said { response.status,
            std::string(
                response.body.empty() ? std::string_view(response.text) : base::as_text(response.body)) };
        if (test::schemas_are_there() && said.status == 200) {
            EXPECT_EQ(test::schema_violations(said.text), "");
        }
        return said;
    }
    Said post(std::string const& body) { return post(envelope(body), as_hope); }

    void put_contact(PersonId mailbox, std::string const& name)
    {
        ItemContent content;
        content.slots.put(Slot::display_name, name);
        content.slots.put(Slot::file_as, name);
        NewItem const item { 12, std::move(content), {} };
        ASSERT_TRUE(storage.mailboxes().create_items(mailbox, { &item, 1 }, {}).value().front());
    }
};

TEST_F(EwsFoldersTest, MakesRenamesAndRemovesAFolder)
{
    auto const made = post(create_folder(contacts_of_the_caller, "Friends"));
    EXPECT_EQ(made.code(), "NoError");
    auto const id = made.match("<t:FolderId Id=\"([^\"]*)\"");
    auto const reference = "<t:FolderId Id='" + id + "'/>";
    EXPECT_EQ(post(create_folder(contacts_of_the_caller, "friends")).code(), "ErrorFolderExists");
    auto const renamed = post("<m:UpdateFolder><m:FolderChanges><t:FolderChange>" + reference
        + "<t:Updates><t:SetFolderField><t:FieldURI FieldURI='folder:DisplayName'/><t:ContactsFolder>"
          "<t:DisplayName>Companions</t:DisplayName></t:ContactsFolder></t:SetFolderField></t:Updates>"
          "</t:FolderChange></m:FolderChanges></m:UpdateFolder>");
    EXPECT_EQ(renamed.code(), "NoError");
    EXPECT_TRUE(post(get_folder(reference)).has("<t:DisplayName>Companions</t:DisplayName>"));
    auto const remove = [&](std::string const& folder) {
        return post("<m:DeleteFolder DeleteType='HardDelete'><m:FolderIds>" + folder
            + "</m:FolderIds></m:DeleteFolder>")
            .code();
    };
    EXPECT_EQ(remove(reference), "NoError");
    EXPECT_EQ(remove(reference), "ErrorFolderNotFound");
    EXPECT_EQ(remove(std::string(contacts_of_the_caller)), "ErrorDeleteDistinguishedFolder");
}

TEST_F(EwsFoldersTest, FindsWhatLiesInAFolder)
{
    for (auto const* const name : { "Dora", "Anna", "Carl" }) put_contact(hope, name);
    auto const all = post(find_item(contacts_of_the_caller));
    EXPECT_EQ(all.code(), "NoError");
    EXPECT_TRUE(all.has("TotalItemsInView=\"3\""));
    EXPECT_TRUE(all.has("IncludesLastItemInRange=\"true\""));
    EXPECT_LT(all.text.find("Anna"), all.text.find("Carl"));
    auto const page = post(find_item(contacts_of_the_caller,
        "<m:IndexedPageItemView MaxEntriesReturned='1' Offset='1' BasePoint='Beginning'/>"));
    EXPECT_TRUE(page.has("IndexedPagingOffset=\"2\""));
    EXPECT_TRUE(page.has("Carl"));
    EXPECT_FALSE(page.has("Dora"));
    EXPECT_EQ(post(find_item("<t:FolderId Id='AAMk'/>")).code(), "ErrorInvalidIdMalformed");
}

TEST_F(EwsFoldersTest, FollowsAFolder)
{
    put_contact(hope, "Anna");
    auto const first = post(sync_items(contacts_of_the_caller, ""));
    EXPECT_TRUE(first.has("<t:Create><t:Contact>"));
    EXPECT_TRUE(first.has("<m:IncludesLastItemInRange>true<"));
    put_contact(hope, "Bert");
    auto const second = post(sync_items(contacts_of_the_caller, first.state()));
    EXPECT_TRUE(second.has("<t:Create><t:Contact>"));
    EXPECT_NE(second.state(), first.state());
    EXPECT_FALSE(post(sync_items(contacts_of_the_caller, second.state())).has("<t:Create>"));
    auto const refused = post(sync_items(contacts_of_the_caller, "DUMMY"));
    EXPECT_EQ(refused.code(), "ErrorInvalidSyncStateData");
    EXPECT_TRUE(refused.has("<m:SyncState")); // exchangelib reads it of a failure too.
    EXPECT_EQ(post(sync_items("<t:DistinguishedFolderId Id='deleteditems'/>", first.state())).code(),
        "ErrorInvalidSyncStateData");
}

TEST_F(EwsFoldersTest, ShowsAnothersFolderOnlyToWhomItWasGiven)
{
    put_contact(sadie, "Anna");
    for (auto const& request : { get_folder(contacts_of_sadie), find_item(contacts_of_sadie),
             sync_items(contacts_of_sadie, ""), create_folder(contacts_of_sadie, "x") }) {
        auto const refused = post(request);
        EXPECT_EQ(refused.code(), "ErrorAccessDenied");
        EXPECT_FALSE(refused.has("Anna"));
        EXPECT_NE(post(envelope(request), as_admin).code(), "NoError");
    }
    ASSERT_TRUE(storage.mailboxes().grant(sadie, { 12, hope, FolderRole::reader }));
    EXPECT_TRUE(post(find_item(contacts_of_sadie)).has("Anna"));
    EXPECT_EQ(post(sync_items(contacts_of_sadie, "")).code(), "NoError");
    EXPECT_TRUE(post(get_folder(contacts_of_sadie)).has("<t:CreateContents>false</t:CreateContents>"));
    EXPECT_EQ(post(create_folder(contacts_of_sadie, "x")).code(), "ErrorAccessDenied");
}

TEST_F(EwsFoldersTest, LetsAProgramActForWhomARuleNames)
{
    put_contact(sadie, "Anna");
    auto const as = [&](std::string const& how, std::string const& whom) {
        return post(envelope(find_item(contacts_of_the_caller),
                        "<t:ExchangeImpersonation><t:ConnectingSID><t:" + how + ">" + whom + "</t:" + how
                            + "></t:ConnectingSID></t:ExchangeImpersonation>"),
            as_hope);
    };
    for (auto const* const how : { "SmtpAddress", "PrimarySmtpAddress", "PrincipalName" })
        EXPECT_TRUE(as(how, "sadie@contoso.com").has("Anna")) << how;
    for (auto const& [how, whom] : { std::pair("SID", "S-1-5-21"),
             std::pair("SmtpAddress", "team@contoso.com"), std::pair("SmtpAddress", "no address") }) {
        auto const refused = as(how, whom);
        EXPECT_EQ(refused.status, 500);
        EXPECT_EQ(refused.code(), "ErrorImpersonateUserDenied") << how << ' ' << whom;
    }
}

}
}
