// Answers in the shapes that servers of every make give them: Exchange 2007 to Online, gromox, gateways, and the founding
// document. One meaning in many dialects stays one meaning, and what a server leaves out, adds or gets wrong ends in no failure
// where a client must bear it.
#include "client/contacts.hpp"
#include "client/photos/either_photo_source.hpp"
#include "client/photos/photo_client.hpp"
#include "client/scripted_sender.hpp"
#include "client/soap_texts.hpp"

#include "base/base64.hpp"
#include "ews/item_shape.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::client {

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using tests::messages;
using tests::ScriptedSender;

std::string const jpeg = "\xFF\xD8\xFF\xE0 a picture";
std::string const jpeg_base64 = base::base64_encode(base::as_bytes(jpeg));

HttpAnswer told(std::string_view body, std::string_view type = "text/xml; charset=utf-8", int status = 200)
{
    return {
        .status = status, .content_type = std::string(type), .body = base::copy_of(base::as_bytes(body))
    };
}

HttpClientOptions at(Url endpoint, HttpAnswer answer)
{
    return { .endpoint = std::move(endpoint), .sender = std::make_shared<ScriptedSender>(std::move(answer)) };
}

Url const server = parse_url("https://mail.contoso.com").value();

EwsClient by_soap(HttpAnswer answer)
{
    return EwsClient::open(at(ews_endpoint(server).value(), std::move(answer))).value();
}

PhotoClient by_rest(HttpAnswer answer)
{
    return PhotoClient::open(at(photo_endpoint(server).value(), std::move(answer))).value();
}

GetUserPhoto const sadies_photo { .email = EmailAddress::parse("sadie@contoso.com").value() };

// What each call makes of an answer, in words: two answers that mean the same give the same words.

template <class Value> std::string failed(Outcome<Value> const& outcome)
{
    return fmt::format("failure {}: {} {}", static_cast<int>(outcome.error().kind), outcome.error().message,
        outcome.error().detail);
}

std::string words_of(Outcome<PhotoAnswer> const& answer)
{
    if (!answer) return failed(answer);
    if (auto const* const photo = std::get_if<ReceivedPhoto>(&*answer))
        return fmt::format("picture of {} bytes, {}", photo->bytes.size(), content_type_of(photo->type));
    return std::holds_alternative<NoPhoto>(*answer) ? "none" : "unchanged";
}

std::string photo_in(EwsClient client)
{
    return words_of(client.get_user_photo(sadies_photo));
}

std::string people_in(EwsClient client)
{
    auto const people = client.resolve_names({ .entry = "sadie",
        .full_contact_data = true,
        .shape = { .base = ContactShape::Base::all_properties } });
    if (!people) return failed(people);
    std::string words = people->includes_last ? "" : "more than ";
    for (auto const& [mailbox, card] : people->found)
        words += fmt::format("{} <{}> by {}, {}, photo {}; ", mailbox.name, mailbox.address,
            mailbox.routing_type, card ? card->company.value_or("no company") : "no card",
            card && card->photo ? static_cast<int>(card->photo->size()) : -1);
    return words;
}

std::string contact_in(EwsClient client)
{
    auto const items
        = client.get_item({ .shape = ews::all_properties(), .items = { ItemReference { "ITEM=", "" } } });
    if (!items) return failed(items);
    auto const& item = items->front();
    if (!item) return failed(item);
    auto const* const picture = picture_attachment(*item);
    return fmt::format("{} {}, {} files, picture {}", item->id.id, item->values.text(Slot::display_name),
        item->attachments.size(), picture ? *picture->id : "none");
}

std::string file_in(EwsClient client)
{
    std::vector<std::string> const ids { "PHOTO=" };
    auto const pictures = load_pictures(client, ids);
    if (!pictures.front()) return failed(pictures.front());
    return fmt::format("{} bytes", pictures.front()->bytes.size());
}

