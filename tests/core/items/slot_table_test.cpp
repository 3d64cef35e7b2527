// The table of what an item can have.
// Source: spec/contacts.md 2 and 3.
#include "core/items/slot_table.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace likeness {
namespace {

using Kind = SlotDescription::Kind;

SlotSet set_of(std::initializer_list<Slot> slots)
{
    SlotSet set;
    for (auto const slot : slots) add(set, slot);
    return set;
}

TEST(SlotTable, HasEveryNumberOnce)
{
    std::set<Slot> seen;
    for (auto const& row : slot_table()) EXPECT_TRUE(seen.insert(row.slot).second) << row.element;
    for (auto const& row : slot_table()) EXPECT_EQ(describe(row.slot), &row) << row.element;
    EXPECT_EQ(describe(static_cast<Slot>(159)), nullptr);
}

// Stored numbers stand in databases that are out there: whoever changes one of these breaks them.
TEST(SlotTable, KeepsTheNumbersThatAreStored)
{
    std::map<Slot, int> const numbers { { Slot::item_class, 1 }, { Slot::body, 4 }, { Slot::file_as, 12 },
        { Slot::display_name, 14 }, { Slot::given_name, 15 }, { Slot::company_name, 20 },
        { Slot::email_address1, 21 }, { Slot::business_street, 33 }, { Slot::assistant_phone, 48 },
        { Slot::surname, 88 }, { Slot::members, 97 } };
    for (auto const& [slot, number] : numbers) EXPECT_EQ(static_cast<int>(slot), number);
}

TEST(SlotTable, KeepsTheRowsOfAnElementTogether)
{
    std::set<std::string_view> done;
    std::string_view current;
    for (auto const& row : slot_table()) {
        if (row.element == current || row.element.empty()) continue;
        EXPECT_TRUE(done.insert(row.element).second) << row.element;
        current = row.element;
    }
}

TEST(SlotTable, NamesChoicesExactlyForWhatIsEnumerated)
{
    for (auto const& row : slot_table()) {
        EXPECT_EQ(row.kind == Kind::enumerated, !row.choices.empty()) << row.element;
        if (row.choices.empty()) continue;
        EXPECT_EQ(choice_of(row, row.choices.back()), row.choices.size() - 1);
        EXPECT_EQ(choice_of(row, "No such choice"), std::nullopt);
    }
}

TEST(SlotTable, FindsWhatAFieldNames)
{
    EXPECT_EQ(slots_of(FieldPath { "contacts:GivenName" }), set_of({ Slot::given_name }));
    EXPECT_EQ(slots_of(FieldPath { "item:Body" }), set_of({ Slot::body, Slot::body_type }));
    EXPECT_EQ(slots_of(FieldPath { "contacts:Culture" }), set_of({ Slot::culture }));
    EXPECT_EQ(slots_of(FieldPath { "contacts:PhysicalAddresses" }).count(), 15);
    EXPECT_EQ(slots_of(FieldPath { "contacts:PhoneNumbers" }).count(), 23);
    EXPECT_TRUE(slots_of(FieldPath { "task:Owner" }).none());
    EXPECT_TRUE(slots_of(FieldPath { "" }).none());
}

TEST(SlotTable, FindsWhatAnEntryNames)
{
    EXPECT_EQ(slots_of(IndexedFieldPath { "contacts:PhoneNumber", "CarPhone" }), set_of({ Slot::car_phone }));
    EXPECT_EQ(
        slots_of(IndexedFieldPath { "contacts:PhysicalAddress:City", "Home" }), set_of({ Slot::home_city }));
    EXPECT_EQ(slots_of(IndexedFieldPath { "contacts:EmailAddress", "EmailAddress2" }),
        set_of({ Slot::email_address2, Slot::email_address2_name, Slot::email_address2_routing_type,
            Slot::email_address2_mailbox_type }));
    EXPECT_TRUE(slots_of(IndexedFieldPath { "contacts:EmailAddress", "EmailAddress4" }).none());
}

TEST(SlotTable, KnowsTheNamesOfMapi)
{
    EXPECT_EQ(slot_of({ .tag = "0x3a06", .type = "String" }), Slot::given_name);
    EXPECT_EQ(slot_of({ .tag = "14854", .type = "String" }), Slot::given_name);
    EXPECT_EQ(
        slot_of({ .distinguished_set = "Address", .id = "32789", .type = "Boolean" }), Slot::has_picture);
    EXPECT_EQ(slot_of({ .set = "00062004-0000-0000-c000-000000000046", .id = "0x8083", .type = "String" }),
        Slot::email_address1);
    EXPECT_EQ(slot_of({ .tag = "0x10f3", .type = "String" }), std::nullopt);
    EXPECT_EQ(slot_of({ .tag = "", .type = "String" }), std::nullopt);
    EXPECT_EQ(slot_of({ .tag = "0", .type = "String" }), std::nullopt);
    EXPECT_EQ(slot_of({ .distinguished_set = "Common", .id = "32789", .type = "Boolean" }), std::nullopt);
}

TEST(SlotTable, SaysWhichOneValueAPathNames)
{
    EXPECT_EQ(value_slot_of(FieldPath { "contacts:Surname" }), Slot::surname);
    EXPECT_EQ(value_slot_of(FieldPath { "item:Body" }), Slot::body);
    EXPECT_EQ(
        value_slot_of(IndexedFieldPath { "contacts:EmailAddress", "EmailAddress3" }), Slot::email_address3);
    EXPECT_EQ(
        value_slot_of(IndexedFieldPath { "contacts:PhysicalAddress:Street", "Other" }), Slot::other_street);
    EXPECT_EQ(value_slot_of(FieldPath { "contacts:EmailAddresses" }), std::nullopt);
    EXPECT_EQ(value_slot_of(FieldPath { "item:Attachments" }), std::nullopt);
    EXPECT_EQ(value_slot_of(FieldPath { "item:ItemId" }), std::nullopt);
}

}
}
