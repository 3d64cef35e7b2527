#include "directory/index/segment.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <ranges>

namespace likeness::directory {

namespace {

// How many keys there are to a signpost. A million people have some three million keys: the signposts then take
// 1.5 MB, which stay in the processor's caches, where the keys themselves would not.
constexpr Key keys_per_signpost = 16;

}

std::uint64_t leading_bytes(std::string_view text)
{
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), std::min(text.size(), sizeof word));
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
    return word;
}

Segment::Segment(SegmentParts parts)
    : parts_(std::move(parts))
{
    auto const keys = static_cast<Key>(parts_.key_begins.size() - 1);
    signposts_.reserve(keys / keys_per_signpost + 1);
    for (Key key = 0; key < keys; key += keys_per_signpost) signposts_.push_back(leading_bytes(text(key)));
}

std::optional<Ordinal> Segment::find(PersonId const& id) const
{
    auto const found = std::ranges::lower_bound(parts_.people, id, {}, &IndexedPerson::id);
    if (found == parts_.people.end() || found->id != id) return std::nullopt;
    return static_cast<Ordinal>(found - parts_.people.begin());
}

std::string_view Segment::name(IndexedPerson const& person) const
{
    return std::string_view(parts_.texts).substr(person.text, person.name_bytes);
}

std::string_view Segment::address(IndexedPerson const& person) const
{
    return std::string_view(parts_.texts).substr(person.text + person.name_bytes, person.address_bytes);
}

std::string_view Segment::folded_name(IndexedPerson const& person) const
{
    return person.name == no_key ? std::string_view() : text(person.name);
}

// The signposts narrow it down to those keys whose first eight bytes may equal the text's; among them the texts decide.
Key Segment::first_not_less(std::string_view wanted) const
{
    auto const keys = static_cast<Key>(parts_.key_begins.size() - 1);
    auto const [lower, upper] = std::ranges::equal_range(signposts_, leading_bytes(wanted));
    auto const low = static_cast<Key>(lower - signposts_.begin());
    auto const high = static_cast<Key>(upper - signposts_.begin());
    auto const candidates = std::views::iota(
        low == 0 ? 0 : (low - 1) * keys_per_signpost, std::min(keys, high * keys_per_signpost));
    return *std::ranges::lower_bound(candidates, wanted, {}, [&](Key key) { return text(key); });
}

KeyRange Segment::equal_to(std::string_view wanted) const
{
    auto const keys = static_cast<Key>(parts_.key_begins.size() - 1);
    auto const key = first_not_less(wanted);
    if (key == keys || text(key) != wanted) return {};
    return { key, key + 1 };
}

// The end of the range is looked for among the signposts too, which costs no memory access that is slow. Beyond their
// eight letters the texts between those that agree decide.
KeyRange Segment::beginning_with(std::string_view prefix) const
{
    auto const keys = static_cast<Key>(parts_.key_begins.size() - 1);
    auto const begin = first_not_less(prefix);
    auto const last = leading_bytes(prefix)
        | (prefix.size() < sizeof(std::uint64_t) ? ~std::uint64_t { 0 } >> (8 * prefix.size()) : 0);
    auto const high = static_cast<Key>(std::ranges::upper_bound(signposts_, last) - signposts_.begin());
    auto low = begin;
    if (prefix.size() <= sizeof last && high > 0) low = std::max(low, (high - 1) * keys_per_signpost);
    auto const candidates = std::views::iota(low, std::max(low, std::min(keys, high * keys_per_signpost)));
    return { begin,
        *std::ranges::partition_point(candidates, [&](Key key) { return text(key).starts_with(prefix); }) };
}

}
