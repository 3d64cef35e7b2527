// What the index of names takes at most. docs/limits.md lists it, with what happens past it; a test compares.
#pragma once

#include <cstddef>
#include <cstdint>

namespace likeness::directory::limits {

/// Of one field of somebody; the local directory takes 1 KiB, and a stranger's may take more.
inline constexpr std::size_t indexed_field_bytes_max = 16u << 10;
inline constexpr std::size_t segment_text_bytes_max = 1u << 30; ///< Offsets into it have 32 bits.
inline constexpr std::size_t changed_people_waiting_max = 100'000;
inline constexpr std::size_t changed_people_per_update_max = 1'000; ///< Read from the directory in one go.

}
