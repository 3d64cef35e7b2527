#include "core/items/item_filter.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <charconv>

namespace likeness {

namespace {

using Relation = Comparison::Relation;
using Mode = Containment::Mode;
using Ignoring = Containment::Ignoring;
using Value = std::optional<SlotValue>;

Value operand_of(StoredItem const& item, FilterOperand const& operand)
{
    if (auto const* const slot = std::get_if<Slot>(&operand)) return value_of(item, *slot);
    auto const* const property = item.content.find(std::get<ExtendedFieldPath>(operand));
    if (!property || property->values.empty()) return std::nullopt;
    if (property->values.size() == 1) return SlotValue(property->values.front());
    return SlotValue(property->values);
}

// A number that a client wrote as the text of a property of MAPI.
std::optional<std::int64_t> number_in(std::string_view text)
{
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

struct Orders {
    Relation relation;

    bool operator()(std::string const& left, std::string const& right) const
    {
        return holds(relation, order_of_texts(left, right));
    }
    // Of a list one will do, but none may be equal to what it is not to be equal to.
    bool operator()(Texts const& left, std::string const& right) const
    {
        auto const holds_for = [&](std::string const& text) { return (*this)(text, right); };
        return relation == Relation::not_equal ? std::ranges::all_of(left, holds_for)
                                               : std::ranges::any_of(left, holds_for);
    }
    template <class Same>
        requires(!std::same_as<Same, std::string> && !std::same_as<Same, Texts>)
    bool operator()(Same const& left, Same const& right) const
    {
        return holds(relation, left <=> right);
    }
    bool operator()(auto const&, auto const&) const { return relation == Relation::not_equal; }
};

bool is_word_letter(char letter)
{
    constexpr std::string_view between_words = " \t-.,@";
    return between_words.find(letter) == std::string_view::npos;
}

bool has_words(std::string_view text, std::string_view part, bool whole)
{
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
        auto const end = at + part.size();
        bool const begins = at == 0 || !is_word_letter(text[at - 1]);
        bool const ends = end == text.size() || !is_word_letter(text[end]);
        if (begins && (ends || !whole)) return true;
    }
    return false;
}

struct Matcher {
    StoredItem const& item;

    bool operator()(FilterCombination const& combination) const
    {
        auto const holds_for = [&](ItemFilter const& part) { return std::visit(*this, part.is); };
        switch (combination.how) {
        case Combination::How::all: return std::ranges::all_of(combination.parts, holds_for);
        case Combination::How::any: return std::ranges::any_of(combination.parts, holds_for);
        case Combination::How::none: return std::ranges::none_of(combination.parts, holds_for);
        }
        return false;
    }
    bool operator()(FilterComparison const& comparison) const
    {
        auto const left = operand_of(item, comparison.of);
        auto const* const operand = std::get_if<FilterOperand>(&comparison.other);
        auto const right
            = operand ? operand_of(item, *operand) : Value(std::get<SlotValue>(comparison.other));
        if (!left || !right) return comparison.relation == Relation::not_equal;
        return std::visit(Orders { comparison.relation }, *left, *right);
    }
    bool operator()(FilterContainment const& containment) const
    {
        auto const value = operand_of(item, containment.of);
        if (!value) return false;
        auto const part = folded(containment.constant, containment.ignoring);
        auto const holds_for = [&](std::string const& text) {
            return holds_part(folded(text, containment.ignoring), part, containment.mode);
        };
        if (auto const* const text = std::get_if<std::string>(&*value)) return holds_for(*text);
        auto const* const texts = std::get_if<Texts>(&*value);
        return texts && std::ranges::any_of(*texts, holds_for);
    }
    bool operator()(FilterExistence const& existence) const
    {
        return operand_of(item, existence.of).has_value();
    }
    bool operator()(FilterBitsExcluded const& excluded) const
    {
        auto const value = operand_of(item, excluded.of);
        auto const* const number = value ? std::get_if<std::int32_t>(&*value) : nullptr;
        return number && (static_cast<std::uint32_t>(*number) & excluded.bits) == 0;
    }
};

// Big-endian, with the sign turned around: bytes sort as the numbers do.
std::string key_of(std::int64_t number)
{
    auto const bits = static_cast<std::uint64_t>(number) ^ (std::uint64_t { 1 } << 63);
    std::string key;
    for (int shift = 56; shift >= 0; shift -= 8) key.push_back(static_cast<char>(bits >> shift));
    return key;
}

struct KeyMaker {
    std::string operator()(std::string const& text) const { return base::fold_name(text); }
    std::string operator()(Texts const& texts) const
    {
        return texts.empty() ? std::string() : base::fold_name(texts.front());
    }
    std::string operator()(base::Seconds time) const { return key_of(time.time_since_epoch().count()); }
    std::string operator()(bool truth) const { return key_of(truth ? 1 : 0); }
    std::string operator()(std::int32_t number) const { return key_of(number); }
};

}

bool holds(Relation relation, std::strong_ordering order)
{
    switch (relation) {
    case Relation::equal: return order == 0;
    case Relation::not_equal: return order != 0;
    case Relation::greater: return order > 0;
    case Relation::greater_or_equal: return order >= 0;
    case Relation::less: return order < 0;
    case Relation::less_or_equal: return order <= 0;
    }
    return false;
}

bool is_number(std::string_view text)
{
    return number_in(text).has_value();
}

std::strong_ordering order_of_texts(std::string_view left, std::string_view right)
{
    auto const number = number_in(left);
    auto const other = number_in(right);
    if (number && other) return *number <=> *other;
    return base::fold_case(left) <=> base::fold_case(right);
}

std::string folded(std::string_view text, Ignoring ignoring)
{
    switch (ignoring) {
    case Ignoring::nothing: break;
    case Ignoring::letter_case: return base::fold_case(text);
    // There is no folding that keeps case and drops accents; the wider one finds more.
    case Ignoring::accents:
    case Ignoring::letter_case_and_accents: return base::fold_name(text);
    }
    return std::string(text);
}

bool holds_part(std::string_view text, std::string_view part, Mode mode)
{
    switch (mode) {
    case Mode::full_string: return text == part;
    case Mode::prefixed: return text.starts_with(part);
    case Mode::substring: return text.find(part) != std::string_view::npos;
    case Mode::prefix_on_words: return has_words(text, part, false);
    case Mode::exact_phrase: return has_words(text, part, true);
    }
    return false;
}

bool matches(ItemFilter const& filter, StoredItem const& item)
{
    return std::visit(Matcher { item }, filter.is);
}

std::string sort_key(StoredItem const& item, Slot slot)
{
    auto const value = value_of(item, slot);
    return value ? std::visit(KeyMaker {}, *value) : std::string();
}

}