std::string list_in(EwsClient client)
{
    auto const page = list_contacts(client, { .page_size = 2 });
    if (!page) return failed(page);
    std::string names;
    for (auto const& contact : page->contacts)
        names += std::string(contact.values.text(Slot::display_name)) + ";";
    return fmt::format("{} next {} of {}", names, page->next_offset.value_or(-1), page->total);
}

// The answers as Exchange 2016 gives them.

std::string resolutions(std::string_view inside, std::string_view attributes)
{
    return messages(
        "ResolveNames", { fmt::format("<m:ResolutionSet {}>{}</m:ResolutionSet>", attributes, inside) });
}

constexpr std::string_view whole_set = R"(TotalItemsInView="1" IncludesLastItemInRange="true")";

std::string resolution(std::string_view mailbox, std::string_view contact)
{
    return fmt::format("<t:Resolution><t:Mailbox>{}</t:Mailbox>{}</t:Resolution>", mailbox, contact);
}

constexpr std::string_view sadies_mailbox
    = "<t:Name>Sadie Daniels</t:Name><t:EmailAddress>sadie@contoso.com</t:EmailAddress>"
      "<t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType>";

std::string sadies_card()
{
    return fmt::format("<t:Contact><t:DisplayName>Sadie Daniels</t:DisplayName><t:Initials/>"
                       "<t:CompanyName>CONTOSO</t:CompanyName><t:Photo>{}</t:Photo></t:Contact>",
        jpeg_base64);
}

std::string contact(std::string_view inside)
{
    return messages("GetItem",
        { fmt::format(R"(<m:Items><t:Contact><t:ItemId Id="ITEM=" ChangeKey="KEY"/>{}</t:Contact></m:Items>)",
            inside) });
}

constexpr std::string_view photo_attachment
    = R"(<t:FileAttachment><t:AttachmentId Id="PHOTO="/><t:Name>ContactPicture.jpg</t:Name><t:Size>6260</t:Size>)"
      "<t:LastModifiedTime>2011-03-09T16:55:55</t:LastModifiedTime><t:IsInline>false</t:IsInline>"
      "<t:IsContactPhoto>true</t:IsContactPhoto></t:FileAttachment>";

std::string file(std::string_view inside)
{
    return messages("GetAttachment", { fmt::format("<m:Attachments>{}</m:Attachments>", inside) });
}

std::string list(std::string_view attributes, std::string_view items)
{
    return messages("FindItem",
        { fmt::format("<m:RootFolder {}><t:Items>{}</t:Items></m:RootFolder>", attributes, items) });
}

constexpr std::string_view two_contacts
    = R"(<t:Contact><t:ItemId Id="A="/><t:DisplayName>Hope Gross</t:DisplayName></t:Contact>)"
      R"(<t:Contact><t:ItemId Id="B="/><t:DisplayName>Sadie Daniels</t:DisplayName></t:Contact>)";

struct Recorded {
    std::string_view name;
    std::string text;
    std::string (*read)(EwsClient);
    std::string_view meaning;
};

std::vector<Recorded> recorded_answers()
{
    return {
        { "GetUserPhoto", tests::picture_response(jpeg_base64), photo_in, "picture of 14 bytes, image/jpeg" },
        { "ResolveNames", resolutions(resolution(sadies_mailbox, sadies_card()), whole_set), people_in,
            "Sadie Daniels <sadie@contoso.com> by SMTP, CONTOSO, photo 14; " },
        { "GetItem",
            contact(fmt::format("<t:Attachments>{}</t:Attachments><t:DisplayName>Hope Gross</t:DisplayName>"
                                "<t:HasPicture>true</t:HasPicture>",
                photo_attachment)),
            contact_in, "ITEM= Hope Gross, 1 files, picture PHOTO=" },
        { "GetAttachment",
            file(fmt::format("<t:FileAttachment><t:Name>ContactPicture.jpg</t:Name><t:Content>{}</t:Content>"
                             "</t:FileAttachment>",
                jpeg_base64)),
            file_in, "14 bytes" },
        { "FindItem",
            list(R"(IndexedPagingOffset="2" TotalItemsInView="5" IncludesLastItemInRange="false")",
                two_contacts),
            list_in, "Hope Gross;Sadie Daniels; next 2 of 5" },
    };
}

