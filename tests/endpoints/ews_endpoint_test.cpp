// The EWS resource, a SOAP request in and the answer out, without sockets.
// Source: spec/soap.md 1 to 6; spec/photos.md 5 and 6; spec/clients.md.
#include "endpoints/ews_endpoint.hpp"
#include "endpoints/router.hpp"
#include "ews/get_user_photo.hpp"
#include "ews/set_user_photo.hpp"
#include "fake_exchange.hpp"
#include "scripted_sign_in.hpp"
#include "support/founding_requests.hpp"

#include "base/base64.hpp"
#include "core/limits.hpp"
#include "storage/memory/memory_storage.hpp"
#include "support/scripted_write_back.hpp"

#include <gtest/gtest.h>

namespace likeness::endpoints {
namespace {

using namespace tests;

// A renderer that takes any bytes but "no picture" for one.
class ScriptedRenderer final : public PhotoRenderer {
public:
    Result<std::vector<Rendition>> render(base::ByteView upload) override
    {
        if (base::as_text(upload) == "no picture")
            return fail(Code::content_conversion_failed, "inside words");
        return std::vector { Rendition { PhotoSize::hr48x48, 48, base::copy_of(upload) } };
    }
    Result<base::Bytes> fit(base::ByteView jpeg, std::size_t bytes_max) override
    {
        return base::copy_of(jpeg.first(std::min(jpeg.size(), bytes_max)));
    }
};

std::string envelope(
    std::string const& body, std::string const& header = "", std::string const& scheme = "http")
{
    return "<s:Envelope xmlns:s='" + scheme + "://schemas.xmlsoap.org/soap/envelope/' xmlns:t='" + scheme
        + "://schemas.microsoft.com/exchange/services/2006/types' xmlns:m='" + scheme
        + "://schemas.microsoft.com/exchange/services/2006/messages'><s:Header>" + header
        + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
}

std::string version(std::string const& name)
{
    return "<t:RequestServerVersion Version='" + name + "'/>";
}

std::string photo_of(
    std::string const& email, std::string const& size = "HR240x240", std::string const& more = "")
{
    return "<m:GetUserPhoto><m:Email>" + email + "</m:Email><m:SizeRequested>" + size + "</m:SizeRequested>"
        + more + "</m:GetUserPhoto>";
}

std::string upload_for(std::string const& email, std::string const& content, std::string const& more = "")
{
    return "<m:SetUserPhoto><m:Email>" + email + "</m:Email><m:Content>"
        + base::base64_encode(base::as_bytes(content)) + "</m:Content>" + more + "</m:SetUserPhoto>";
}

class EwsEndpointTest : public testing::Test {
protected:
    using Headers = std::vector<std::pair<std::string, std::string>>;

    PersonId const sadie = person_id(1);
    PersonId const recluse = person_id(2);
    ScriptedPhotos photos;
    ScriptedDirectory directory;
    ScriptedNames names { directory };
    ScriptedPasswords passwords;
    ScriptedRenderer renderer;
    ScriptedWriter writer { photos };
    ScriptedMirror mirror { photos };
    ScriptedClock clock;
    service::EntityTags tags { base::SecretKey {} };
    service::ObjectIds ids { base::SecretKey {} };
    service::PhotoPolicy policy;
    storage::MemoryStorage storage;
    service::MailboxPorts const mailboxes { directory, storage.mailboxes(), ids, clock };
    identity::SignInCache sign_ins { clock, {} };
    identity::FailureThrottle throttle { clock, {} };
    AnswerCache cache { 1 << 20 };
    SignIn sign_in { { passwords, sign_ins, throttle, cpu_lane }, "mail.contoso.com" };
    PhotoAnswers answers { { photos, directory, cache, store_lane, clock }, {} };
    EwsEndpoint endpoint { { .photos = answers,
        .cache = cache,
        .set_photo
        = { directory, photos, renderer, tags, clock, policy, service::WriteBack { writer, mirror } },
        .mailboxes = mailboxes,
        .people = { mailboxes, names, photos, policy },
        .store_lane = store_lane,
        .write_lane = write_lane,
        .render_lane = render_lane,
        .cpu_lane = cpu_lane,
        .version = {} } };
    Router router { sign_in, { { std::string(ews_path), "POST", Access::signed_in, &endpoint } } };
    base::WorkerLane store_lane { "store", {} };
    base::WorkerLane write_lane { "write", {} };
    base::WorkerLane render_lane { "render", {} };
    base::WorkerLane cpu_lane { "cpu", {} };

