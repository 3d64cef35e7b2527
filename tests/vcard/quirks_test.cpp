// What real programs write, each in a card that was written for this test after their manner.
#include "vcard/cards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::vcard {
namespace {

using namespace std::chrono;
using testing::ElementsAre;
using testing::IsEmpty;

// Outlook writes 2.1: quoted-printable, labels beside addresses, properties of its own, the picture with a blank line
// behind it.
constexpr std::string_view outlook = "VERSION:2.1\n"
                                     "X-MS-SIGNATURE:YES\n"
                                     "N;LANGUAGE=en-us:Daniels;Sadie;M.;Ms.;Jr.\n"
                                     "FN:Ms. Sadie M. Daniels Jr.\n"
                                     "ORG:Contoso, Ltd.;Design\n"
                                     "TITLE:Manager\n"
                                     "NOTE;ENCODING=QUOTED-PRINTABLE:Knows everybody.=0D=0A=\n"
                                     "Likes chairs=\n"
                                     ".\n"
                                     "TEL;WORK;VOICE:(425) 555-0100\n"
                                     "TEL;WORK;VOICE:(425) 555-0101\n"
                                     "TEL;HOME;VOICE:(425) 555-0102\n"
                                     "TEL;CELL;VOICE:(425) 555-0103\n"
                                     "TEL;PREF;VOICE:(425) 555-0104\n"
                                     "TEL;WORK;FAX:(425) 555-0105\n"
                                     "X-MS-TEL;VOICE;ASSISTANT:(425) 555-0106\n"
                                     "X-MS-TEL;VOICE;CALLBACK:(425) 555-0107\n"
                                     "X-MS-TEL;VOICE;COMPANY:(425) 555-0108\n"
                                     "ADR;WORK;PREF:;12/100;1 Main Street;Redmond;WA;98052;United States\n"
                                     "LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:12/100=0D=0A=\n"
                                     "1 Main Street\n"
                                     "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2\n"
                                     "URL;WORK:http://www.contoso.com/sadie\n"
                                     "ROLE:Designer\n"
                                     "BDAY:19700102\n"
                                     "KEY;X509;ENCODING=BASE64:\n"
                                     " AQID\n"
                                     "\n"
                                     "\n"
                                     "EMAIL;PREF;INTERNET:sadie@contoso.com\n"
                                     "X-MS-IMADDRESS:sadie@contoso.com\n"
                                     "X-MS-ANNIVERSARY;VALUE=DATE:20000203\n"
                                     "X-MS-SPOUSE:Hope Gross\n"
                                     "X-MS-MANAGER:Hope Gross\n"
                                     "X-MS-ASSISTANT:Hope Gross\n"
                                     "X-MS-CHILD:Hope\n"
                                     "PHOTO;TYPE=JPEG;ENCODING=BASE64:\n"
                                     " /9j/4AAQ\n"
                                     " SkZJRg==\n"
                                     "\n"
                                     "X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns=\"x:y\"></card>\n"
                                     "REV:20200102T030405Z\n";

TEST(Outlook, IsReadToTheLastProperty)
{
    auto const contact = contact_of(outlook);
    EXPECT_THAT(contact.did_not_fit, IsEmpty());
    std::pair<Slot, std::string_view> const expected[] {
        { Slot::surname, "Daniels" },
        { Slot::name_prefix, "Ms." },
        { Slot::generation, "Jr." },
        { Slot::company_name, "Contoso, Ltd." },
        { Slot::department, "Design" },
        { Slot::body, "Knows everybody.\nLikes chairs." },
        { Slot::business_phone, "(425) 555-0100" },
        { Slot::business_phone2, "(425) 555-0101" },
        { Slot::home_phone, "(425) 555-0102" },
        { Slot::mobile_phone, "(425) 555-0103" },
        { Slot::primary_phone, "(425) 555-0104" },
        { Slot::business_fax, "(425) 555-0105" },
        { Slot::assistant_phone, "(425) 555-0106" },
        { Slot::callback, "(425) 555-0107" },
        { Slot::company_main_phone, "(425) 555-0108" },
        { Slot::office_location, "12/100" },
        { Slot::business_street, "1 Main Street" },
        { Slot::business_home_page, "http://www.contoso.com/sadie" },
        { Slot::profession, "Designer" },
        { Slot::email_address1, "sadie@contoso.com" },
        { Slot::im_address1, "sadie@contoso.com" },
        { Slot::spouse_name, "Hope Gross" },
        { Slot::manager, "Hope Gross" },
        { Slot::assistant_name, "Hope Gross" },
    };
    for (auto const& [slot, text] : expected) EXPECT_EQ(text_in(contact, slot), text);
    auto const& slots = contact.content.slots;
    EXPECT_EQ(slots.number(Slot::postal_address_index), 2);
    EXPECT_EQ(*slots.find(Slot::birthday), SlotValue(base::Seconds(sys_days(1970y / 1 / 2))));
    EXPECT_EQ(*slots.find(Slot::wedding_anniversary), SlotValue(base::Seconds(sys_days(2000y / 2 / 3))));
    EXPECT_EQ(*slots.find(Slot::children), SlotValue(Texts { "Hope" }));
    EXPECT_EQ(*slots.find(Slot::user_smime_certificate), SlotValue(Texts { "AQID" }));
    ASSERT_TRUE(contact.picture);
    EXPECT_EQ(contact.picture->size(), 10u);
}

// Apple writes 3.0: what a property is called stands in a label beside it, in its own words or anybody's.
constexpr std::string_view apple
    = "PRODID:-//Apple Inc.//macOS 14.0//EN\n"
      "N:Daniels;Sadie;;;\n"
      "FN:Sadie Daniels\n"
      "ORG:Contoso;\n"
      "EMAIL;type=INTERNET;type=HOME:home@contoso.com\n"
      "EMAIL;type=INTERNET;type=WORK;type=pref:work@contoso.com\n"
      "TEL;type=IPHONE;type=CELL;type=VOICE;type=pref:1\n"
      "TEL;type=MAIN:2\n"
      "TEL;type=HOME;type=FAX:3\n"
      "item1.TEL:4\n"
      "item1.X-ABLabel:Assistant\n"
      "item2.TEL:5\n"
      "item2.X-ABLabel:_$!<HomePage>!$_\n"
      "item3.ADR;type=HOME;type=pref:;;1 Main Street\\nRear;Redmond;WA;98052;United States\n"
      "item3.X-ABADR:us\n"
      "item4.URL;type=pref:http\\://www.contoso.com\n"
      "item4.X-ABLabel:_$!<HomePage>!$_\n"
      "BDAY;X-APPLE-OMIT-YEAR=1604;value=date:1604-05-06\n"
      "item5.X-ABDATE;type=pref:2000-02-03\n"
      "item5.X-ABLabel:_$!<Anniversary>!$_\n"
      "item6.X-ABDATE:2001-02-03\n"
      "item6.X-ABLabel:First day\n"
      "item7.X-ABRELATEDNAMES;type=pref:Hope Gross\n"
      "item7.X-ABLabel:_$!<Spouse>!$_\n"
      "item8.X-ABRELATEDNAMES:Hope\n"
      "item8.X-ABLabel:_$!<Child>!$_\n"
      "item9.X-ABRELATEDNAMES:Hope\n"
      "item9.X-ABLabel:_$!<Friend>!$_\n"
      "IMPP;X-SERVICE-TYPE=Skype;type=HOME:skype:sadie\n"
      "X-AIM;type=HOME;type=pref:sadie.d\n"
      "X-SOCIALPROFILE;type=twitter:http://www.contoso.com/s\n"
      "PHOTO;ENCODING=b;TYPE=JPEG;X-ABCROP-RECTANGLE=ABClipRect_1&0&0&9&9&a==:/9j/4AAQ\n"
      "  SkZJRg==\n"
      "X-ABShowAs:COMPANY\n"
      "UID:6C1F2A34-0000-4000-8000-000000000001\n"
      "X-ABUID:6C1F2A34-0000-4000-8000-000000000001:ABPerson\n";

TEST(Apple, IsReadByItsLabels)
{
    auto const contact = contact_of(apple);
    std::pair<Slot, std::string_view> const expected[] {
        { Slot::email_address1, "work@contoso.com" },
        { Slot::email_address2, "home@contoso.com" },
        { Slot::mobile_phone, "1" },
        { Slot::company_main_phone, "2" },
        { Slot::home_fax, "3" },
        { Slot::assistant_phone, "4" },
        { Slot::other_telephone, "5" },
        { Slot::home_street, "1 Main Street\nRear" },
        { Slot::business_home_page, "http://www.contoso.com" },
        { Slot::spouse_name, "Hope Gross" },
        { Slot::im_address1, "skype:sadie" },
        { Slot::im_address2, "aim:sadie.d" },
    };
    for (auto const& [slot, text] : expected) EXPECT_EQ(text_in(contact, slot), text);
    auto const& slots = contact.content.slots;
    EXPECT_EQ(*slots.find(Slot::birthday), SlotValue(base::Seconds(sys_days(1604y / 5 / 6))));
    EXPECT_EQ(*slots.find(Slot::wedding_anniversary), SlotValue(base::Seconds(sys_days(2000y / 2 / 3))));
    EXPECT_EQ(*slots.find(Slot::children), SlotValue(Texts { "Hope" }));
    EXPECT_EQ(contact.uid, "6C1F2A34-0000-4000-8000-000000000001");
    EXPECT_TRUE(contact.picture);
    EXPECT_THAT(texts_of(contact.did_not_fit),
        ElementsAre(
            "X-ABDATE that is no anniversary", "X-ABRELATEDNAMES of another kind", "X-SOCIALPROFILE"));
}

TEST(Apple, WritesGroupsInThree)
{
    auto const list = contact_of("N:Designers;;;;\nFN:Designers\nX-ADDRESSBOOKSERVER-KIND:group\n"
                                 "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:6C1F2A34-0000-4000-8000-000000000001\n"
                                 "UID:6C1F2A34-0000-4000-8000-000000000002\n");
    EXPECT_EQ(list.content.kind, ItemKind::distribution_list);
    EXPECT_EQ(text_in(list, Slot::display_name), "Designers");
    EXPECT_THAT(list.member_uids, ElementsAre("urn:uuid:6C1F2A34-0000-4000-8000-000000000001"));
}

// Google writes 3.0: colons escaped, the picture's address without a word that it is one, everybody in one group, no UID.
TEST(Google, IsReadWithItsEscapesAndGroups)
{
    auto const contact
        = contact_of("FN:Sadie Daniels\n"
                     "N:Daniels;Sadie;;;\n"
                     "EMAIL;TYPE=INTERNET;TYPE=WORK:sadie@contoso.com\n"
                     "item1.EMAIL;TYPE=INTERNET:s@contoso.com\n"
                     "item1.X-ABLabel:Personal\n"
                     "TEL;TYPE=CELL:1\n"
                     "item2.TEL:2\n"
                     "item2.X-ABLabel:Work Fax\n"
                     "ADR;TYPE=HOME:;;1 Main Street;Redmond;WA;98052;US;1 Main Street\\nRedmond\\, WA\n"
                     "item3.URL:http\\://www.contoso.com/profiles/1\n"
                     "item3.X-ABLabel:PROFILE\n"
                     "item4.ORG:Contoso\n"
                     "item4.X-ABLabel:\n"
                     "BDAY:19700102\n"
                     "NOTE:Likes chairs\\, and tables.\n"
                     "PHOTO:https://lh3.contoso.com/a-/ACNPEu8\n"
                     "CATEGORIES:Design,myContacts\n"
                     "X-PHONETIC-FIRST-NAME:Say-dee\n");
    EXPECT_EQ(text_in(contact, Slot::email_address2), "s@contoso.com");
    EXPECT_EQ(text_in(contact, Slot::mobile_phone), "1");
    EXPECT_EQ(text_in(contact, Slot::business_fax), "2");
    EXPECT_EQ(text_in(contact, Slot::home_country_or_region), "US");
    EXPECT_EQ(text_in(contact, Slot::business_home_page), "http://www.contoso.com/profiles/1");
    EXPECT_EQ(text_in(contact, Slot::company_name), "Contoso");
    EXPECT_EQ(text_in(contact, Slot::body), "Likes chairs, and tables.");
    EXPECT_EQ(text_in(contact, Slot::phonetic_first_name), "Say-dee");
    EXPECT_EQ(*contact.content.slots.find(Slot::categories), SlotValue(Texts { "Design" }));
    EXPECT_THAT(
        texts_of(contact.did_not_fit), ElementsAre("PHOTO is at an address, from which nothing is fetched"));
}

TEST(Evolution, NamesItsOwnProperties)
{
    auto const contact = contact_of("FN:Sadie Daniels\n"
                                    "X-EVOLUTION-FILE-AS:Daniels\\, Sadie\n"
                                    "X-EVOLUTION-SPOUSE:Hope Gross\n"
                                    "X-EVOLUTION-MANAGER:Hope Gross\n"
                                    "X-EVOLUTION-ANNIVERSARY:2000-02-03\n"
                                    "TEL;TYPE=X-EVOLUTION-CALLBACK:1\n"
                                    "TEL;TYPE=X-EVOLUTION-TTYTDD:2\n"
                                    "X-JABBER;X-EVOLUTION-UI-SLOT=1:sadie@contoso.com\n");
    EXPECT_EQ(text_in(contact, Slot::file_as), "Daniels, Sadie");
    EXPECT_EQ(text_in(contact, Slot::spouse_name), "Hope Gross");
    EXPECT_EQ(text_in(contact, Slot::callback), "1");
    EXPECT_EQ(text_in(contact, Slot::tty_tdd_phone), "2");
    EXPECT_EQ(text_in(contact, Slot::im_address1), "xmpp:sadie@contoso.com");
    EXPECT_NE(contact.content.slots.find(Slot::wedding_anniversary), nullptr);
    EXPECT_THAT(contact.did_not_fit, IsEmpty());
}

}
}
