// What the client's commands read and draw, each limit named once. docs/limits.md lists them.
#pragma once

#include <cstddef>

namespace likeness::app::limits {

// Files and commands that a person names
inline constexpr std::size_t profile_bytes_max = 64u << 10;
inline constexpr std::size_t netrc_bytes_max = 1u << 20;
inline constexpr std::size_t secret_line_bytes_max = 16u
    << 10; ///< Of a token, which is longer than a password may be.

// A picture in the terminal
inline constexpr unsigned shown_columns_max = 160; ///< In blocks of two pixels.
inline constexpr unsigned shown_rows_max = 40;

}