// Dialects: the same answer as another server would write it.

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

std::string declared(std::string text, std::string_view declaration)
{
    return std::string(declaration) + text.substr(text.find("?>") + 2);
}

std::string with_prefix(std::string text, std::string const& from, std::string const& to)
{
    text = replaced(std::move(text), "<" + from, "<" + to);
    text = replaced(std::move(text), "</" + from, "</" + to);
    auto const spot = [](std::string const& prefix) {
        return prefix.empty() ? std::string(" xmlns=")
                              : " xmlns:" + prefix.substr(0, prefix.size() - 1) + "=";
    };
    return replaced(std::move(text), spot(from), spot(to));
}

std::string with_header(std::string text, std::string_view header)
{
    auto const from = text.find("<s:Header>");
    auto const end = text.find("</s:Header>") + std::string_view("</s:Header>").size();
    return text.replace(from, end - from, header);
}

std::string utf16(std::string_view text, bool is_little)
{
    std::string wide = is_little ? "\xFF\xFE" : "\xFE\xFF";
    for (char const letter : text) {
        if (!is_little) wide += '\0';
        wide += letter;
        if (is_little) wide += '\0';
    }
    return wide;
}

std::string version_header(std::string_view attributes)
{
    return fmt::format(R"(<s:Header><h:ServerVersionInfo {} )"
                       R"(xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types"/></s:Header>)",
        attributes);
}

struct Dialect {
    std::string_view name;
    std::function<std::string(std::string)> write;
    std::string_view type = "text/xml; charset=utf-8";
};

std::vector<Dialect> dialects()
{
    auto const https
        = [](std::string text) { return replaced(std::move(text), "=\"http://", "=\"https://"); };
    return {
        // soap.md 2: the founding document's spelling, in whole and in part.
        { "https namespaces", https },
        { "https SOAP alone",
            [](std::string text) {
                return replaced(std::move(text), "\"http://schemas.xmlsoap", "\"https://schemas.xmlsoap");
            } },
        // soap.md 2: prefixes are free.
        { "soap12 prefix", [](std::string text) { return with_prefix(std::move(text), "s:", "soap12:"); } },
        { "default SOAP namespace", [](std::string text) { return with_prefix(std::move(text), "s:", ""); } },
        { "default messages namespace",
            [](std::string text) { return with_prefix(std::move(text), "m:", ""); } },
        { "other prefixes",
            [](std::string text) {
                return with_prefix(with_prefix(std::move(text), "m:", "ns1:"), "t:", "ns2:");
            } },
        // soap.md 1: declaration, charset and byte order mark; the seed's has a blank before its end.
        { "no declaration", [](std::string text) { return declared(std::move(text), ""); } },
        { "declaration with a blank",
            [](std::string text) {
                return declared(std::move(text), R"(<?xml version="1.0" encoding="utf-8" ?>)");
            } },
        { "single quotes", [](std::string text) { return replaced(std::move(text), "\"", "'"); } },
        { "byte order mark", [](std::string text) { return "\xEF\xBB\xBF" + text; } },
        { "UTF-16, little end first",
            [](std::string text) {
                return utf16(declared(std::move(text), R"(<?xml version="1.0" encoding="utf-16"?>)"), true);
            },
            "text/xml; charset=utf-16" },
        { "UTF-16, big end first, undeclared",
            [](std::string text) { return utf16(declared(std::move(text), ""), false); }, "text/xml" },
        { "another type", [](std::string text) { return text; }, "application/soap+xml" },
        { "no type", [](std::string text) { return text; }, "" },
        // photos.md 5.4 and 9.5; soap.md 5: no header, an empty one, one that does not say what it is, one of tomorrow.
        { "no Header", [](std::string text) { return with_header(std::move(text), ""); } },
        { "empty Header", [](std::string text) { return with_header(std::move(text), "<s:Header/>"); } },
        { "Exchange 2007",
            [](std::string text) {
                return with_header(std::move(text),
                    version_header(
                        R"(MajorVersion="8" MinorVersion="1" MajorBuildNumber="278" MinorBuildNumber="1")"));
            } },
        { "Exchange of tomorrow",
            [](std::string text) {
                return with_header(std::move(text),
                    version_header(R"(MajorVersion="99" MinorVersion="7" )"
                                   R"(MajorBuildNumber="1" MinorBuildNumber="0" )"
                                   R"(Version="V2031_01_01")"));
            } },
        { "a version that is none",
            [](std::string text) {
                return with_header(std::move(text), version_header(R"(MajorVersion="new")"));
            } },
        // directory.md 4 and photos.md 9.5: what is unknown is read over.
        { "unknown elements and attributes",
            [](std::string text) {
                text = replaced(std::move(text), "</m:ResponseCode>",
                    R"(</m:ResponseCode><x:New xmlns:x="urn:x" x:a="1"><x:Inner/></x:New>)");
                return replaced(std::move(text), "ResponseClass=\"Success\"",
                    R"(ResponseClass="Success" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="false")");
            } },
        // clients.md: gzip, pretty-printing and a mark are fine.
        { "pretty-printed", [](std::string text) { return replaced(std::move(text), "><", ">\r\n  <"); } },
        { "comments",
            [](std::string text) {
                return replaced(std::move(text), "<s:Body>", "<s:Body><!-- a > b -->");
            } },
    };
}

}

