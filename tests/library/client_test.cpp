// The public API from outside, over a transport of the test's own: what a program sees and what a server is sent.
#include "likeness/likeness.hpp"

#include "base/base64.hpp"
#include "client/soap_texts.hpp"
#include "library/scripted_transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

namespace likeness::exchange {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using tests::always;
using tests::response;
using tests::soap;

std::string const jpeg = "\xFF\xD8\xFF\xE0 a picture";
std::string const jpeg_base64 = base::base64_encode(base::as_bytes(jpeg));

Client client_over(std::shared_ptr<Transport> transport)
{
    auto client = Client::open("https://mail.contoso.com/EWS/Exchange.asmx",
        { .user = "hope@contoso.com",
            .password = "pass",
            .schemes = { SignInScheme::basic },
            .transport = std::move(transport) });
    EXPECT_TRUE(client);
    return *std::move(client);
}

std::string const one_person = tests::messages("ResolveNames",
    { R"(<m:ResolutionSet TotalItemsInView="1" IncludesLastItemInRange="false"><t:Resolution><t:Mailbox>)"
      "<t:Name>Sadie Daniels</t:Name><t:EmailAddress>sadie@contoso.com</t:EmailAddress>"
      R"(<t:ItemId Id="AAMk"/></t:Mailbox><t:Contact><t:DisplayName>Sadie Daniels</t:DisplayName>)"
      "<t:GivenName>Sadie</t:GivenName><t:CompanyName>CONTOSO</t:CompanyName><t:EmailAddresses>"
      R"(<t:Entry Key="EmailAddress1">SMTP:sadie@contoso.com</t:Entry></t:EmailAddresses><t:PhoneNumbers>)"
      R"(<t:Entry Key="MobilePhone">+1 555 0100</t:Entry></t:PhoneNumbers><t:Photo>)"
        + jpeg_base64 + "</t:Photo></t:Contact></t:Resolution></m:ResolutionSet>" });

std::string contact_text(std::string const& more)
{
    return R"(<t:Contact><t:ItemId Id="ITEM=" ChangeKey="KEY0"/>)" + more + "</t:Contact>";
}

std::string const bound_contact = tests::messages("GetItem",
    { "<m:Items>"
        + contact_text(
            "<t:Attachments><t:ItemAttachment><t:AttachmentId Id=\"I=\"/></t:ItemAttachment>"
            "<t:FileAttachment><t:AttachmentId Id=\"PHOTO=\"/><t:Name>../ContactPicture.jpg</t:Name>"
            "<t:Size>6260</t:Size><t:IsContactPhoto>true</t:IsContactPhoto></t:FileAttachment>"
            "</t:Attachments><t:LastModifiedTime>2011-03-09T16:55:55</t:LastModifiedTime>"
            "<t:DisplayName>Hope Gross</t:DisplayName><t:EmailAddresses>"
            R"(<t:Entry Key="EmailAddress1">hope@contoso.com</t:Entry></t:EmailAddresses>)"
            "<t:HasPicture>true</t:HasPicture>")
        + "</m:Items>" });

std::string const loaded_attachment = tests::messages("GetAttachment",
    { "<m:Attachments><t:FileAttachment><t:Name>ContactPicture.jpg</t:Name><t:Content>" + jpeg_base64
        + "</t:Content></t:FileAttachment></m:Attachments>" });

}

TEST(Client, IsOpenedByAnyNameOfAServerAndSendsNothing)
{
    auto const transport = always(soap(""));
    for (auto const* const url : { "mail.contoso.com", "https://mail.contoso.com",
             "https://mail.contoso.com/ews", "https://mail.contoso.com/EWS/Exchange.asmx",
             "https://mail.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto" })
        EXPECT_TRUE(Client::open(url, { .user = "hope", .password = "pass", .transport = transport })) << url;
    EXPECT_TRUE(transport->requests.empty());
}

