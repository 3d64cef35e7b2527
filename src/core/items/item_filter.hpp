// ItemFilter: a restriction on items, its paths found in the table and its constants read.
// Source: spec/contacts.md 10.
#pragma once

#include "core/items/stored_item.hpp"
#include "core/restriction.hpp"

#include <compare>
#include <string_view>

namespace likeness {

/// What is compared: a slot that has a value, or a property of MAPI that is none.
using FilterOperand = std::variant<Slot, ExtendedFieldPath>;

struct ItemFilter;

struct FilterCombination {
    Combination::How how = Combination::How::all;
    std::vector<ItemFilter> parts;

    friend bool operator==(FilterCombination const& a, FilterCombination const& b);
};

struct FilterComparison {
    Comparison::Relation relation = Comparison::Relation::equal;
    FilterOperand of;
    std::variant<SlotValue, FilterOperand> other; ///< A constant of the operand's type, or another operand.

    friend bool operator==(FilterComparison const&, FilterComparison const&) = default;
};

struct FilterContainment {
    Containment::Mode mode = Containment::Mode::full_string;
    Containment::Ignoring ignoring = Containment::Ignoring::nothing;
    FilterOperand of; ///< A text, or a list of which one will do.
    std::string constant;

    friend bool operator==(FilterContainment const&, FilterContainment const&) = default;
};

struct FilterExistence {
    FilterOperand of;

    friend bool operator==(FilterExistence const&, FilterExistence const&) = default;
};

struct FilterBitsExcluded {
    FilterOperand of;
    std::uint32_t bits = 0;

    friend bool operator==(FilterBitsExcluded const&, FilterBitsExcluded const&) = default;
};

struct ItemFilter {
    std::variant<FilterCombination, FilterComparison, FilterContainment, FilterExistence, FilterBitsExcluded>
        is;

    friend bool operator==(ItemFilter const&, ItemFilter const&) = default;
};

inline bool operator==(FilterCombination const& a, FilterCombination const& b)
{
    return a.how == b.how && a.parts == b.parts;
}

/// Whether the item is meant. Texts compare without regard to case; an absent value is equal to nothing, is less and
/// greater than nothing, and contains nothing. Costs as much as the expressions; every store means the same by a filter.
bool matches(ItemFilter const& filter, StoredItem const& item);

// What `matches` is made of, for a store that keeps values apart from their items

/// Whether two values in this order are in the relation.
bool holds(Comparison::Relation relation, std::strong_ordering order);

/// Whether the text is a number, and so compares with others as one.
bool is_number(std::string_view text);

/// Of two texts as they were written: numbers as numbers, else without regard to case.
std::strong_ordering order_of_texts(std::string_view left, std::string_view right);

/// The text without the distinctions that are ignored.
std::string folded(std::string_view text, Containment::Ignoring ignoring);

/// In: both folded in the same way.
bool holds_part(std::string_view text, std::string_view part, Containment::Mode mode);

/// One key of an order. In: a sortable slot of the table.
struct ItemOrder {
    Slot by = Slot::file_as;
    bool descending = false;

    friend bool operator==(ItemOrder const&, ItemOrder const&) = default;
};

/// What an item is sorted by: texts folded without case and accents, numbers and dates so that their bytes sort as they
/// do; "" where the value is absent, which comes first. Bytes compare.
std::string sort_key(StoredItem const& item, Slot slot);

}