    std::pair<std::string, std::string> const hope = basic("hope@contoso.com", "secret");
    std::pair<std::string, std::string> const admin = basic("admin@contoso.com", "secret");

    void SetUp() override
    {
        directory.people = { person(sadie, "sadie@contoso.com"),
            person(recluse, "recluse@contoso.com", Visibility::hidden),
            person(person_id(3), "reception@contoso.com"), person(person_id(4), "hope@contoso.com") };
        photos.photos[{ sadie, PhotoSize::hr240x240 }] = photo("sadie-240");
        photos.photos[{ recluse, PhotoSize::hr240x240 }] = photo("recluse-240");
    }

    struct Said {
        int status = 0;
        std::string text;
        std::unique_ptr<FakeExchange> exchange;

        bool has(std::string_view part) const { return text.find(part) != std::string::npos; }
        std::string header(std::string_view name) const { return exchange->header(name); }
    };

    Said post(
        std::string const& body, Headers headers = {}, std::string const& type = "text/xml; charset=utf-8")
    {
        if (headers.empty()) headers = { hope };
        if (!type.empty()) headers.emplace_back("Content-Type", type);
        auto exchange = std::make_unique<FakeExchange>("POST", "/ews/exchange.asmx", std::move(headers));
        auto& response = exchange->answer_of(router, body);
        std::string text(
            response.body.empty() ? std::string_view(response.text) : base::as_text(response.body));
        return { response.status, std::move(text), std::move(exchange) };
    }

