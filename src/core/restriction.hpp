// Restriction: which of the things in a folder a search asks for.
// Source: spec/contacts.md 10.
#pragma once

#include "core/property_path.hpp"

#include <cstdint>
#include <vector>

namespace likeness {

struct Restriction;

/// And, Or, and Not, which has one part.
struct Combination {
    enum class How : std::uint8_t { all, any, none };
    How how = How::all;
    std::vector<Restriction> parts;

    friend bool operator==(Combination const& a, Combination const& b);
};

struct Comparison {
    enum class Relation : std::uint8_t {
        equal,
        not_equal,
        greater,
        greater_or_equal,
        less,
        less_or_equal,
    };
    Relation relation = Relation::equal;
    PropertyPath path;
    std::variant<std::string, PropertyPath> other; ///< A constant, or another property.

    friend bool operator==(Comparison const&, Comparison const&) = default;
};

struct Containment {
    enum class Mode : std::uint8_t { full_string, prefixed, substring, prefix_on_words, exact_phrase };
    /// What counts as the same letter. The protocol's "loose" forms ignore as much as the plain ones.
    enum class Ignoring : std::uint8_t { nothing, letter_case, accents, letter_case_and_accents };
    Mode mode = Mode::full_string;
    Ignoring ignoring = Ignoring::nothing;
    PropertyPath path;
    std::string constant;

    friend bool operator==(Containment const&, Containment const&) = default;
};

struct Existence {
    PropertyPath path;

    friend bool operator==(Existence const&, Existence const&) = default;
};

/// True where none of the bits is set.
struct BitsExcluded {
    PropertyPath path;
    std::uint32_t bits = 0;

    friend bool operator==(BitsExcluded const&, BitsExcluded const&) = default;
};

struct Restriction {
    std::variant<Combination, Comparison, Containment, Existence, BitsExcluded> is;

    friend bool operator==(Restriction const&, Restriction const&) = default;
};

inline bool operator==(Combination const& a, Combination const& b)
{
    return a.how == b.how && a.parts == b.parts;
}

}
