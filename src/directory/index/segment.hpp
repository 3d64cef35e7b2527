// Segment: people who can be found by name, as they were when it was made. It never changes.
//
// All fields of all people, folded, stand in one text in sorted order, each distinct one once: the keys. Behind every
// key stand the people who have it (its postings), so that the people of all keys with a common beginning are one run
// of memory. Who has a given name and a surname is listed a second time, under the given name in order of the surname:
// "jo da" is then a binary search for each given name that begins with "jo", however many people have it.
#pragma once

#include "core/name_search.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::directory {

/// Somebody's place in a segment: people stand in order of their ids.
using Ordinal = std::uint32_t;

/// A field's place among the sorted keys of a segment.
using Key = std::uint32_t;
inline constexpr Key no_key = ~Key { 0 };

/// Keys that follow one another: [begin, end).
struct KeyRange {
    Key begin = 0;
    Key end = 0;

    bool empty() const { return begin == end; }
    bool contains(Key key) const { return key >= begin && key < end; }
};

/// Half a cache line, for a search touches one of somebody who is found.
struct IndexedPerson {
    PersonId id;
    std::uint32_t text = 0; ///< Where the display name begins, as it was written; the address follows it.
    Key name = no_key; ///< The display name, folded; no_key where it is empty.
    std::uint16_t name_bytes = 0;
    std::uint16_t address_bytes = 0;
    RecipientKind kind = RecipientKind::mailbox;
};
static_assert(sizeof(IndexedPerson) == 32);

/// What a segment consists of. SegmentBuilder makes it.
struct SegmentParts {
    std::vector<IndexedPerson> people; ///< In order of id.
    std::string texts;

    std::string key_text; ///< The keys, one behind the other.
    std::vector<std::uint32_t> key_begins; ///< One more than there are keys.
    std::vector<std::uint32_t> posting_begins; ///< The same for `postings`.
    std::vector<Ordinal> postings; ///< Nobody twice behind one key.

    std::vector<Key>
        given_names; ///< Keys that are the given name of somebody who also has a surname; ascending.
    std::vector<std::uint32_t>
        given_name_begins; ///< Of each in the two that follow; one more than there are.
    std::vector<Key> surnames; ///< Ascending for each given name.
    std::vector<Ordinal> named; ///< Who is called so.
};

/// A value in all but copying. Any thread may call any member.
class Segment {
public:
    explicit Segment(SegmentParts parts);
    Segment(Segment const&) = delete;
    Segment& operator=(Segment const&) = delete;

    std::size_t size() const { return parts_.people.size(); }
    /// Of everything that is addressed by limits::segment_text_bytes_max.
    std::size_t text_bytes() const { return parts_.texts.size() + parts_.key_text.size(); }

    IndexedPerson const& person(Ordinal ordinal) const { return parts_.people[ordinal]; }
    std::optional<Ordinal> find(PersonId const& id) const;

    /// As they were written. They live as long as the segment.
    std::string_view name(IndexedPerson const& person) const;
    std::string_view address(IndexedPerson const& person) const;
    std::string_view folded_name(IndexedPerson const& person) const;

    std::string_view text(Key key) const
    {
        return std::string_view(parts_.key_text)
            .substr(parts_.key_begins[key], parts_.key_begins[key + 1] - parts_.key_begins[key]);
    }
    /// The keys that begin with `prefix`. The one that equals it, if there is one, is the first.
    KeyRange beginning_with(std::string_view prefix) const;
    /// The one key that equals `text`, or none.
    KeyRange equal_to(std::string_view text) const;

    /// Who has a field in `keys`: several times who has several.
    std::span<Ordinal const> people_of(KeyRange keys) const
    {
        auto const begin = parts_.posting_begins[keys.begin];
        return std::span(parts_.postings).subspan(begin, parts_.posting_begins[keys.end] - begin);
    }

    /// Calls `visit` for everybody whose given name and surname are in these, until it returns false; returns the
    /// last answer.
    template <class Visit>
    bool for_each_named(KeyRange given_names, KeyRange surnames, Visit const& visit) const;

    SegmentParts const& parts() const { return parts_; } ///< For merging.

private:
    Key first_not_less(std::string_view text) const;

    SegmentParts parts_;
    std::vector<std::uint64_t> signposts_; ///< The first letters of every so many keys.
};

using SegmentPtr = std::shared_ptr<Segment const>;

/// The first eight bytes, so that as numbers they stand in the order of the texts.
std::uint64_t leading_bytes(std::string_view text);

template <class Visit>
bool Segment::for_each_named(KeyRange given_names, KeyRange surnames, Visit const& visit) const
{
    if (given_names.empty() || surnames.empty()) return true;
    auto const& all = parts_.given_names;
    auto given = std::ranges::lower_bound(all, given_names.begin);
    for (; given != all.end() && *given < given_names.end; ++given) {
        auto const* const begins = &parts_.given_name_begins[static_cast<std::size_t>(given - all.begin())];
        auto const first = parts_.surnames.begin() + begins[0];
        auto const last = parts_.surnames.begin() + begins[1];
        for (auto at = std::lower_bound(first, last, surnames.begin); at != last && *at < surnames.end; ++at)
            if (!visit(parts_.named[static_cast<std::size_t>(at - parts_.surnames.begin())])) return false;
    }
    return true;
}

}