    // What our own client would make of the answer.
    ews::Readable<Result<UserPhotoAnswer>> photo_in(Said const& said)
    {
        auto const response = ews::read_response(base::as_bytes(said.text), "utf-8");
        if (!response) return tl::unexpected(response.error());
        return ews::read_get_user_photo_response(*response->content);
    }
    Code fault_in(Said const& said)
    {
        EXPECT_EQ(said.status, 500);
        EXPECT_EQ(said.header("Content-Type"), "text/xml; charset=utf-8");
        EXPECT_TRUE(said.has("ServerVersionInfo")) << said.text;
        auto const response = ews::read_response(base::as_bytes(said.text), "utf-8");
        return response ? Code::internal_server_error : response.error().code;
    }
};

TEST_F(EwsEndpointTest, AnswersThePhotoWithHeadersThatClientsInsistOn)
{
    auto const said = post(envelope(photo_of("sadie@contoso.com"), version("Exchange2013")));
    EXPECT_EQ(said.status, 200);
    EXPECT_EQ(said.header("Content-Type"), "text/xml; charset=utf-8");
    EXPECT_EQ(said.header("ETag"), "\"TAG-sadie-240\"");
    EXPECT_EQ(said.header("Expires"), "Mon, 18 Jan 2027 08:00:00 GMT");
    EXPECT_EQ(said.header("Content-Encoding"), "");
    auto const answer = photo_in(said);
    ASSERT_TRUE(answer && *answer) << said.text;
    EXPECT_TRUE((*answer)->has_changed);
    EXPECT_EQ((*answer)->content_type, "image/jpeg");
    EXPECT_EQ(base::as_text((*answer)->picture), "sadie-240");
}

TEST_F(EwsEndpointTest, AnswersARequestInTheSpellingItWasAskedIn)
{
    for (std::string const scheme : { "http", "https" })
        for (int round = 0; round < 3; ++round) { // From the store, from memory, and unparsed.
            auto const said = post(envelope(photo_of("sadie@contoso.com"), version("Exchange2013 "), scheme));
            EXPECT_EQ(said.status, 200);
            for (auto const* const space : { "schemas.xmlsoap.org/soap/envelope/",
                     "schemas.microsoft.com/exchange/services/2006/messages",
                     "schemas.microsoft.com/exchange/services/2006/types" })
                EXPECT_TRUE(said.has("\"" + scheme + "://" + space + "\"")) << said.text;
            EXPECT_EQ(said.has("\"http://"), scheme == "http");
        }
}

TEST_F(EwsEndpointTest, AnswersTheSameBytesFromMemoryWithoutLeavingTheThread)
{
    auto const request = envelope(photo_of("sadie@contoso.com"));
    post(request);
    for (int round = 0; round < 2; ++round) {
        auto const said = post(request);
        EXPECT_TRUE(said.has("<HasChanged>true</HasChanged>"));
        EXPECT_FALSE(said.exchange->deferred);
    }
    EXPECT_EQ(photos.lookups, 1);
}

TEST_F(EwsEndpointTest, SaysByTheContentThatNothingHasChangedAndNeverByA304)
{
    for (int round = 0; round < 3; ++round) {
        auto const said = post(
            envelope(photo_of("sadie@contoso.com")), { hope, { "If-None-Match", "\"TAG-sadie-240\"" } });
        EXPECT_EQ(said.status, 200);
        EXPECT_EQ(said.header("ETag"), "\"TAG-sadie-240\"");
        EXPECT_TRUE(said.has("<HasChanged>false</HasChanged><PictureData/></GetUserPhotoResponse>"))
            << said.text;
    }
    EXPECT_TRUE(post(envelope(photo_of("sadie@contoso.com")), { hope, { "If-None-Match", "\"other\"" } })
            .has("<HasChanged>true</HasChanged>"));
}

TEST_F(EwsEndpointTest, SaysNobodyNoPhotoSomebodyHiddenAndABannerWithTheSameBytesAnd404)
{
    std::vector<std::string> texts;
    for (auto const& body :
        { photo_of("nobody@contoso.com"), photo_of("reception@contoso.com"), photo_of("recluse@contoso.com"),
            photo_of(
                "sadie@contoso.com", "HR1024xN", "<m:TypeRequested>ProfileHeaderPhoto</m:TypeRequested>") })
        for (int round = 0; round < 2; ++round) {
            auto const said = post(envelope(body));
            EXPECT_EQ(said.status, 404);
            texts.push_back(said.text);
        }
    for (auto const& text : texts) EXPECT_EQ(text, texts.front());
    EXPECT_NE(texts.front().find("<MessageText>The photo wasn't found.</MessageText>"
                                 "<ResponseCode>ErrorItemNotFound</ResponseCode>"
                                 "<DescriptiveLinkKey>0</DescriptiveLinkKey><HasChanged>false</HasChanged>"),
        std::string::npos)
        << texts.front();
    EXPECT_EQ(post(envelope(photo_of("recluse@contoso.com")), { admin }).status, 200);
}

TEST_F(EwsEndpointTest, SaysInTheMessageWhatIsWrongWithAnAddressOrABannersSize)
{
    auto const address = post(envelope(photo_of("no address")));
    EXPECT_EQ(address.status, 200);
    EXPECT_EQ(photo_in(address)->error().code, Code::invalid_smtp_address);
    auto const size = post(envelope(photo_of("sadie@contoso.com", "HR1024xN")));
    EXPECT_EQ(size.status, 200);
    EXPECT_EQ(photo_in(size)->error().code, Code::invalid_photo_size);
}

TEST_F(EwsEndpointTest, FaultsWhatTheSchemaForbidsWithThePlace)
{
    auto const said = post(envelope("\n" + photo_of("sadie@contoso.com", "HR7x7")));
    EXPECT_EQ(fault_in(said), Code::schema_validation);
    EXPECT_TRUE(said.has("<t:LineNumber>2</t:LineNumber>")) << said.text;
    EXPECT_EQ(fault_in(post(envelope("<m:GetUserPhoto><m:Email>a@b.c</m:Email></m:GetUserPhoto>"))),
        Code::schema_validation);
    EXPECT_EQ(fault_in(post("<a>")), Code::schema_validation);
    EXPECT_EQ(fault_in(post("")), Code::schema_validation);
    EXPECT_EQ(fault_in(post("<!DOCTYPE a [<!ENTITY x 'y'>]>" + envelope(photo_of("&x;")))),
        Code::schema_validation);
}

TEST_F(EwsEndpointTest, FaultsWhatItDoesNotServeAndVersionsThatDoNotHaveIt)
{
    EXPECT_EQ(fault_in(post(envelope(""))), Code::invalid_request);
    EXPECT_EQ(fault_in(post(envelope("<m:SendItem/>"))), Code::invalid_request);
    EXPECT_EQ(fault_in(post(envelope("<t:GetUserPhoto/>"))), Code::invalid_request);
    EXPECT_EQ(fault_in(post(envelope(photo_of("sadie@contoso.com"), version("Exchange2010_SP2")))),
        Code::incorrect_schema_version);
    EXPECT_EQ(fault_in(post(envelope(upload_for("hope@contoso.com", "x"), version("Exchange2013_SP1")))),
        Code::incorrect_schema_version);
    EXPECT_EQ(fault_in(post(envelope(photo_of("sadie@contoso.com"), version("Exchange2019")))),
        Code::invalid_server_version);
    EXPECT_EQ(post(envelope(photo_of("sadie@contoso.com"), version("V2031_01_01"))).status, 200);
}

TEST_F(EwsEndpointTest, LetsNobodyActForAnother)
{
    auto const as = [](std::string const& whom) {
        return "<t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>" + whom
            + "</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>";
    };
    EXPECT_EQ(fault_in(post(envelope(photo_of("sadie@contoso.com"), as("sadie@contoso.com")))),
        Code::impersonate_user_denied);
    EXPECT_EQ(fault_in(post(envelope(photo_of("sadie@contoso.com"), as("sadie@contoso.com")), { admin })),
        Code::impersonate_user_denied);
    EXPECT_EQ(post(envelope(photo_of("sadie@contoso.com"), as("HOPE@contoso.com"))).status, 200);
}

TEST_F(EwsEndpointTest, SaysTransientErrorRatherThanNoPhotoWhenASourceIsDown)
{
    photos.down = true;
    EXPECT_EQ(fault_in(post(envelope(photo_of("sadie@contoso.com")))), Code::internal_server_transient_error);
    photos.down = false;
    directory.down = true;
    EXPECT_EQ(fault_in(post(envelope(photo_of("sadie@contoso.com")))), Code::internal_server_transient_error);
}

TEST_F(EwsEndpointTest, TakesNothingButXmlAndChallengesBeforeItReads)
{
    EXPECT_EQ(post("{}", {}, "application/json").status, 415);
    EXPECT_EQ(post(envelope(photo_of("sadie@contoso.com")), {}, "application/soap+xml").status, 415);
    EXPECT_EQ(post(envelope(photo_of("sadie@contoso.com")), {}, "").status, 200);
    EXPECT_EQ(post(envelope(photo_of("sadie@contoso.com")), {}, "Application/XML").status, 200);
    auto const stranger = post("<a>", { { "Authorization", "Basic ?" } });
    EXPECT_EQ(stranger.status, 401);
    EXPECT_EQ(stranger.header("WWW-Authenticate"), "Basic realm=\"mail.contoso.com\"");
    FakeExchange get("GET", "/EWS/Exchange.asmx");
    EXPECT_EQ(get.answer_of(router).status, 401);
    FakeExchange known("GET", "/EWS/Exchange.asmx", { hope });
    EXPECT_EQ(known.answer_of(router).status, 405);
    EXPECT_EQ(known.header("Allow"), "POST");
}

TEST_F(EwsEndpointTest, ReadsTheCharsetsThatClientsSend)
{
    auto const request = envelope(photo_of("sadie@contoso.com"));
    EXPECT_EQ(post("\xEF\xBB\xBF" + request).status, 200);
    EXPECT_EQ(post("<?xml version='1.0' encoding='utf-16'?>" + request).status, 200);
    EXPECT_EQ(fault_in(post("<?xml version='1.0' encoding='utf-16'?>" + request, {}, "text/xml")),
        Code::schema_validation);
    EXPECT_EQ(fault_in(post(request, {}, "text/xml; charset=koi8-r")), Code::schema_validation);
}

TEST_F(EwsEndpointTest, StoresOnesOwnPhotoAndShowsItAtOnce)
{
    post(envelope(photo_of("hope@contoso.com")));
    auto const said = post(envelope(upload_for("hope@contoso.com", "a picture"), version("Exchange2016")));
    EXPECT_EQ(said.status, 200);
    EXPECT_TRUE(
        said.has("<m:SetUserPhotoResponse ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                 "</m:SetUserPhotoResponse>"))
        << said.text;
    ASSERT_EQ(photos.updates.size(), 1u);
    EXPECT_EQ(photos.updates[0].first, person_id(4));
    EXPECT_EQ(base::as_text(photos.updates[0].second.renditions[0].photo.bytes), "a picture");
    // The scripted store shows what it is told to; that it is asked again is the point.
    auto const lookups = photos.lookups.load();
    post(envelope(photo_of("hope@contoso.com")));
    EXPECT_EQ(photos.lookups, lookups + 1);
}

TEST_F(EwsEndpointTest, StoresAPhotoThoughTheDirectoryCannotBeWritten)
{
    directory.people.back().source = "contoso";
    auto const upload = envelope(upload_for("hope@contoso.com", "a picture"), version("Exchange2016"));
    auto const said = post(upload);
    EXPECT_EQ(writer.written, std::vector<std::string> { "a picture" });
    writer.error = Error { Code::ad_unavailable, "inside words", "" };
    auto const said_now = post(upload);
    EXPECT_EQ(said_now.status, 200);
    EXPECT_EQ(said_now.text, said.text) << "the operator's log has it";
    EXPECT_EQ(photos.updates.size(), 2u);
}

TEST_F(EwsEndpointTest, RefusesAnUploadInTheMessage)
{
    auto const refusal = [&](std::string const& body, Headers const& headers = {}) {
        auto const said = post(envelope(body), headers);
        EXPECT_EQ(said.status, 200);
        auto const response = ews::read_response(base::as_bytes(said.text), "utf-8");
        auto const stored = ews::read_set_user_photo_response(*response->content);
        return *stored ? std::string("NoError")
                       : std::string(response_code(stored->error().code)) + ": " + stored->error().message;
    };
    std::string const denied = "ErrorAccessDenied: Access is denied. Check credentials and try again.";
    EXPECT_EQ(refusal(upload_for("sadie@contoso.com", "x")), denied);
    EXPECT_EQ(refusal(upload_for("nobody@contoso.com", "x")), denied);
    EXPECT_EQ(refusal(upload_for("nobody@contoso.com", "x"), { admin }),
        "ErrorNonExistentMailbox: The SMTP address has no mailbox associated with it.");
    EXPECT_EQ(refusal(upload_for("hope@contoso.com", "no picture")),
        "ErrorContentConversionFailed: Content conversion failed.");
    EXPECT_EQ(refusal(upload_for("hope@contoso.com", "")),
        "ErrorContentConversionFailed: Content conversion failed.");
    EXPECT_EQ(
        refusal(
            "<m:SetUserPhoto><m:Email>hope@contoso.com</m:Email><m:Content>?!</m:Content></m:SetUserPhoto>"),
        "ErrorContentConversionFailed: Content conversion failed.");
    EXPECT_EQ(
        refusal(upload_for("hope@contoso.com", "x", "<m:TypeRequested>ProfileHeaderPhoto</m:TypeRequested>")),
        "ErrorInvalidOperation: The operation is invalid.");
    EXPECT_EQ(refusal(upload_for("", "x")), "ErrorInvalidSmtpAddress: The SMTP address format is invalid.");
    EXPECT_EQ(refusal(upload_for("sadie@contoso.com", "x"), { admin }), "NoError");
}

TEST_F(EwsEndpointTest, ReadsALongRequestAwayFromTheThreadThatCarriesBytes)
{
    auto const said = post(envelope(upload_for("hope@contoso.com", std::string(100'000, 'x'))));
    EXPECT_TRUE(said.has("NoError"));
    EXPECT_TRUE(said.exchange->deferred);
}

TEST_F(EwsEndpointTest, ShowsTheCallersOwnFoldersByEveryOperationOfThem)
{
    std::string const shape = "<m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape>";
    std::string const contacts = "<t:DistinguishedFolderId Id='contacts'/>";
    std::string const root = "<t:DistinguishedFolderId Id='msgfolderroot'/>";
    EXPECT_TRUE(
        post(envelope("<m:GetFolder>" + shape + "<m:FolderIds>" + contacts + "</m:FolderIds></m:GetFolder>"))
            .has("<t:FolderClass>IPF.Contact</t:FolderClass>"));
    EXPECT_TRUE(post(envelope("<m:FindFolder Traversal='Deep'>" + shape + "<m:ParentFolderIds>" + root
                         + "</m:ParentFolderIds></m:FindFolder>"))
            .has("<t:DisplayName>Contacts</t:DisplayName>"));
    EXPECT_TRUE(
        post(envelope("<m:SyncFolderHierarchy>" + shape + "</m:SyncFolderHierarchy>")).has("<m:SyncState>"));
    auto const probe
        = post(envelope("<m:ConvertId DestinationFormat='EntryId'><m:SourceIds><t:AlternateId "
                        "Format='EwsId' Id='DUMMY' Mailbox='DUMMY'/></m:SourceIds></m:ConvertId>",
            version("Exchange2016")));
    EXPECT_EQ(probe.status, 200);
    EXPECT_TRUE(probe.has("ErrorInvalidIdMalformed"));
}

class EwsPeopleTest : public EwsEndpointTest {
protected:
    void SetUp() override
    {
        EwsEndpointTest::SetUp();
        directory.people[0].display_name = "Sadie Daniels";
        directory.people[0].given_name = "Sadie";
        directory.people[0].company = "CONTOSO";
        directory.thumbnails[sadie] = photo("sadie-thumbnail");
        directory.people[2].kind = RecipientKind::group;
        directory.relations[{ person_id(3), Relation::members }] = { sadie, recluse };
    }
    static std::string names_of(std::string const& entry, std::string const& full = "false")
    {
        return envelope("<m:ResolveNames ReturnFullContactData='" + full
                + "' ContactDataShape='AllProperties'><m:UnresolvedEntry>" + entry
                + "</m:UnresolvedEntry></m:ResolveNames>",
            version("Exchange2013"));
    }
};

TEST_F(EwsPeopleTest, AnswersTheFoundingDocumentsResolveNamesAsItIsPrinted)
{
    std::string const https(test::founding_resolve_names);
    auto http = https;
    for (auto at = http.find("https:"); at != std::string::npos; at = http.find("https:"))
        http.erase(at + 4, 1);
    for (auto const& [request, scheme] : { std::pair(https, "https"), std::pair(http, "http") }) {
        auto const said = post(request);
        EXPECT_EQ(said.status, 200);
        EXPECT_TRUE(said.has(
            "<m:ResolveNamesResponse><m:ResponseMessages>"
            "<m:ResolveNamesResponseMessage "
            "ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
            "<m:ResolutionSet TotalItemsInView=\"1\" IncludesLastItemInRange=\"true\"><t:Resolution>"
            "<t:Mailbox><t:Name>Sadie Daniels</t:Name><t:EmailAddress>sadie@contoso.com</t:EmailAddress>"
            "<t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType></t:Mailbox>"
            "<t:Contact><t:DisplayName>Sadie Daniels</t:DisplayName><t:GivenName>Sadie</t:GivenName>"
            "<t:Initials/><t:CompanyName>CONTOSO</t:CompanyName>"))
            << said.text;
        EXPECT_TRUE(
            said.has("<t:Photo>" + base::base64_encode(base::as_bytes("sadie-thumbnail")) + "</t:Photo>"));
        EXPECT_TRUE(said.has("xmlns:m=\"" + std::string(scheme) + "://schemas.microsoft.com"));
        EXPECT_EQ(said.has("https://schemas"), std::string(scheme) == "https");
    }
}

TEST_F(EwsPeopleTest, WarnsOfSeveralAndSaysThatThereIsNobody)
{
    auto const several = post(names_of("s"));
    EXPECT_TRUE(several.has("ResponseClass=\"Success\""));
    directory.people[3].display_name = "Sadie Gross";
    EXPECT_TRUE(post(names_of("sadie"))
            .has("ResponseClass=\"Warning\"><m:MessageText>Multiple results were found.</m:MessageText>"
                 "<m:ResponseCode>ErrorNameResolutionMultipleResults</m:ResponseCode>"
                 "<m:DescriptiveLinkKey>0</m:DescriptiveLinkKey><m:ResolutionSet TotalItemsInView=\"2\""));
    for (auto const* const nobody : { "nobody", "recluse", "recluse@contoso.com", "smtp:recluse" }) {
        auto const said = post(names_of(nobody));
        EXPECT_EQ(said.status, 200);
        EXPECT_TRUE(said.has("ResponseClass=\"Error\"><m:MessageText>No results were found.</m:MessageText>"
                             "<m:ResponseCode>ErrorNameResolutionNoResults</m:ResponseCode>"))
            << said.text;
        EXPECT_FALSE(said.has("recluse"));
    }
}

TEST_F(EwsPeopleTest, SendsPicturesAsTheyAreAndCompressesAnswersWithoutThem)
{
    Headers const gzip { hope, { "Accept-Encoding", "gzip" } };
    directory.thumbnails[sadie].bytes.assign(8000, std::byte { 7 });
    EXPECT_EQ(post(names_of("sadie", "true"), gzip).header("Content-Encoding"), "");
    directory.thumbnails.clear();
    photos.photos.clear();
    directory.people[0].notes.assign(8000, 'n');
    EXPECT_EQ(post(names_of("sadie", "true"), gzip).header("Content-Encoding"), "gzip");
}

TEST_F(EwsPeopleTest, AsksToComeBackWhileTheIndexIsBeingMade)
{
    names.busy = true;
    EXPECT_EQ(fault_in(post(names_of("sadie"))), Code::server_busy);
}

TEST_F(EwsPeopleTest, ExpandsAGroupWithoutWhomTheCallerMayNotSee)
{
    auto const request
        = envelope("<m:ExpandDL><m:Mailbox><t:EmailAddress>reception@contoso.com</t:EmailAddress>"
                   "</m:Mailbox></m:ExpandDL>");
    auto const said = post(request);
    EXPECT_TRUE(said.has("<m:DLExpansion TotalItemsInView=\"1\" IncludesLastItemInRange=\"true\"><t:Mailbox>"
                         "<t:Name>Sadie Daniels</t:Name>"))
        << said.text;
    EXPECT_FALSE(said.has("recluse"));
    EXPECT_TRUE(post(request, { admin }).has("recluse@contoso.com"));
}

TEST_F(EwsPeopleTest, FindsPeopleAndShowsOneOfThem)
{
    auto const found = post(
        envelope("<m:FindPeople><m:PersonaShape><t:BaseShape>IdOnly</t:BaseShape></"
                 "m:PersonaShape><m:IndexedPageItemView "
                 "BasePoint='Beginning' Offset='0' "
                 "MaxEntriesReturned='10'/><m:ParentFolderId><t:DistinguishedFolderId "
                 "Id='directory'/></m:ParentFolderId><m:QueryString>sadie</m:QueryString></m:FindPeople>",
            version("Exchange2013")));
    EXPECT_TRUE(found.has("<m:FindPeopleResponse ResponseClass=\"Success\"><m:ResponseCode>NoError"));
    EXPECT_TRUE(found.has("<m:TotalNumberOfPeopleInView>1</m:TotalNumberOfPeopleInView>"
                          "<m:FirstMatchingRowIndex>0</m:FirstMatchingRowIndex>"
                          "<m:FirstLoadedRowIndex>0</m:FirstLoadedRowIndex></m:FindPeopleResponse>"));
    std::string const mark = "<t:PersonaId Id=\"";
    auto const at = found.text.find(mark);
    ASSERT_NE(at, std::string::npos) << found.text;
    auto const id = found.text.substr(at + mark.size(), service::ObjectIds::text_bytes);
    auto const shown = post(envelope("<m:GetPersona><m:PersonaId Id='" + id + "'/></m:GetPersona>"));
    EXPECT_TRUE(shown.has("<m:GetPersonaResponseMessage ResponseClass=\"Success\">")) << shown.text;
    EXPECT_TRUE(shown.has("<t:DisplayName>Sadie Daniels</t:DisplayName>"));
}

TEST_F(EwsPeopleTest, HasEachOperationSinceItsVersion)
{
    auto const outcome = [&](std::string const& name, std::string const& stated) {
        return fault_in(post(envelope("<m:" + name + "/>", version(stated))));
    };
    for (auto const* const name : { "FindPeople", "GetPersona" }) {
        EXPECT_EQ(outcome(name, "Exchange2010_SP2"), Code::incorrect_schema_version);
        EXPECT_EQ(outcome(name, "Exchange2013"), Code::schema_validation);
    }
    for (auto const* const name : { "ResolveNames", "ExpandDL" })
        EXPECT_EQ(outcome(name, "Exchange2007"), Code::schema_validation);
}

TEST_F(EwsEndpointTest, CompressesALongTextForWhoTakesIt)
{
    auto const request
        = envelope("<m:SyncFolderHierarchy><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape>"
                   "</m:FolderShape></m:SyncFolderHierarchy>");
    auto const plain = post(request);
    EXPECT_GT(plain.text.size(), gzip_bytes_min);
    EXPECT_EQ(plain.header("Content-Encoding"), "");
    auto const compressed = post(request, { hope, { "Accept-Encoding", "gzip,deflate" } });
    EXPECT_EQ(compressed.header("Content-Encoding"), "gzip");
    EXPECT_EQ(compressed.header("Content-Type"), "text/xml; charset=utf-8");
    EXPECT_LT(compressed.text.size(), plain.text.size() / 2);
}

TEST_F(EwsEndpointTest, TakesNoLongerRequestThanItsLimit)
{
    auto const padded = [&](std::size_t bytes) {
        auto text = envelope(photo_of("sadie@contoso.com"));
        text.resize(bytes, ' ');
        return post(text, { hope, { "Transfer-Encoding", "chunked" } }).status;
    };
    EXPECT_EQ(padded(limits::soap_request_bytes_max), 200);
    EXPECT_EQ(padded(limits::soap_request_bytes_max + 1), 413);
}

TEST_F(EwsEndpointTest, TakesOnlySoManyLongRequestsAtOnce)
{
    auto const announce = [&](std::string const& bytes) {
        auto exchange = std::make_unique<FakeExchange>("POST", "/EWS/Exchange.asmx",
            Headers { hope, { "Content-Type", "text/xml" }, { "Content-Length", bytes } });
        return std::pair(router.on_head(*exchange), std::move(exchange));
    };
    // So that the sign-in is known, and nothing waits for it. It says how long it is: one that does not counts as the
    // longest until its lane lets go of it, which may be after the answer.
    post(envelope(photo_of("sadie@contoso.com")), { hope, { "Content-Length", "1000" } });
    std::vector<std::unique_ptr<FakeExchange>> under_way;
    auto const long_body = std::to_string(limits::soap_request_bytes_max);
    for (std::size_t i = 0; i < limits::soap_bodies_bytes_max / limits::soap_request_bytes_max; ++i) {
        auto [next, exchange] = announce(long_body);
        EXPECT_EQ(next, http::Next::read_body);
        under_way.push_back(std::move(exchange));
    }
    EXPECT_EQ(announce(long_body).first, http::Next::respond);
    EXPECT_EQ(announce("1000").first, http::Next::read_body);
    under_way.pop_back();
    EXPECT_EQ(announce(long_body).first, http::Next::read_body);
}

TEST_F(EwsEndpointTest, AsksToComeBackWhenALaneIsFull)
{
    std::promise<void> release;
    auto const released = release.get_future().share();
    std::promise<void> started;
    base::WorkerLane narrow { "store", { .threads = 1, .queue_max = 1 } };
    PhotoAnswers squeezed_answers({ photos, directory, cache, narrow, clock }, {});
    EwsEndpoint squeezed({ .photos = squeezed_answers,
        .cache = cache,
        .set_photo = { directory, photos, renderer, tags, clock, policy },
        .mailboxes = mailboxes,
        .people = { mailboxes, names, photos, policy },
        .store_lane = narrow,
        .write_lane = narrow,
        .render_lane = narrow,
        .cpu_lane = narrow,
        .version = {} });
    Router squeezed_router(sign_in, { { std::string(ews_path), "POST", Access::anyone, &squeezed } });
    ASSERT_TRUE(narrow.post([&] {
        started.set_value();
        released.wait();
    }));
    started.get_future().wait();
    ASSERT_TRUE(narrow.post([] { }));
    FakeExchange exchange("POST", "/EWS/Exchange.asmx");
    auto const request = envelope(photo_of("sadie@contoso.com"));
    EXPECT_EQ(exchange.answer_of(squeezed_router, request).status, 500);
    auto const response = ews::read_response(base::as_bytes(exchange.response.text), "utf-8");
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Code::server_busy);
    EXPECT_EQ(response.error().back_off, ews::busy_back_off);
    release.set_value();
}

TEST_F(EwsEndpointTest, RepeatsNothingOfARequestUnescaped)
{
    for (auto const& body :
        { photo_of("&lt;script>", "HR240x240"), photo_of("a@b.c", "&lt;script>&amp;&quot;"),
            std::string("<m:GetUserPhoto><m:Email>a@b.c</m:Email><m:SizeRequested>HR48x48</m:SizeRequested>"
                        "<m:TypeRequested>&lt;script></m:TypeRequested></m:GetUserPhoto>") })
        EXPECT_FALSE(post(envelope(body)).has("<script"));
}

}
}