TEST(Client, IsNotOpenedWhereAPasswordWouldTravelInTheClear)
{
    for (auto const* const url : { "http://mail.contoso.com", "ftp://mail.contoso.com", "", "https://a b" }) {
        auto const client = Client::open(url, { .user = "hope", .password = "pass" });
        ASSERT_FALSE(client) << url;
        EXPECT_EQ(client.failure().kind, FailureKind::invalid_request) << url;
    }
}

TEST(Client, GetsAPhotoByRestAndLearnsThatItIsUnchanged)
{
    auto const transport = tests::scripted([](HttpRequest const& request) -> Result<HttpResponse> {
        if (!request.if_none_match.empty()) return HttpResponse { .status = 304 };
        auto photo = response(200, "image/jpeg", jpeg);
        photo.etag = "\"A1\"";
        return photo;
    });
    auto client = client_over(transport);
    auto const photo = client.get_user_photo("sadie@contoso.com", { .size = PhotoSize::hr240x240 });
    ASSERT_TRUE(photo);
    ASSERT_TRUE(photo->picture);
    EXPECT_EQ(photo->picture->content_type, "image/jpeg");
    EXPECT_EQ(base::as_text(photo->picture->bytes), jpeg);
    auto const again = client.get_user_photo("sadie@contoso.com", { .validator = photo->validator });
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->is_unchanged);
    EXPECT_FALSE(again->picture);
    EXPECT_EQ(transport->requests.at(0).method, "GET");
    EXPECT_EQ(transport->requests.at(0).url,
        "https://mail.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto?email=sadie@contoso.com&size=HR240x240");
    EXPECT_EQ(transport->requests.at(0).user, "hope@contoso.com");
    EXPECT_EQ(transport->requests.at(1).if_none_match, "\"A1\"");
}

TEST(Client, AnswersWithNoPhotoWhereThereIsNone)
{
    auto client = client_over(always({ .status = 404 }));
    auto const photo = client.get_user_photo("sadie@contoso.com");
    ASSERT_TRUE(photo);
    EXPECT_EQ(*photo, UserPhoto {});
}

TEST(Client, GetsAPhotoBySoapWhereRestIsRefused)
{
    auto const transport = tests::scripted([](HttpRequest const& request) -> Result<HttpResponse> {
        return request.method == "GET" ? HttpResponse { .status = 405 }
                                       : soap(tests::picture_response(jpeg_base64));
    });
    auto client = client_over(transport);
    auto const photo = client.get_user_photo("sadie@contoso.com");
    ASSERT_TRUE(photo) << photo.failure().message;
    EXPECT_EQ(base::as_text(photo->picture.value().bytes), jpeg);
}

TEST(Client, SetsAPhoto)
{
    auto const transport = always(soap(tests::stored_response()));
    auto client = client_over(transport);
    EXPECT_TRUE(client.set_user_photo("sadie@contoso.com", base::as_bytes(jpeg)));
    EXPECT_THAT(transport->requests.at(0).body, HasSubstr("<m:Content>" + jpeg_base64));
    EXPECT_EQ(client.set_user_photo("no address", base::as_bytes(jpeg)).failure().kind,
        FailureKind::invalid_request);
    EXPECT_EQ(transport->requests.size(), 1u);
}

TEST(Client, ResolvesANameToPeopleWithAllThatIsToldOfThem)
{
    auto client = client_over(always(soap(one_person)));
    auto const people = client.resolve_name("sadie");
    ASSERT_TRUE(people) << people.failure().detail;
    EXPECT_FALSE(people->is_complete);
    ASSERT_EQ(people->found.size(), 1u);
    Person const sadie { .name = "Sadie Daniels",
        .email = "sadie@contoso.com",
        .routing_type = "SMTP",
        .contact_id = "AAMk",
        .given_name = "Sadie",
        .company = "CONTOSO",
        .mobile_phone = "+1 555 0100",
        .emails = { "sadie@contoso.com" },
        .photo = Picture { "image/jpeg", base::copy_of(base::as_bytes(jpeg)) } };
    EXPECT_EQ(people->found[0], sadie);
}

