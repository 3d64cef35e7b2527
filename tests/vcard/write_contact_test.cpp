#include "vcard/write_contact.hpp"

#include "vcard/cards.hpp"
#include "vcard/property_map.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace likeness::vcard {
namespace {

using namespace std::chrono;
using testing::HasSubstr;
using testing::Not;

constexpr Version versions[] { Version::v3_0, Version::v4_0 };

ReadContact read_back(std::string_view text)
{
    auto const cards = cards_of(text);
    EXPECT_EQ(cards.size(), 1u) << text;
    auto contact = read_contact(cards.front().value());
    EXPECT_TRUE(contact) << text;
    return contact.value_or(ReadContact {});
}

// A value that the slot alone could have.
SlotValue value_for(SlotDescription const& row, int count)
{
    using Kind = SlotDescription::Kind;
    auto const text = std::string(row.element) + std::to_string(count) + ", x; y\\z\nend";
    switch (row.kind) {
    case Kind::texts: return Texts { text, "second" };
    case Kind::binaries: return Texts { "AQID", "BAUG" };
    case Kind::date: return base::Seconds(sys_days(1970y / 1 / 2)) + hours(count);
    case Kind::enumerated: return std::int32_t { 2 };
    default: return text;
    }
}

ItemContent everything()
{
    ItemContent content;
    int count = 0;
    for (auto const& mapping : mappings())
        if (mapping.row->is_stored()) content.slots.put(mapping.row->slot, value_for(*mapping.row, ++count));
    content.slots.put(Slot::body_type, body_types::text);
    return content;
}

TEST(WriteContact, SaysEverythingThatTheTableHasAColumnForAndReadsItBack)
{
    auto const content = everything();
    std::string const jpeg = "\xFF\xD8\xFF\xE0 and the rest of a picture";
    for (auto const version : versions) {
        auto const written = write_contact({ .content = content,
                                               .uid = "urn:uuid:1",
                                               .changed_at = base::Seconds(1s),
                                               .picture = base::as_bytes(jpeg) },
            version);
        EXPECT_EQ(written.left_out, 0u);
        auto const contact = read_back(written.text);
        for (auto const& [slot, value] : content.slots.entries()) {
            auto const* const read = contact.content.slots.find(slot);
            ASSERT_NE(read, nullptr) << static_cast<int>(slot) << written.text;
            EXPECT_EQ(*read, value) << describe(slot)->element;
        }
        EXPECT_EQ(contact.content, content);
        EXPECT_EQ(contact.uid, "urn:uuid:1");
        EXPECT_EQ(base::as_text(contact.picture.value()), jpeg);
        EXPECT_TRUE(contact.did_not_fit.empty());
    }
}

TEST(WriteContact, ReadsEverySlotBackAlone)
{
    for (auto const& mapping : mappings()) {
        if (!mapping.row->is_stored()) continue;
        ItemContent content;
        content.slots.put(Slot::display_name, "Sadie Daniels");
        content.slots.put(mapping.row->slot, value_for(*mapping.row, 1));
        if (mapping.row->slot == Slot::body) content.slots.put(Slot::body_type, body_types::text);
        for (auto const version : versions) {
            auto const text = write_contact({ .content = content }, version).text;
            EXPECT_EQ(read_back(text).content, content) << text;
        }
    }
}

TEST(WriteContact, WritesCardsAsTheStandardsHaveThem)
{
    ItemContent content;
    content.slots.put(Slot::display_name, "Sadie Daniels");
    content.slots.put(Slot::surname, "Daniels");
    content.slots.put(Slot::given_name, "Sadie");
    content.slots.put(Slot::primary_phone, "1");
    content.slots.put(Slot::business_phone, "2");
    content.slots.put(Slot::birthday, base::Seconds(sys_days(1604y / 5 / 6)));
    content.slots.put(Slot::business_city, "Redmond");
    CardToWrite const card {
        .content = content, .uid = "u1", .changed_at = base::Seconds(sys_days(2020y / 1 / 2))
    };
    EXPECT_EQ(write_contact(card, Version::v3_0).text,
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Sadie Daniels\r\nN:Daniels;Sadie;;;\r\n"
        "ADR;TYPE=work:;;;Redmond;;;\r\nTEL;TYPE=work,voice:2\r\nTEL;TYPE=pref:1\r\n"
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-06\r\nUID:u1\r\nREV:2020-01-02T00:00:00Z\r\nEND:VCARD\r\n");
    EXPECT_EQ(write_contact(card, Version::v4_0).text,
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Sadie Daniels\r\nN:Daniels;Sadie;;;\r\n"
        "ADR;TYPE=work:;;;Redmond;;;\r\nTEL;TYPE=work,voice:2\r\nTEL;PREF=1:1\r\n"
        "BDAY:--0506\r\nUID:u1\r\nREV:20200102T000000Z\r\nEND:VCARD\r\n");
}

TEST(WriteContact, WritesThePictureAsItIs)
{
    ItemContent content;
    content.slots.put(Slot::display_name, "x");
    CardToWrite const card { .content = content, .picture = base::as_bytes("GIF89a") };
    EXPECT_THAT(write_contact(card, Version::v3_0).text, HasSubstr("PHOTO;ENCODING=b;TYPE=GIF:R0lGODlh\r\n"));
    EXPECT_THAT(
        write_contact(card, Version::v4_0).text, HasSubstr("PHOTO:data:image/gif;base64,R0lGODlh\r\n"));
}

TEST(WriteContact, CountsWhatItLeavesOut)
{
    ItemContent content;
    content.slots.put(Slot::display_name, "x");
    content.slots.put(Slot::item_class, "IPM.Contact"); // Goes without saying.
    content.slots.put(Slot::reminder_is_set, true);
    content.slots.put(Slot::body, "<p>secret</p>");
    content.slots.put(Slot::body_type, body_types::html);
    content.put({ uid_property(), { "u1" } });
    content.put({ { .tag = "0x10f3", .type = "String" }, { "sadie.vcf" } });
    content.members.push_back({ .key = "k", .name = "Nobody" });
    auto const written = write_contact({ .content = content }, Version::v3_0);
    EXPECT_EQ(written.left_out, 4u); // The reminder, the body, the extended property, the member.
    EXPECT_THAT(written.text, Not(HasSubstr("secret")));
}

TEST(WriteContact, ReadsAListBack)
{
    ItemContent list { .kind = ItemKind::distribution_list };
    list.slots.put(Slot::display_name, "Designers");
    list.members.push_back(
        { "", "Hope \"H\" Gross", "hope@contoso.com", "SMTP", "OneOff", ListMember::Status::normal });
    list.members.push_back(
        { "", "sadie+x@contoso.com", "sadie+x@contoso.com", "SMTP", "OneOff", ListMember::Status::normal });
    for (auto const version : versions)
        EXPECT_EQ(read_back(write_contact({ .content = list }, version).text).content, list);
}

}
}
