#include "service/item_search.hpp"

#include "core/items/value_text.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <array>

namespace likeness::service {

namespace {

using Kind = SlotDescription::Kind;

// What people look for a contact by.
constexpr std::array searched { Slot::display_name, Slot::file_as, Slot::given_name, Slot::surname,
    Slot::nickname, Slot::company_name, Slot::email_address1, Slot::email_address2, Slot::email_address3,
    Slot::job_title, Slot::subject };

bool is_compared(SlotDescription const& row)
{
    return row.kind != Kind::identifier && row.kind != Kind::complex;
}

Result<FilterOperand> operand_of(PropertyPath const& path)
{
    if (auto const slot = value_slot_of(path)) {
        auto const* const row = describe(*slot);
        if (!row || !is_compared(*row)) return fail(Code::unsupported_path_for_query);
        return FilterOperand(*slot);
    }
    if (auto const* const extended = std::get_if<ExtendedFieldPath>(&path)) return FilterOperand(*extended);
    return fail(Code::unsupported_path_for_query);
}

// The row of an operand that is a slot.
SlotDescription const* row_of(FilterOperand const& operand)
{
    auto const* const slot = std::get_if<Slot>(&operand);
    return slot ? describe(*slot) : nullptr;
}

// A constant as a value of the operand's type: what a list holds is one text, and MAPI writes numbers for names.
Result<SlotValue> constant_of(PropertyPath const& path, FilterOperand const& operand, std::string const& text)
{
    auto const* const row = row_of(operand);
    if (!row || row->kind == Kind::texts || row->kind == Kind::binaries) return SlotValue(text);
    bool const is_mapi = std::holds_alternative<ExtendedFieldPath>(path);
    auto value = is_mapi ? value_from_mapi(*row, { text }) : value_from(*row, text);
    if (!value) return fail(Code::invalid_restriction);
    return std::move(*value);
}

bool is_text(FilterOperand const& operand)
{
    auto const* const row = row_of(operand);
    if (!row) return true; // Properties that clients wrote are texts here.
    return row->kind == Kind::text || row->kind == Kind::body || row->kind == Kind::texts;
}

struct FilterMaker {
    Result<ItemFilter> operator()(Combination const& combination) const
    {
        FilterCombination made { combination.how, {} };
        for (auto const& part : combination.parts) {
            auto filter = item_filter_of(part);
            if (!filter) return filter;
            made.parts.push_back(std::move(*filter));
        }
        return ItemFilter { std::move(made) };
    }
    Result<ItemFilter> operator()(Comparison const& comparison) const
    {
        auto of = operand_of(comparison.path);
        if (!of) return tl::unexpected(of.error());
        FilterComparison made { comparison.relation, *of, {} };
        if (auto const* const path = std::get_if<PropertyPath>(&comparison.other)) {
            auto other = operand_of(*path);
            if (!other) return tl::unexpected(other.error());
            made.other = std::move(*other);
        } else {
            auto constant = constant_of(comparison.path, *of, std::get<std::string>(comparison.other));
            if (!constant) return tl::unexpected(constant.error());
            made.other = std::move(*constant);
        }
        return ItemFilter { std::move(made) };
    }
    Result<ItemFilter> operator()(Containment const& containment) const
    {
        auto of = operand_of(containment.path);
        if (!of) return tl::unexpected(of.error());
        if (!is_text(*of)) return fail(Code::contains_filter_wrong_type);
        return ItemFilter { FilterContainment {
            containment.mode, containment.ignoring, std::move(*of), containment.constant } };
    }
    Result<ItemFilter> operator()(Existence const& existence) const
    {
        return operand_of(existence.path).map([](FilterOperand&& of) {
            return ItemFilter { FilterExistence { std::move(of) } };
        });
    }
    Result<ItemFilter> operator()(BitsExcluded const& excluded) const
    {
        auto of = operand_of(excluded.path);
        if (!of) return tl::unexpected(of.error());
        auto const* const row = row_of(*of);
        if (row && row->kind != Kind::integer && row->kind != Kind::enumerated)
            return fail(Code::invalid_restriction);
        return ItemFilter { FilterBitsExcluded { std::move(*of), excluded.bits } };
    }
};

ItemFilter all_of(std::vector<ItemFilter> parts)
{
    return { FilterCombination { Combination::How::all, std::move(parts) } };
}

ItemFilter word_filter(std::string_view word)
{
    FilterCombination any { Combination::How::any, {} };
    for (auto const slot : searched)
        any.parts.push_back({ FilterContainment { Containment::Mode::prefix_on_words,
            Containment::Ignoring::letter_case_and_accents, slot, std::string(word) } });
    return { std::move(any) };
}

ItemFilter name_bound(Comparison::Relation relation, std::string const& name)
{
    return { FilterComparison { relation, Slot::display_name, SlotValue(name) } };
}

}

Result<ItemFilter> item_filter_of(Restriction const& restriction)
{
    return std::visit(FilterMaker {}, restriction.is);
}

Result<std::vector<ItemOrder>> item_order_of(std::vector<FieldOrder> const& order)
{
    std::vector<ItemOrder> made;
    made.reserve(order.size());
    for (auto const& [path, descending] : order) {
        auto const slot = value_slot_of(path);
        auto const* const row = slot ? describe(*slot) : nullptr;
        if (!row || !row->sortable) return fail(Code::unsupported_path_for_sort_group);
        made.push_back({ *slot, descending });
    }
    return made;
}

Result<std::optional<ItemFilter>> item_filter_of_words(std::string_view words)
{
    constexpr std::string_view between_words = " \t\r\n\"";
    std::vector<ItemFilter> parts;
    while (true) {
        auto const begin = words.find_first_not_of(between_words);
        if (begin == std::string_view::npos) break;
        words.remove_prefix(begin);
        auto const end = std::min(words.find_first_of(between_words), words.size());
        if ((parts.size() + 1) * searched.size() > limits::search_expressions_max)
            return fail(Code::invalid_request);
        parts.push_back(word_filter(words.substr(0, end)));
        words.remove_prefix(end);
    }
    if (parts.empty()) return std::optional<ItemFilter>();
    return std::optional(all_of(std::move(parts)));
}

std::optional<ItemFilter> item_filter_of(ContactsView const& view)
{
    using Relation = Comparison::Relation;
    std::vector<ItemFilter> parts;
    if (!view.initial_name.empty())
        parts.push_back(name_bound(Relation::greater_or_equal, view.initial_name));
    if (!view.final_name.empty()) parts.push_back(name_bound(Relation::less_or_equal, view.final_name));
    return parts.empty() ? std::nullopt : std::optional(all_of(std::move(parts)));
}

std::optional<ItemFilter> both(std::optional<ItemFilter> one, std::optional<ItemFilter> other)
{
    if (!one) return other;
    if (!other) return one;
    std::vector<ItemFilter> parts;
    parts.push_back(std::move(*one));
    parts.push_back(std::move(*other));
    return all_of(std::move(parts));
}

}
