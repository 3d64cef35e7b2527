// Which items a filter means, and how they are sorted.
// Source: spec/contacts.md 10.
#include "core/items/item_filter.hpp"

#include <gtest/gtest.h>

namespace likeness {
namespace {

using Relation = Comparison::Relation;
using Mode = Containment::Mode;
using Ignoring = Containment::Ignoring;

StoredItem sadie()
{
    StoredItem item { .number = 7,
        .created_at = base::Seconds(std::chrono::seconds(1'000)),
        .modified_at = base::Seconds(std::chrono::seconds(2'000)),
        .bytes = 300,
        .has_picture = true };
    item.content.slots.put(Slot::display_name, "Sadie Daniels");
    item.content.slots.put(Slot::surname, "Daniels");
    item.content.slots.put(Slot::company_name, "Caf\xC3\xA9 Contoso");
    item.content.slots.put(Slot::categories, Texts { "Friends", "Work" });
    item.content.slots.put(Slot::importance, std::int32_t { 2 });
    item.content.extended = { { { .tag = "0x10f3", .type = "String" }, { "sadie.vcf" } } };
    return item;
}

bool compares(FilterOperand of, Relation relation, std::variant<SlotValue, FilterOperand> other)
{
    return matches({ FilterComparison { relation, std::move(of), std::move(other) } }, sadie());
}

bool holds(FilterOperand of, Mode mode, Ignoring ignoring, std::string constant)
{
    return matches({ FilterContainment { mode, ignoring, std::move(of), std::move(constant) } }, sadie());
}

TEST(ItemFilter, ComparesTextsWithoutRegardToCase)
{
    EXPECT_TRUE(compares(Slot::surname, Relation::equal, SlotValue("DANIELS")));
    EXPECT_FALSE(compares(Slot::surname, Relation::not_equal, SlotValue("DANIELS")));
    EXPECT_TRUE(compares(Slot::surname, Relation::less, SlotValue("gross")));
    EXPECT_TRUE(compares(Slot::surname, Relation::greater_or_equal, SlotValue("daniels")));
    EXPECT_FALSE(compares(Slot::surname, Relation::greater, SlotValue("daniels")));
}

TEST(ItemFilter, ComparesNumbersTruthsAndTimes)
{
    EXPECT_TRUE(compares(Slot::importance, Relation::greater, SlotValue(std::int32_t { 1 })));
    EXPECT_TRUE(compares(Slot::has_picture, Relation::equal, SlotValue(true)));
    EXPECT_TRUE(compares(Slot::last_modified_time, Relation::less_or_equal,
        SlotValue(base::Seconds(std::chrono::seconds(2'000)))));
    EXPECT_FALSE(compares(Slot::importance, Relation::equal, SlotValue("2"))) << "of another type";
}

TEST(ItemFilter, ComparesPropertiesWithEachOther)
{
    EXPECT_TRUE(compares(Slot::display_name, Relation::greater, FilterOperand(Slot::surname)));
    EXPECT_TRUE(compares(
        ExtendedFieldPath { .tag = "0x10F3", .type = "String" }, Relation::equal, SlotValue("Sadie.VCF")));
}

TEST(ItemFilter, FindsNothingInWhatIsAbsent)
{
    EXPECT_FALSE(compares(Slot::nickname, Relation::equal, SlotValue("")));
    EXPECT_TRUE(compares(Slot::nickname, Relation::not_equal, SlotValue("")));
    EXPECT_FALSE(compares(Slot::nickname, Relation::less, SlotValue("z")));
    EXPECT_FALSE(holds(Slot::nickname, Mode::substring, Ignoring::nothing, ""));
    EXPECT_FALSE(matches({ FilterExistence { Slot::nickname } }, sadie()));
    EXPECT_TRUE(matches({ FilterExistence { Slot::surname } }, sadie()));
}

TEST(ItemFilter, LooksIntoTexts)
{
    EXPECT_TRUE(holds(Slot::display_name, Mode::substring, Ignoring::letter_case, "DIE d"));
    EXPECT_FALSE(holds(Slot::display_name, Mode::substring, Ignoring::nothing, "DIE d"));
    EXPECT_TRUE(holds(Slot::display_name, Mode::prefixed, Ignoring::nothing, "Sad"));
    EXPECT_FALSE(holds(Slot::display_name, Mode::prefixed, Ignoring::nothing, "Dan"));
    EXPECT_TRUE(holds(Slot::display_name, Mode::prefix_on_words, Ignoring::nothing, "Dan"));
    EXPECT_FALSE(holds(Slot::display_name, Mode::exact_phrase, Ignoring::nothing, "Dan"));
    EXPECT_TRUE(holds(Slot::display_name, Mode::full_string, Ignoring::letter_case, "sadie daniels"));
    EXPECT_TRUE(holds(Slot::company_name, Mode::prefixed, Ignoring::letter_case_and_accents, "cafe"));
    EXPECT_FALSE(holds(Slot::company_name, Mode::prefixed, Ignoring::letter_case, "cafe"));
}

TEST(ItemFilter, TakesOneOfAList)
{
    EXPECT_TRUE(holds(Slot::categories, Mode::full_string, Ignoring::letter_case, "work"));
    EXPECT_TRUE(compares(Slot::categories, Relation::equal, SlotValue("Friends")));
    EXPECT_FALSE(compares(Slot::categories, Relation::not_equal, SlotValue("Friends")));
    EXPECT_TRUE(compares(Slot::categories, Relation::not_equal, SlotValue("Family")));
}

TEST(ItemFilter, JoinsConditions)
{
    ItemFilter const yes { FilterExistence { Slot::surname } };
    ItemFilter const no { FilterExistence { Slot::nickname } };
    auto const joined = [&](Combination::How how, std::vector<ItemFilter> parts) {
        return matches({ FilterCombination { how, std::move(parts) } }, sadie());
    };
    EXPECT_TRUE(joined(Combination::How::all, { yes, yes }));
    EXPECT_FALSE(joined(Combination::How::all, { yes, no }));
    EXPECT_TRUE(joined(Combination::How::any, { no, yes }));
    EXPECT_FALSE(joined(Combination::How::any, { no, no }));
    EXPECT_TRUE(joined(Combination::How::none, { no }));
    EXPECT_FALSE(joined(Combination::How::none, { yes }));
}

TEST(ItemFilter, LooksAtBits)
{
    EXPECT_TRUE(matches({ FilterBitsExcluded { Slot::importance, 1 } }, sadie()));
    EXPECT_FALSE(matches({ FilterBitsExcluded { Slot::importance, 3 } }, sadie()));
    EXPECT_FALSE(matches({ FilterBitsExcluded { Slot::surname, 1 } }, sadie()));
}

TEST(SortKey, SortsAsTheValuesDo)
{
    auto item = sadie();
    auto const key_with = [&](Slot slot, SlotValue value) {
        item.content.slots.put(slot, std::move(value));
        return sort_key(item, slot);
    };
    EXPECT_EQ(key_with(Slot::surname, "\xC3\x89 Gross"), key_with(Slot::surname, "e gross"));
    EXPECT_LT(
        key_with(Slot::importance, std::int32_t { -5 }), key_with(Slot::importance, std::int32_t { 3 }));
    EXPECT_LT(
        key_with(Slot::importance, std::int32_t { 3 }), key_with(Slot::importance, std::int32_t { 300 }));
    auto const absent = sort_key(item, Slot::nickname);
    EXPECT_LT(absent, key_with(Slot::nickname, "a"));
    EXPECT_LT(sort_key(item, Slot::date_time_created), sort_key(item, Slot::last_modified_time));
}

}
}