TEST(RecordedAnswers, MeanTheSameInEveryDialect)
{
    for (auto const& answer : recorded_answers()) {
        EXPECT_EQ(answer.read(by_soap(told(answer.text))), answer.meaning) << answer.name;
        for (auto const& dialect : dialects()) {
            auto const text = dialect.write(answer.text);
            EXPECT_EQ(answer.read(by_soap(told(text, dialect.type))), answer.meaning)
                << answer.name << ", " << dialect.name << "\n"
                << text;
        }
    }
}

TEST(RecordedAnswers, AreAPageToSignInWhereTheyAreHtmlWithStatus200)
{
    // auth.md 9.7; photos.md 9.2: a form in front of EWS. DavMail and proxies write the type in capitals.
    for (auto const* const type : { "text/html; charset=utf-8", "TEXT/HTML", "text/xml" })
        for (auto const& answer : recorded_answers()) {
            auto const words = answer.read(by_soap(told("<!DOCTYPE html><html><form/></html>", type)));
            EXPECT_THAT(words, HasSubstr(fmt::format("failure {}", static_cast<int>(FailureKind::sign_in))))
                << answer.name << type;
        }
}

TEST(RecordedPhotos, AreWhatTheirBytesAreWhateverTheServerSays)
{
    struct Case {
        std::string_view what;
        HttpAnswer answer;
        std::string_view words;
    };
    auto const photo = told(jpeg, "image/jpeg");
    auto const said = [&](std::string_view type) { return told(jpeg, type); };
    for (auto const& [what, answer, words] : {
             // photos.md 8, row 4: Azure says image/Jpeg; others lie or say nothing.
             Case { "capitals", said("image/Jpeg"), "picture of 14 bytes, image/jpeg" },
             Case { "another picture's", said("image/png"), "picture of 14 bytes, image/jpeg" },
             Case { "none", said(""), "picture of 14 bytes, image/jpeg" },
             Case { "bytes", said("application/octet-stream"), "picture of 14 bytes, image/jpeg" },
             // photos.md 9.2: a page is one to sign in, whatever it is called.
             Case { "a page", told("<html>", "image/jpeg"), "sign_in" },
             Case { "a picture that is called a page", said("text/html"), "sign_in" },
             Case { "empty", told("", "image/jpeg"), "protocol" },
             Case { "words", told("no photo", "text/plain"), "protocol" },
             Case { "none for it", told("", "", 404), "none" },
             Case { "none for it, in a page", told("<html>not here</html>", "text/html", 404), "none" },
         }) {
        auto client = by_rest(answer);
        auto const got = client.get_user_photo(sadies_photo);
        if (words == "sign_in")
            EXPECT_EQ(got.error().kind, FailureKind::sign_in) << what;
        else if (words == "protocol")
            EXPECT_EQ(got.error().kind, FailureKind::protocol) << what;
        else
            EXPECT_EQ(words_of(got), words) << what;
    }
}