TEST(Client, LeavesOutAPhotoThatIsNoPicture)
{
    auto text = one_person;
    text.replace(
        text.find(jpeg_base64), jpeg_base64.size(), base::base64_encode(base::as_bytes("MZ a program")));
    auto client = client_over(always(soap(text)));
    auto const people = client.resolve_name("sadie");
    ASSERT_TRUE(people) << people.failure().detail;
    EXPECT_FALSE(people->found.at(0).photo);
}

TEST(Client, ResolvesSeveralNamesAndStopsWhereAllWouldFail)
{
    auto const transport = tests::scripted([](HttpRequest const& request) -> Result<HttpResponse> {
        if (request.body.find("nobody") != std::string::npos)
            return soap(tests::refused_message("ResolveNames", "ErrorNameResolutionNoResults"));
        if (request.body.find("sadie") != std::string::npos) return soap(one_person);
        return HttpResponse { .status = 401 };
    });
    auto client = client_over(transport);
    std::vector<std::string> const names { "sadie", "", "nobody", "hope", "sales" };
    auto const results = client.resolve_names(names);
    ASSERT_EQ(results.size(), 5u);
    EXPECT_EQ(results[0]->found.size(), 1u);
    EXPECT_EQ(results[1].failure().kind, FailureKind::invalid_request);
    EXPECT_TRUE(results[2]->found.empty());
    EXPECT_EQ(results[3].failure().kind, FailureKind::sign_in);
    EXPECT_EQ(results[4].failure().kind, FailureKind::sign_in);
    EXPECT_EQ(transport->requests.size(), 3u);
}

