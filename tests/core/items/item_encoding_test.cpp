// An item's content as bytes: what is kept must be read again by every later version, and nothing else may be taken.
#include "core/items/item_encoding.hpp"

#include <gtest/gtest.h>
#include <random>

namespace likeness {
namespace {

// Every type of value, and lists with something in them.
ItemContent whole()
{
    ItemContent content;
    content.slots.put(Slot::given_name, "Sadie");
    content.slots.put(Slot::surname, std::string("Daniels \xC3\xA9\0 end", 15));
    content.slots.put(Slot::categories, Texts { "Friends", "", "Work" });
    content.slots.put(Slot::birthday, base::Seconds(std::chrono::seconds(-1'000'000'000)));
    content.slots.put(Slot::reminder_is_set, true);
    content.slots.put(Slot::importance, std::int32_t { 2 });
    content.slots.put(Slot::reminder_minutes, std::numeric_limits<std::int32_t>::min());
    content.extended = { { { .tag = "0x10f3", .type = "String" }, { "sadie.vcf" } },
        { { .set = "00020329-0000-0000-C000-000000000046", .name = "mood", .type = "StringArray" },
            { "a", "b" } } };
    return content;
}

ItemContent list()
{
    ItemContent content { .kind = ItemKind::distribution_list };
    content.slots.put(Slot::display_name, "Friends");
    content.members
        = { { "key", "Hope Gross", "hope@contoso.com", "SMTP", "Mailbox", ListMember::Status::normal },
              { .status = ListMember::Status::demoted } };
    return content;
}

TEST(ItemEncoding, ReadsBackWhatItWrote)
{
    for (auto const& content : { whole(), list(), ItemContent() })
        EXPECT_EQ(decode_item(encode(content)).value(), content);
}

// These bytes lie in databases: they stay readable whatever becomes of the code.
TEST(ItemEncoding, ReadsTheFirstLayoutForGood)
{
    std::string const bytes("\x01\x01\x02\x0F\x00\x05Sadie\x08\x04\x04\x00\x00", 17);
    ItemContent content;
    content.slots.put(Slot::given_name, "Sadie");
    EXPECT_EQ(encode(content), std::string("\x01\x01\x01\x0F\x00\x05Sadie\x00\x00", 13));
    EXPECT_FALSE(decode_item(bytes)) << "slots that are not in order";
    EXPECT_EQ(decode_item(encode(content)).value(), content);
}

TEST(ItemEncoding, KeepsAPropertyOfANewerProgram)
{
    std::string const bytes("\x01\x01\x01\x9F\x00\x03new\x00\x00", 11);
    auto const content = decode_item(bytes).value();
    EXPECT_EQ(content.slots.text(static_cast<Slot>(0x9F)), "new");
    EXPECT_EQ(encode(content), bytes);
}

TEST(ItemEncoding, RefusesEveryPieceOfAnItem)
{
    for (auto const& content : { whole(), list() }) {
        auto const bytes = encode(content);
        for (std::size_t length = 0; length < bytes.size(); ++length)
            EXPECT_FALSE(decode_item(std::string_view(bytes).substr(0, length))) << length;
        EXPECT_FALSE(decode_item(bytes + '\0'));
    }
}

TEST(ItemEncoding, SurvivesBytesThatWereChanged)
{
    std::mt19937 random(7);
    auto const bytes = encode(whole());
    for (int tried = 0; tried < 20'000; ++tried) {
        auto changed = bytes;
        for (int i = 0; i < 3; ++i) changed[random() % changed.size()] = static_cast<char>(random());
        // Whatever it is taken for is an item that can be kept.
        auto const content = decode_item(changed);
        if (!content) continue;
        EXPECT_EQ(decode_item(encode(*content)), *content);
    }
}

TEST(ItemEncoding, ReadsNoMoreSlotsThanAreWanted)
{
    SlotSet wanted;
    for (auto const slot : { Slot::surname, Slot::importance, Slot::company_name }) add(wanted, slot);
    auto const whole_one = whole();
    ItemContent some;
    for (auto const slot : { Slot::surname, Slot::importance })
        some.slots.put(slot, *whole_one.slots.find(slot));
    EXPECT_EQ(decode_slots(encode(whole_one), wanted).value(), some);
    EXPECT_EQ(decode_slots(encode(whole_one), SlotSet().set()).value().slots, whole_one.slots);
    EXPECT_EQ(decode_slots(encode(list()), SlotSet()).value(), ItemContent { .kind = list().kind });
}

// Whatever can be read as a whole can be read in part, and is the same.
TEST(ItemEncoding, ReadsPartsOfBytesThatWereChanged)
{
    std::mt19937 random(11);
    SlotSet wanted;
    add(wanted, Slot::categories);
    auto const bytes = encode(whole());
    for (int tried = 0; tried < 20'000; ++tried) {
        auto changed = bytes;
        changed[random() % changed.size()] = static_cast<char>(random());
        auto const all = decode_item(changed);
        auto const part = decode_slots(changed, wanted);
        if (!all) continue;
        ASSERT_TRUE(part);
        auto const* const found = part->slots.find(Slot::categories);
        auto const* const expected = all->slots.find(Slot::categories);
        ASSERT_EQ(found != nullptr, expected != nullptr);
        if (!expected) continue;
        EXPECT_EQ(*found, *expected);
    }
}

TEST(ItemEncoding, RefusesCountsBeyondTheBytes)
{
    std::string const bytes("\x01\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 11);
    EXPECT_EQ(decode_item(bytes).error().code, Code::internal_server_error);
}

TEST(ItemContent, KnowsAPropertyOfMapiByAnySpelling)
{
    ItemContent content;
    content.put({ { .tag = "0x10F3", .type = "String" }, { "one" } });
    content.put({ { .tag = "4339", .type = "String" }, { "two" } });
    ASSERT_EQ(content.extended.size(), 1);
    EXPECT_EQ(content.find({ .tag = "0x10f3", .type = "String" })->values, Texts { "two" });
    EXPECT_TRUE(content.erase({ .tag = "0x10f3", .type = "String" }));
    EXPECT_FALSE(content.erase({ .tag = "0x10f3", .type = "String" }));
}

}
}
