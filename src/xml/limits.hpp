// What a document may cost. docs/limits.md lists these with what a caller is told.
#pragma once

#include <cstddef>

namespace likeness::xml::limits {

inline constexpr std::size_t token_bytes_max = 64u << 10; ///< A tag with its attributes, a comment; not text.
inline constexpr std::size_t depth_max = 64;
inline constexpr std::size_t elements_max = 100'000;
inline constexpr std::size_t attributes_per_element_max = 64; ///< Declarations of prefixes are counted too.
inline constexpr std::size_t attributes_max
    = 100'000; ///< Of all elements: a hundred contacts, all updated, have half.

}
