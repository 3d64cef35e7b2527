// SegmentBuilder: people in, a segment out.
#pragma once

#include "directory/index/segment.hpp"

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::directory {

/// One thread at a time. What is not well-formed UTF-8 is found by its bytes.
class SegmentBuilder {
public:
    /// Copies what it needs. Who comes twice counts as they came last. Of a field that is longer than
    /// limits::indexed_field_bytes_max only the beginning is kept.
    void add(NameEntry const& entry);

    /// Everybody of `segment` of whom `wanted` is true, without folding anything anew.
    void add(Segment const& segment, std::function<bool(Ordinal)> const& wanted);

    /// No more can be added: a segment addresses its texts with 32 bits.
    bool full() const;
    bool empty() const { return people_.empty(); }

    /// Two threads sort where there is much to sort.
    SegmentPtr finish() &&;

private:
    /// A text as it came in: its number, not yet its place among the others. Equal texts may have several numbers.
    using Number = std::uint32_t;

    /// The fields of somebody. Keys once `finish` has sorted the texts.
    struct Fields {
        Number name = no_key;
        Number given_name = no_key; ///< This one and the next only where somebody has both.
        Number surname = no_key;
        std::array<Number, 4> others { no_key, no_key, no_key, no_key };

        std::array<Number, 7> all() const
        {
            return { name, given_name, surname, others[0], others[1], others[2], others[3] };
        }
        void add_other(Number number);
    };

    static constexpr std::size_t recent_texts_of_few = 1u << 8;
    static constexpr std::size_t recent_texts_of_many = 1u << 16;

    std::string_view text_of(Number number) const;
    Number end_text();
    void append_folded(std::string_view text);
    Number folded(std::string_view text);
    Number folded_once(std::string_view text);
    Number joined(Fields const& fields);
    Number only_of(Number given_name, Number surname) const;
    void add_person(NameEntry const& entry, Fields fields);

    void sort_people();
    void sort_keys(SegmentParts& parts);
    void list_postings(SegmentParts& parts) const;
    void list_named(SegmentParts& parts) const;

    std::vector<IndexedPerson> people_; ///< As they came; then in order of id.
    std::vector<Fields> fields_; ///< Of each.
    std::string texts_; ///< Of people, as they were written.
    std::string folded_texts_;
    std::vector<std::uint32_t> folded_begins_ { 0 }; ///< One more than there are numbers.
    /// Given names, surnames and offices come again and again: the last number of each hash.
    std::vector<Number> recent_ = std::vector<Number>(recent_texts_of_few, no_key);
};

}
