#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "directory/index/snapshot.hpp"

#include <algorithm>
#include <bit>
#include <optional>

namespace likeness::directory {

namespace {

// Somebody is met once for each of their fields that matches: this knows whom we had. Open addressing, half full at
// most.
class Met {
public:
    explicit Met(std::size_t people_max)
        : slots_(std::bit_ceil(2 * people_max + 2), nobody)
    {
    }

    static constexpr auto nobody = ~std::uint64_t { 0 };

    static std::uint64_t value_of(std::uint32_t part, Ordinal person)
    {
        return std::uint64_t { part } << 32 | person;
    }

    /// Where `value` is, or, holding nobody, belongs.
    std::uint64_t& slot_of(std::uint64_t value)
    {
        auto const mask = slots_.size() - 1;
        auto at = (value * 0x9E3779B97F4A7C15) >> 32 & mask;
        while (slots_[at] != value && slots_[at] != nobody) at = (at + 1) & mask;
        return slots_[at];
    }

private:
    std::vector<std::uint64_t> slots_;
};

struct Found {
    IndexedPerson const* person = nullptr;
    std::uint32_t part = 0;
    bool whole = false; ///< One of their fields is the text itself.
    std::uint64_t place = 0; ///< By which those of one part are in order: the whole ones first, then by name.
};

// What the words of a query are in one segment.
struct Ranges {
    KeyRange whole; ///< The key that equals the text.
    KeyRange text;
    KeyRange first; ///< The text up to its first blank, where there are two words.
    KeyRange second; ///< The rest.
};

class Search {
public:
    Search(Snapshot const& snapshot, NameQuery const& query, std::size_t most)
        : snapshot_(snapshot)
        , text_(base::fold_name(query.text))
        , whole_(query.whole)
        , most_(most)
        , met_(0)
    {
    }

    NameHits run()
    {
        if (text_.empty()) return {};
        find_ranges();
        if (!take_fields() || !take_named()) hits_.more = true;
        sort_found();
        hits_.hits.reserve(found_.size());
        for (auto const& found : found_) {
            auto const& segment = *snapshot_.parts[found.part].segment;
            auto const& person = *found.person;
            hits_.hits.push_back({ person.id, person.kind, segment.name(person), segment.address(person) });
        }
        return std::move(hits_);
    }

private:
    KeyRange range_of(Segment const& segment, std::string_view text) const
    {
        return whole_ ? segment.equal_to(text) : segment.beginning_with(text);
    }

    void find_ranges()
    {
        auto const words = base::split_once(text_, ' ');
        bool const two = words && !words->before.empty() && !words->after.empty();
        std::size_t postings = 0;
        for (auto const& part : snapshot_.parts) {
            auto const& segment = *part.segment;
            auto& ranges = ranges_.emplace_back();
            ranges.text = range_of(segment, text_);
            if (!ranges.text.empty() && segment.text(ranges.text.begin) == text_)
                ranges.whole = { ranges.text.begin, ranges.text.begin + 1 };
            postings += segment.people_of(ranges.text).size();
            if (!two) continue;
            ranges.first = range_of(segment, words->before);
            ranges.second = range_of(segment, words->after);
            if (!ranges.first.empty() && !ranges.second.empty()) postings += segment.size();
        }
        auto const people_max = std::min(most_, postings);
        met_ = Met(people_max);
        found_.reserve(people_max);
    }

    // False: there are more than are wanted.
    bool take(std::uint32_t part, Ordinal person, bool whole)
    {
        if (snapshot_.parts[part].is_dead(person)) return true;
        auto const value = Met::value_of(part, person);
        auto& slot = met_.slot_of(value);
        if (slot == value) return true;
        if (found_.size() == most_) return false;
        slot = value;
        found_.push_back({ &snapshot_.parts[part].segment->person(person), part, whole });
        __builtin_prefetch(found_.back().person);
        return true;
    }

    bool take_all(std::uint32_t part, KeyRange keys, bool whole)
    {
        return std::ranges::all_of(snapshot_.parts[part].segment->people_of(keys),
            [&](Ordinal person) { return take(part, person, whole); });
    }

    // Those of whom a whole field is the text first: then they are not among those who are left out.
    bool take_fields()
    {
        for (std::uint32_t part = 0; part < ranges_.size(); ++part)
            if (!take_all(part, ranges_[part].whole, true)) return false;
        for (std::uint32_t part = 0; part < ranges_.size(); ++part) {
            auto rest = ranges_[part].text;
            if (!ranges_[part].whole.empty()) ++rest.begin;
            if (!take_all(part, rest, false)) return false;
        }
        return true;
    }

    // "jo da": given name and surname, and the reverse.
    bool take_named()
    {
        for (std::uint32_t part = 0; part < ranges_.size(); ++part) {
            auto const& [whole, text, first, second] = ranges_[part];
            auto const& segment = *snapshot_.parts[part].segment;
            auto const visit = [&](Ordinal person) { return take(part, person, false); };
            if (!segment.for_each_named(first, second, visit)
                || !segment.for_each_named(second, first, visit))
                return false;
        }
        return true;
    }

    // Once their memory has been fetched. Keys of one segment stand in order; no name at all, no_key, comes first.
    void sort_found()
    {
        for (auto& found : found_)
            found.place = std::uint64_t { !found.whole } << 32 | static_cast<Key>(found.person->name + 1);
        std::ranges::sort(found_, [&](Found const& a, Found const& b) { return before(a, b); });
    }

    // Names of two parts must be looked at.
    bool before(Found const& a, Found const& b) const
    {
        if (a.part == b.part && a.place != b.place) return a.place < b.place;
        if (a.whole != b.whole) return a.whole;
        if (a.part != b.part)
            if (auto const order = folded_name(a) <=> folded_name(b); order != 0) return order < 0;
        return a.person->id < b.person->id;
    }

    std::string_view folded_name(Found const& found) const
    {
        return snapshot_.parts[found.part].segment->folded_name(*found.person);
    }

    Snapshot const& snapshot_;
    std::string text_;
    bool whole_;
    std::size_t most_;
    std::vector<Ranges> ranges_; ///< Of each part.
    Met met_;
    std::vector<Found> found_;
    NameHits hits_;
};

}

NameHits search(std::shared_ptr<Snapshot const> snapshot, NameQuery const& query, std::size_t most)
{
    auto hits = Search(*snapshot, query, most).run();
    hits.owner = std::move(snapshot);
    return hits;
}

}
