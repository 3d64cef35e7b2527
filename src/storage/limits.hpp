// What a store keeps in memory, each limit named once.
// docs/limits.md lists them; a test compares that page with this file.
#pragma once

#include <cstddef>

namespace likeness::limits {

inline constexpr std::size_t search_memory_bytes_max = 64u << 20; ///< What searches remember of all folders.
inline constexpr std::size_t column_bytes_max = 16u << 20; ///< Texts of one property of a folder's items.
inline constexpr std::size_t sort_orders_kept_max = 4; ///< Of one folder.

}
