#include "core/items/item_content.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <charconv>

namespace likeness {

namespace {

std::optional<std::uint32_t> number_of(std::string_view text)
{
    bool const is_hex = base::starts_with_ignoring_ascii_case(text, "0x");
    if (is_hex) text.remove_prefix(2);
    std::uint32_t number = 0;
    auto const [end, error]
        = std::from_chars(text.data(), text.data() + text.size(), number, is_hex ? 16 : 10);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool same_number(std::optional<std::string> const& left, std::optional<std::string> const& right)
{
    if (!left || !right) return left.has_value() == right.has_value();
    auto const number = number_of(*left);
    return number ? number == number_of(*right) : *left == *right;
}

bool same_guid(std::optional<std::string> const& left, std::optional<std::string> const& right)
{
    if (!left || !right) return left.has_value() == right.has_value();
    return base::equals_ignoring_ascii_case(*left, *right);
}

auto named(ExtendedFieldPath const& path)
{
    return [&](ExtendedProperty const& property) { return same_property(property.path, path); };
}

}

SlotValue const* SlotValues::find(Slot slot) const
{
    auto const found = std::ranges::lower_bound(entries_, slot, {}, &Entry::first);
    return found == entries_.end() || found->first != slot ? nullptr : &found->second;
}

std::string_view SlotValues::text(Slot slot) const
{
    auto const* const value = find(slot);
    auto const* const text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

std::optional<std::int32_t> SlotValues::number(Slot slot) const
{
    auto const* const value = find(slot);
    auto const* const number = value ? std::get_if<std::int32_t>(value) : nullptr;
    return number ? std::optional(*number) : std::nullopt;
}

void SlotValues::put(Slot slot, SlotValue value)
{
    auto const at = std::ranges::lower_bound(entries_, slot, {}, &Entry::first);
    if (at != entries_.end() && at->first == slot)
        at->second = std::move(value);
    else
        entries_.emplace(at, slot, std::move(value));
}

bool SlotValues::erase(Slot slot)
{
    auto const at = std::ranges::lower_bound(entries_, slot, {}, &Entry::first);
    if (at == entries_.end() || at->first != slot) return false;
    entries_.erase(at);
    return true;
}

bool same_property(ExtendedFieldPath const& left, ExtendedFieldPath const& right)
{
    return left.distinguished_set == right.distinguished_set && same_guid(left.set, right.set)
        && same_number(left.tag, right.tag) && left.name == right.name && same_number(left.id, right.id)
        && left.type == right.type;
}

ExtendedProperty const* ItemContent::find(ExtendedFieldPath const& path) const
{
    auto const found = std::ranges::find_if(extended, named(path));
    return found == extended.end() ? nullptr : &*found;
}

void ItemContent::put(ExtendedProperty property)
{
    auto const found = std::ranges::find_if(extended, named(property.path));
    if (found == extended.end())
        extended.push_back(std::move(property));
    else
        *found = std::move(property);
}

bool ItemContent::erase(ExtendedFieldPath const& path)
{
    return std::erase_if(extended, named(path)) > 0;
}

}
