// What a search for items asks the store for: restrictions, orders and words, their paths found in the table.
// Source: spec/contacts.md 10.
#pragma once

#include "core/items/item_filter.hpp"
#include "core/operations/find_item.hpp"

namespace likeness::service {

/// Errors: unsupported_path_for_query for a path that names no single value; contains_filter_wrong_type for a Contains of
/// what is no text; invalid_restriction for a constant that is none of the path's type, and for bits of what is no number.
Result<ItemFilter> item_filter_of(Restriction const& restriction);

/// Errors: unsupported_path_for_sort_group for what items are not sorted by.
Result<std::vector<ItemOrder>> item_order_of(std::vector<FieldOrder> const& order);

/// The items in which each word begins a word of a name, an address, a company or the like; nullopt for no words.
/// Errors: invalid_request for more words than a restriction may have expressions.
Result<std::optional<ItemFilter>> item_filter_of_words(std::string_view words);

/// From the first display name of a range to its last; nullopt for all.
std::optional<ItemFilter> item_filter_of(ContactsView const& view);

/// Those that both mean.
std::optional<ItemFilter> both(std::optional<ItemFilter> one, std::optional<ItemFilter> other);

}