TEST(RecordedPhotos, AreTakenFromTheBytesWhereHasChangedSaysOtherwise)
{
    // photos.md 9.5 and 9.6.
    auto const data = [](std::string_view changed, std::string_view picture) {
        return told(tests::photo_response(fmt::format("{}{}", changed, picture)));
    };
    auto const picture = fmt::format("<PictureData>\r\n {} \r\n</PictureData>", jpeg_base64);
    constexpr std::string_view got = "picture of 14 bytes, image/jpeg";
    EXPECT_EQ(photo_in(by_soap(data("<HasChanged>false</HasChanged>", picture))), got);
    EXPECT_EQ(photo_in(by_soap(data("<HasChanged>1</HasChanged>", picture))), got);
    EXPECT_EQ(photo_in(by_soap(data("", picture))), got);
    EXPECT_EQ(photo_in(by_soap(data("<HasChanged>true</HasChanged>", "<PictureData/>"))), "none");
    EXPECT_EQ(photo_in(by_soap(data("<HasChanged>true</HasChanged>", ""))), "none");
}

TEST(RecordedPeople, AreTakenWithWhateverIsToldOfThem)
{
    struct Case {
        std::string_view what;
        std::string text;
        std::string_view words;
    };
    auto const with_card = [](std::string_view inside) {
        return resolutions(
            resolution(sadies_mailbox, fmt::format("<t:Contact>{}</t:Contact>", inside)), whole_set);
    };
    for (auto const& [what, text, words] : {
             // directory.md 3: both attributes are wanted by other clients, and left out by some servers.
             Case { "no attributes", resolutions(resolution(sadies_mailbox, ""), ""),
                 "Sadie Daniels <sadie@contoso.com> by SMTP, no card, photo -1; " },
             Case { "a total that lies",
                 resolutions(resolution(sadies_mailbox, ""),
                     R"(TotalItemsInView="77" IncludesLastItemInRange="true")"),
                 "Sadie Daniels <sadie@contoso.com> by SMTP, no card, photo -1; " },
             Case { "cut off",
                 resolutions(resolution(sadies_mailbox, ""),
                     R"(TotalItemsInView="1" IncludesLastItemInRange="false")"),
                 "more than Sadie Daniels <sadie@contoso.com> by SMTP, no card, photo -1; " },
             Case { "an empty set", resolutions("", R"(TotalItemsInView="0" IncludesLastItemInRange="true")"),
                 "" },
             Case { "no routing type",
                 resolutions(
                     resolution(
                         "<t:Name>Sadie</t:Name><t:EmailAddress>sadie@contoso.com</t:EmailAddress>", ""),
                     whole_set),
                 "Sadie <sadie@contoso.com> by SMTP, no card, photo -1; " },
             Case { "a name of Exchange's own",
                 resolutions(resolution("<t:Name>Sadie</t:Name><t:EmailAddress>/o=x/cn=sadie</"
                                        "t:EmailAddress><t:RoutingType>EX</t:RoutingType>",
                                 ""),
                     whole_set),
                 "Sadie </o=x/cn=sadie> by EX, no card, photo -1; " },
             Case { "a kind of tomorrow",
                 resolutions(resolution("<t:Name>Sadie</t:Name><t:EmailAddress>sadie@contoso.com</"
                                        "t:EmailAddress><t:MailboxType>Robot</t:MailboxType>",
                                 ""),
                     whole_set),
                 "Sadie <sadie@contoso.com> by SMTP, no card, photo -1; " },
             // directory.md 4: empty where there is nothing, without a photo where there is none.
             Case { "an empty card", with_card(""),
                 "Sadie Daniels <sadie@contoso.com> by SMTP, no company, photo -1; " },
             Case { "an empty photo", with_card("<t:Photo/>"),
                 "Sadie Daniels <sadie@contoso.com> by SMTP, no company, photo 0; " },
             Case { "a card in another order",
                 with_card("<t:Surname>Daniels</t:Surname><t:CompanyName>CONTOSO</"
                           "t:CompanyName><t:Culture>de</t:Culture>"),
                 "Sadie Daniels <sadie@contoso.com> by SMTP, CONTOSO, photo -1; " },
             // Exchange writes what a name holds, whether XML has it or not.
             Case { "a forbidden reference",
                 resolutions(
                     resolution(
                         "<t:Name>Sa&#x1;die&#0;</t:Name><t:EmailAddress>sadie@contoso.com</t:EmailAddress>",
                         ""),
                     whole_set),
                 "Sa\xEF\xBF\xBD"
                 "die\xEF\xBF\xBD <sadie@contoso.com> by SMTP, no card, photo -1; " },
         })
        EXPECT_EQ(people_in(by_soap(told(text))), words) << what;
}

