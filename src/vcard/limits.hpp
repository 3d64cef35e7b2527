// What of a vCard file is taken, each limit named once.
// docs/limits.md lists them, with what is told; a test compares that page with this file.
#pragma once

#include <cstddef>

namespace likeness::vcard::limits {

inline constexpr std::size_t line_bytes_max = 8u << 20; ///< Unfolded: a picture of 5 MiB in base64, and some.
inline constexpr std::size_t card_bytes_max = 16u << 20; ///< All lines of one card.
inline constexpr std::size_t card_lines_max = 10'000;
inline constexpr std::size_t line_parameters_max = 64; ///< Values of parameters of one property.

}