TEST(Client, BindsToAContactAndLoadsItsPictureAsTheFoundingDocumentDoes)
{
    auto const transport = tests::scripted([](HttpRequest const& request) -> Result<HttpResponse> {
        return soap(
            request.body.find("<m:GetItem>") != std::string::npos ? bound_contact : loaded_attachment);
    });
    auto client = client_over(transport);
    auto const contact = client.get_contact("ITEM=");
    ASSERT_TRUE(contact) << contact.failure().detail;
    EXPECT_EQ(contact->display_name, "Hope Gross");
    EXPECT_THAT(contact->emails, ElementsAre("hope@contoso.com"));
    EXPECT_EQ(contact->modified_at, std::chrono::sys_seconds(std::chrono::seconds(1'299'689'755)));
    EXPECT_TRUE(contact->has_picture);
    auto const* const attachment = contact->picture_attachment();
    ASSERT_TRUE(attachment);
    EXPECT_EQ(attachment->size, 6260);
    auto const picture = client.load(*attachment);
    ASSERT_TRUE(picture) << picture.failure().detail;
    EXPECT_EQ(base::as_text(picture->bytes), jpeg);
}

TEST(Client, TellsOfEachContactOfABatchByItself)
{
    auto client = client_over(always(soap(tests::envelope_of_messages("GetItem",
        tests::success_message("GetItem", "<m:Items>" + contact_text("") + "</m:Items>")
            + tests::error_message("GetItem", "ErrorItemNotFound", "<m:Items/>")))));
    std::vector<std::string> const ids { "ITEM=", "GONE=" };
    auto const contacts = client.get_contacts(ids);
    ASSERT_EQ(contacts.size(), 2u);
    EXPECT_EQ(contacts[0]->id, "ITEM=");
    EXPECT_EQ(contacts[1].failure().kind, FailureKind::not_found);
}

TEST(Client, ListsContactsPageByPage)
{
    auto const transport = always(soap(tests::messages("FindItem",
        { R"(<m:RootFolder IndexedPagingOffset="1" TotalItemsInView="2" IncludesLastItemInRange="false"><t:Items>)"
            + contact_text("<t:DisplayName>Hope Gross</t:DisplayName>") + "</t:Items></m:RootFolder>" })));
    auto client = client_over(transport);
    auto const page = client.list_contacts({ .page_size = 1 });
    ASSERT_TRUE(page) << page.failure().detail;
    EXPECT_EQ(page->contacts.at(0).display_name, "Hope Gross");
    EXPECT_EQ(page->total, 2);
    EXPECT_EQ(page->next_offset, 1);
    EXPECT_EQ(client.list_contacts({ .page_size = 0 }).failure().kind, FailureKind::invalid_request);
}

TEST(Client, AsksABusyServerAgainAsOftenAsItIsTold)
{
    auto const busy = always({ .status = 503, .retry_after = std::chrono::seconds(600) });
    auto client = client_over(busy);
    auto const photo = client.get_user_photo("sadie@contoso.com");
    ASSERT_FALSE(photo);
    EXPECT_EQ(photo.failure().kind, FailureKind::server_busy);
    EXPECT_EQ(photo.failure().retry_after, std::chrono::seconds(600));
    EXPECT_EQ(busy->requests.size(), 1u) << "so long nobody waits";
}

TEST(Client, DoesNotWaitForATimeThatNoClockReaches)
{
    auto const busy = always(
        { .status = 503, .retry_after = std::chrono::seconds(std::numeric_limits<std::int64_t>::max()) });
    auto client = client_over(busy);
    EXPECT_EQ(client.get_user_photo("sadie@contoso.com").failure().kind, FailureKind::server_busy);
    EXPECT_EQ(busy->requests.size(), 1u);
}

TEST(Client, TakesEveryTimeThatAProgramSays)
{
    using std::chrono::milliseconds;
    for (auto const time : { milliseconds::max(), milliseconds(0), milliseconds::min() }) {
        auto const transport = always({ .status = 404 });
        auto client = Client::open("https://mail.contoso.com", { .transport = transport, .time_max = time });
        ASSERT_TRUE(client);
        EXPECT_TRUE(client->get_user_photo("sadie@contoso.com", {}, { .time_max = milliseconds::max() }));
        EXPECT_GT(transport->requests.at(0).time_max, milliseconds(0));
    }
}

TEST(Client, SendsNoValidatorThatWouldBeMoreThanOneHeader)
{
    auto const transport = always({ .status = 404 });
    auto client = client_over(transport);
    for (auto const* const validator : { "\"A1\"\r\nX-Other: 1", "A\nB", "no tag" })
        EXPECT_EQ(client.get_user_photo("sadie@contoso.com", { .validator = validator }).failure().kind,
            FailureKind::invalid_request)
            << validator;
    EXPECT_TRUE(transport->requests.empty());
}

TEST(Client, StopsWhenItIsTold)
{
    std::stop_source stop;
    auto const transport = tests::scripted([&](HttpRequest const&) -> Result<HttpResponse> {
        stop.request_stop();
        return HttpResponse { .status = 503 };
    });
    auto client = client_over(transport);
    auto const people = client.resolve_name("sadie", { .stop = stop.get_token() });
    ASSERT_FALSE(people);
    EXPECT_EQ(people.failure().kind, FailureKind::cancelled);
    EXPECT_EQ(transport->requests.size(), 1u);
    EXPECT_EQ(
        client.resolve_name("sadie", { .stop = stop.get_token() }).failure().kind, FailureKind::cancelled);
    EXPECT_EQ(transport->requests.size(), 1u);
}

TEST(Client, TakesWhatATransportSaysForAFailureOfItsOwn)
{
    auto const broken = tests::scripted([](HttpRequest const&) -> Result<HttpResponse> {
        return Failure { FailureKind::tls, "no secure connection", "a certificate\x1B[31m", {} };
    });
    auto client = client_over(broken);
    auto const photo = client.get_user_photo("sadie@contoso.com");
    ASSERT_FALSE(photo);
    EXPECT_EQ(photo.failure().kind, FailureKind::tls);
    EXPECT_EQ(photo.failure().detail.find('\x1B'), std::string::npos);
    auto endless = client_over(always(response(200, "image/jpeg", std::string(25u << 20, 'x'))));
    EXPECT_EQ(endless.get_user_photo("sadie@contoso.com").failure().kind, FailureKind::protocol);
}

}
