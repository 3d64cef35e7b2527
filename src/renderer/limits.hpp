// What is asked of the renderer beside uploads, whose limits are those of core/limits.hpp. docs/limits.md lists them.
#pragma once

#include <cstdint>

namespace likeness::limits {

inline constexpr std::uint32_t shown_edge_px_max = 1024; ///< Of a picture that is shown, along each side.

}
