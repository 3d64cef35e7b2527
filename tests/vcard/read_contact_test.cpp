#include "vcard/read_contact.hpp"

#include "base/base64.hpp"
#include "core/items/limits.hpp"
#include "core/items/slot_table.hpp"
#include "vcard/cards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::vcard {
namespace {

using namespace std::chrono;
using testing::ElementsAre;
using testing::IsEmpty;

base::Seconds day(int y, unsigned m, unsigned d)
{
    return sys_days(year(y) / static_cast<int>(m) / static_cast<int>(d));
}

struct OneText {
    std::string_view lines;
    Slot slot;
    std::string_view text;
};

constexpr OneText texts[] {
    { "FN:Sadie Daniels\n", Slot::display_name, "Sadie Daniels" },
    { "N:Daniels;Sadie;Maria,Ann;Dr.;Jr.,M.D.\n", Slot::surname, "Daniels" },
    { "N:Daniels;Sadie;Maria,Ann;Dr.;Jr.,M.D.\n", Slot::given_name, "Sadie" },
    { "N:Daniels;Sadie;Maria,Ann;Dr.;Jr.,M.D.\n", Slot::middle_name, "Maria Ann" },
    { "N:Daniels;Sadie;Maria,Ann;Dr.;Jr.,M.D.\n", Slot::name_prefix, "Dr." },
    { "N:Daniels;Sadie;Maria,Ann;Dr.;Jr.,M.D.\n", Slot::generation, "Jr. M.D." },
    { "N:Daniels\\, Sr.\\;;Sadie\n", Slot::surname, "Daniels, Sr.;" },
    { "NICKNAME:Di,Sad\n", Slot::nickname, "Di,Sad" },
    { "ORG:Contoso\\, Ltd.;Design;Chairs\n", Slot::company_name, "Contoso, Ltd." },
    { "ORG:Contoso\\, Ltd.;Design;Chairs\n", Slot::department, "Design, Chairs" },
    { "TITLE:Manager\n", Slot::job_title, "Manager" },
    { "ROLE:Engineer\n", Slot::profession, "Engineer" },
    { "NOTE:one\\ntwo\\\\\\, three\n", Slot::body, "one\ntwo\\, three" },
    { "NOTE:one\nNOTE:two\n", Slot::body, "one\n\ntwo" },
    { "EMAIL;TYPE=INTERNET:sadie@contoso.com\n", Slot::email_address1, "sadie@contoso.com" },
    { "EMAIL:a@contoso.com\nEMAIL:b@contoso.com\n", Slot::email_address2, "b@contoso.com" },
    { "EMAIL:a@contoso.com\nEMAIL;PREF=1:b@contoso.com\n", Slot::email_address1, "b@contoso.com" },
    { "EMAIL:mailto:sadie@contoso.com\n", Slot::email_address1, "sadie@contoso.com" },
    { "EMAIL;INDEX=3:sadie@contoso.com\n", Slot::email_address3, "sadie@contoso.com" },
    { "TEL;TYPE=work,voice:1\n", Slot::business_phone, "1" },
    { "TEL;TYPE=work:1\nTEL;TYPE=work:2\n", Slot::business_phone2, "2" },
    { "TEL;TYPE=work:1\nTEL;TYPE=work:2\nTEL;TYPE=work:3\n", Slot::other_telephone, "3" },
    { "TEL;TYPE=home:1\n", Slot::home_phone, "1" },
    { "TEL;TYPE=home;TYPE=fax:1\n", Slot::home_fax, "1" },
    { "TEL;TYPE=fax:1\n", Slot::other_fax, "1" },
    { "TEL;TYPE=\"work,cell\":1\n", Slot::mobile_phone, "1" },
    { "TEL;TYPE=pager,work:1\n", Slot::pager, "1" },
    { "TEL;TYPE=car:1\n", Slot::car_phone, "1" },
    { "TEL;TYPE=isdn:1\n", Slot::isdn, "1" },
    { "TEL;TYPE=pref:1\n", Slot::primary_phone, "1" },
    { "TEL;PREF=1:1\n", Slot::primary_phone, "1" },
    { "TEL;TYPE=cell,pref:1\n", Slot::mobile_phone, "1" },
    { "TEL;VALUE=uri;TYPE=textphone:tel:+1-425\n", Slot::tty_tdd_phone, "+1-425" },
    { "TEL:1\n", Slot::other_telephone, "1" },
    { "ADR;TYPE=work:;12/100;1 Main Street;Redmond;WA;98052;USA\n", Slot::business_street, "1 Main Street" },
    { "ADR;TYPE=work:;12/100;1 Main Street;Redmond;WA;98052;USA\n", Slot::office_location, "12/100" },
    { "ADR;TYPE=work:;12/100;1 Main Street;Redmond;WA;98052;USA\n", Slot::business_country_or_region, "USA" },
    { "ADR;TYPE=home:Box 7;Rear;1 Main\\, 2;Redmond\n", Slot::home_street, "Box 7\nRear\n1 Main, 2" },
    { "ADR;TYPE=home:Box 7;Rear;1 Main\\, 2;Redmond\n", Slot::home_city, "Redmond" },
    { "ADR:Box 7\n", Slot::other_street, "Box 7" },
    { "ADR;TYPE=home:;;a\nADR;TYPE=home:;;b\n", Slot::other_street, "b" },
    { "URL:http://www.contoso.com/a,b;c\n", Slot::business_home_page, "http://www.contoso.com/a,b;c" },
    { "IMPP:sip:sadie@contoso.com\nIMPP:xmpp:s@contoso.com\n", Slot::im_address2, "xmpp:s@contoso.com" },
    { "RELATED;TYPE=spouse;VALUE=text:Hope Gross\n", Slot::spouse_name, "Hope Gross" },
};

TEST(ReadContact, PutsEachPropertyIntoItsSlot)
{
    for (auto const& [lines, slot, text] : texts) {
        auto const contact = contact_of(lines);
        EXPECT_EQ(text_in(contact, slot), text) << lines;
        EXPECT_THAT(contact.did_not_fit, IsEmpty()) << lines;
    }
}

TEST(ReadContact, GivesAWaitingPropertyOnlyWhatNobodyElseSays)
{
    auto const contact = contact_of("TEL;TYPE=work:1\nTEL;TYPE=work:2\nTEL;TYPE=work:3\nTEL:4\nFN:x\n");
    EXPECT_EQ(text_in(contact, Slot::other_telephone), "4");
    EXPECT_EQ(contact.did_not_fit, (std::vector<Remark> { { 5, "another TEL" } }));
}

TEST(ReadContact, TellsWhatDidNotFitByLine)
{
    auto const contact = contact_of("FN:Sadie\n" // Line 3.
                                    "TITLE:a\n"
                                    "TITLE:b\n"
                                    "GEO:1;2\n"
                                    "BDAY:one day in spring\n"
                                    "EMAIL:a\nEMAIL:b\nEMAIL:c\nEMAIL:d\n"
                                    "TEL;TYPE=fax,home:1\nTEL;TYPE=fax,home:2\nTEL;TYPE=fax:3\n"
                                    "RELATED;TYPE=friend:urn:uuid:1\n"
                                    "MEMBER:mailto:hope@contoso.com\n"
                                    "no property\n");
    EXPECT_EQ(contact.did_not_fit,
        (std::vector<Remark> { { 5, "another TITLE" }, { 6, "GEO" },
            { 7, "BDAY cannot be read, or is too long" }, { 11, "another EMAIL" }, { 13, "another TEL" },
            { 15, "RELATED of another kind" }, { 16, "MEMBER of what is no list" },
            { 17, "it is no property: no property" } }));
}

TEST(ReadContact, ReadsListsAndChoices)
{
    auto const contact = contact_of(
        "FN:x\nCATEGORIES:Friends,Ski\\, Swim\nCATEGORIES:Work\nCLASS:private\nX-EWS-IMPORTANCE:High\n");
    auto const& slots = contact.content.slots;
    EXPECT_EQ(*slots.find(Slot::categories), SlotValue(Texts { "Friends", "Ski, Swim", "Work" }));
    EXPECT_EQ(slots.number(Slot::sensitivity), 2);
    EXPECT_EQ(slots.number(Slot::importance), 2);
    EXPECT_EQ(contact_of("FN:x\nCLASS:PUBLIC\n").content.slots.find(Slot::sensitivity), nullptr);
}

struct Date {
    std::string_view line;
    std::optional<base::Seconds> date;
};

TEST(ReadContact, ReadsDaysInEveryForm)
{
    Date const dates[] {
        { "BDAY:1970-01-02", day(1970, 1, 2) },
        { "BDAY:19700102", day(1970, 1, 2) },
        { "BDAY;VALUE=date:1970-01-02", day(1970, 1, 2) },
        { "BDAY:1970-01-02T03:04:05Z", day(1970, 1, 2) + 3h + 4min + 5s },
        { "BDAY:19700102T030405+0100", day(1970, 1, 2) + 2h + 4min + 5s },
        { "BDAY:--0506", day(1604, 5, 6) },
        { "BDAY:--05-06", day(1604, 5, 6) },
        { "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-06", day(1604, 5, 6) },
        { "BDAY:1970", std::nullopt },
        { "BDAY:1970-02-30", std::nullopt },
        { "BDAY:00010101T000000+0900", std::nullopt },
        { "BDAY;VALUE=text:circa 1970", std::nullopt },
    };
    for (auto const& [line, date] : dates) {
        auto const contact = contact_of("FN:x\n" + std::string(line) + "\n");
        auto const* const read = contact.content.slots.find(Slot::birthday);
        EXPECT_EQ(read != nullptr, date.has_value()) << line;
        EXPECT_TRUE(!read || *read == SlotValue(date.value_or(base::Seconds()))) << line;
        EXPECT_EQ(contact.did_not_fit.size(), date ? 0u : 1u) << line;
    }
}

TEST(ReadContact, RefusesACardThatSaysNothing)
{
    for (std::string_view const lines :
        { "", "N:;;;;\nFN:\n", "PRODID:x\nREV:20200102T030405Z\n", "GEO:1;2\n" }) {
        auto const cards = cards_of(card_of(lines));
        ASSERT_TRUE(cards.at(0));
        auto const contact = read_contact(*cards[0]);
        ASSERT_FALSE(contact) << lines;
        EXPECT_EQ(contact.error(), (Remark { 1, "the card says nothing of anybody" }));
    }
}

// The beginning of a picture is enough, nobody decodes it here: "R0lGODlh" is "GIF89a".
TEST(ReadContact, TakesPicturesInEveryForm)
{
    std::string_view const forms[] {
        "PHOTO;ENCODING=b;TYPE=GIF:R0lGODlh",
        "PHOTO;TYPE=GIF;ENCODING=BASE64:\n R0lG\n ODlh\n",
        "PHOTO;ENCODING=BASE64;GIF:R0lG\nODlh\n", // Without the blanks, as some phones do.
        "PHOTO:data:image/gif;base64,R0lGODlh",
        "PHOTO;VALUE=uri:data:image/gif\\;base64\\,R0lGODlh",
        "PHOTO:R0lGODlh",
    };
    for (auto const form : forms) {
        auto const contact = contact_of("FN:x\n" + std::string(form) + "\nTEL:1\n");
        ASSERT_TRUE(contact.picture) << form;
        EXPECT_EQ(base::as_text(*contact.picture), "GIF89a") << form;
        EXPECT_EQ(text_in(contact, Slot::other_telephone), "1") << form;
    }
}

TEST(ReadContact, SaysWhyAPictureIsNotTaken)
{
    auto const large = base::base64_encode(base::Bytes(likeness::limits::contact_photo_bytes_max + 1));
    std::pair<std::string, std::string_view> const refused[] {
        { "PHOTO;VALUE=URI:http://www.contoso.com/sadie.jpg",
            "PHOTO is at an address, from which nothing is fetched" },
        { "PHOTO:https://www.contoso.com/sadie.jpg",
            "PHOTO is at an address, from which nothing is fetched" },
        { "PHOTO;ENCODING=b:***", "PHOTO cannot be decoded" },
        { "PHOTO;ENCODING=b:U2FkaWU=", "PHOTO is no JPEG, PNG, GIF or BMP picture" },
        { "PHOTO;ENCODING=b:" + large, "PHOTO is larger than a contact's picture may be" },
    };
    for (auto const& [line, reason] : refused) {
        auto const contact = contact_of("FN:x\n" + line + "\n");
        EXPECT_FALSE(contact.picture);
        EXPECT_THAT(texts_of(contact.did_not_fit), ElementsAre(reason));
    }
    auto const twice = contact_of("FN:x\nPHOTO;ENCODING=b:R0lGODlh\nPHOTO;ENCODING=b:R0lGODdh\n");
    EXPECT_EQ(base::as_text(twice.picture.value()), "GIF89a");
    EXPECT_THAT(texts_of(twice.did_not_fit), ElementsAre("another PHOTO"));
}

TEST(ReadContact, TakesCertificatesButNoKeysOfOtherKinds)
{
    auto const contact = contact_of("FN:x\nKEY;X509;ENCODING=BASE64:AQID\nKEY;TYPE=PGP;ENCODING=b:AQID\n"
                                    "KEY;MEDIATYPE=application/pgp-keys:http://www.contoso.com/key\n");
    EXPECT_EQ(*contact.content.slots.find(Slot::user_smime_certificate), SlotValue(Texts { "AQID" }));
    EXPECT_EQ(contact.did_not_fit.size(), 2u);
}

TEST(ReadContact, MakesAListOfAGroup)
{
    auto const list = contact_of("VERSION:4.0\nKIND:group\nFN:Designers\nTEL:1\n"
                                 "MEMBER;X-CN=\"Hope Gross\":mailto:hope%40contoso.com?subject=x\n"
                                 "MEMBER:urn:uuid:0001\nMEMBER:mailto:\n");
    EXPECT_EQ(list.content.kind, ItemKind::distribution_list);
    ASSERT_EQ(list.content.members.size(), 1u);
    EXPECT_EQ(list.content.members[0].name, "Hope Gross");
    EXPECT_EQ(list.content.members[0].address, "hope@contoso.com");
    EXPECT_EQ(list.content.members[0].routing_type, "SMTP");
    EXPECT_THAT(list.member_uids, ElementsAre("urn:uuid:0001"));
    EXPECT_THAT(texts_of(list.did_not_fit), ElementsAre("TEL", "MEMBER is no address"));
}

// These were put into slots that a list has not.
TEST(ReadContact, GivesAListNothingOfAPerson)
{
    auto const list = contact_of("KIND:group\nFN:Designers\nPHOTO;ENCODING=b:R0lGODlh\nX-SKYPE:a\n"
                                 "a.X-ABDATE:2000-02-03\na.X-ABLabel:_$!<Anniversary>!$_\n"
                                 "b.X-ABRELATEDNAMES:Hope\nb.X-ABLabel:_$!<Spouse>!$_\n");
    EXPECT_FALSE(list.picture);
    EXPECT_EQ(list.content.slots.entries().size(), 1u);
    EXPECT_THAT(
        texts_of(list.did_not_fit), ElementsAre("PHOTO", "another X-SKYPE", "X-ABDATE", "X-ABRELATEDNAMES"));
}

TEST(ReadContact, TakesNoMoreTextThanAnItemMayHave)
{
    std::string const long_text(likeness::limits::property_bytes_max + 1, 'a');
    auto const contact = contact_of("FN:x\nNOTE:" + long_text + "\nN:;" + long_text + "\n");
    EXPECT_EQ(contact.content.slots.find(Slot::body), nullptr);
    EXPECT_EQ(contact.content.slots.find(Slot::given_name), nullptr);
    EXPECT_GE(contact.did_not_fit.size(), 2u);
    std::string many = "FN:x\nCATEGORIES:a";
    for (std::size_t i = 0; i < likeness::limits::texts_per_property_max; ++i) many += ",a";
    EXPECT_EQ(contact_of(many + "\n").content.slots.find(Slot::categories), nullptr);
}

}
}