TEST(RecordedPeople, AreNobodyInEveryWayThatServersSayIt)
{
    // directory.md 10: the Managed API takes this error for an empty list, in a message; some servers give it as a fault.
    EXPECT_EQ(
        people_in(by_soap(told(tests::refused_message("ResolveNames", "ErrorNameResolutionNoResults")))), "");
}

TEST(RecordedContacts, HaveThePictureThatIsMarkedAmongAttachmentsOfEveryKind)
{
    struct Case {
        std::string_view what;
        std::string inside;
        std::string_view words;
    };
    auto const files = [](std::string_view inside) {
        return fmt::format("<t:Attachments>{}</t:Attachments><t:DisplayName>Hope</t:DisplayName>", inside);
    };
    constexpr std::string_view letter
        = R"(<t:ItemAttachment><t:AttachmentId Id="I="/><t:Name>A letter</t:Name><t:Message/></t:ItemAttachment>)";
    constexpr std::string_view reference
        = R"(<t:ReferenceAttachment><t:AttachmentId Id="R="/><t:Name>A link</t:Name></t:ReferenceAttachment>)";
    constexpr std::string_view plain
        = R"(<t:FileAttachment><t:AttachmentId Id="F="/><t:Name>ContactPicture.jpg</t:Name></t:FileAttachment>)";
    for (auto const& [what, inside, words] :
        {
            // contacts.md 4: items and references lie among the files.
            Case { "among others", files(fmt::format("{}{}{}{}", letter, reference, plain, photo_attachment)),
                "ITEM= Hope, 2 files, picture PHOTO=" },
            // contacts.md 4 and 5: Exchange 2007 marks none, and a name alone marks nothing.
            Case { "not marked", files(plain), "ITEM= Hope, 1 files, picture none" },
            Case { "no id",
                files("<t:FileAttachment><t:Name>x</t:Name><t:IsContactPhoto>true</t:IsContactPhoto></"
                      "t:FileAttachment>"),
                "ITEM= Hope, 1 files, picture none" },
            Case { "a mark of another spelling",
                files(
                    R"(<t:FileAttachment><t:AttachmentId Id="P="/><t:IsContactPhoto>1</t:IsContactPhoto></t:FileAttachment>)"),
                "ITEM= Hope, 1 files, picture P=" },
            Case { "none", files(""), "ITEM= Hope, 0 files, picture none" },
            Case { "no list", "<t:DisplayName>Hope</t:DisplayName>", "ITEM= Hope, 0 files, picture none" },
            // contacts.md 3: an address as a beta of Exchange 2007 wrote it; a time without its zone.
            Case { "old words",
                files("")
                    + R"(<t:PhysicalAddresses><t:Entry Key="Home"><t:Country>US</t:Country></t:Entry></t:PhysicalAddresses>)",
                "ITEM= Hope, 0 files, picture none" },
        })
        EXPECT_EQ(contact_in(by_soap(told(contact(inside)))), words) << what;
}

TEST(RecordedContacts, FailByThemselvesWhereAFileIsNone)
{
    // contacts.md 4 and 6: an item in its place, no content, an empty one, no picture in it.
    for (auto const* const inside : { "<t:FileAttachment><t:Name>x</t:Name></t:FileAttachment>",
             "<t:FileAttachment><t:Content/></t:FileAttachment>",
             "<t:FileAttachment><t:Content>TVog</t:Content></t:FileAttachment>", "" })
        EXPECT_THAT(file_in(by_soap(told(file(inside)))),
            HasSubstr(fmt::format("failure {}", static_cast<int>(FailureKind::protocol))))
            << inside;
}

TEST(RecordedContacts, AreListedWhateverTheTotalSays)
{
    struct Case {
        std::string_view attributes;
        std::string_view words;
    };
    for (auto const& [attributes, words] : {
             // contacts.md 9: what tells whether there is more is IncludesLastItemInRange.
             Case { R"(IndexedPagingOffset="2" TotalItemsInView="0" IncludesLastItemInRange="false")",
                 "Hope Gross;Sadie Daniels; next 2 of 0" },
             Case { R"(TotalItemsInView="999" IncludesLastItemInRange="true")",
                 "Hope Gross;Sadie Daniels; next -1 of 999" },
             Case { R"(TotalItemsInView="5" IncludesLastItemInRange="false")",
                 "Hope Gross;Sadie Daniels; next 2 of 5" },
         })
        EXPECT_EQ(list_in(by_soap(told(list(attributes, two_contacts)))), words) << attributes;
}

TEST(RecordedRefusals, SayWhenABusyServerMayBeAskedAgain)
{
    struct Case {
        std::string_view what;
        HttpAnswer answer;
        std::optional<std::chrono::seconds> after;
    };
    auto by_header = told("", "text/plain", 503);
    by_header.retry_after = 30s;
    for (auto const& [what, answer, after] :
        {
            // soap.md 6, "Throttle detail": in a fault, and in a message; with a status of every kind (gromox: 200).
            Case { "a fault",
                told(tests::fault("ErrorServerBusy", tests::back_off(297'749)), "text/xml", 500), 298s },
            Case { "a fault with 200", told(tests::fault("ErrorServerBusy", tests::back_off(1000))), 1s },
            Case { "no time", told(tests::fault("ErrorServerBusy"), "text/xml", 500), std::nullopt },
            Case { "a time that is none",
                told(tests::fault("ErrorServerBusy", tests::back_off(-5)), "text/xml", 500), std::nullopt },
            Case { "by HTTP alone", by_header, 30s },
        }) {
        auto client = by_soap(answer);
        auto const people = client.resolve_names({ .entry = "sadie" });
        ASSERT_FALSE(people) << what;
        EXPECT_EQ(people.error().kind, FailureKind::server_busy) << what;
        EXPECT_EQ(people.error().retry_after, after) << what;
    }
}

TEST(RecordedRefusals, OfAMakeThatHasNoRestLeadToSoap)
{
    // photos.md 9.1: DavMail-like gateways and Exchange 2010 answer the photo's address by anything but a photo.
    for (auto const& refusal :
        { told("", "", 400), told("", "", 405), told("", "", 501), told("<html>", "text/html") }) {
        auto rest = by_rest(refusal);
        auto soap = by_soap(told(tests::picture_response(jpeg_base64)));
        EitherPhotoSource either(rest, soap);
        EXPECT_EQ(words_of(either.get_user_photo(sadies_photo, {})), "picture of 14 bytes, image/jpeg");
    }
}

}
