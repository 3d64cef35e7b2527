// Pixels: a decoded picture, as something that draws takes it.
#pragma once

#include "base/bytes.hpp"

#include <cstdint>

namespace likeness {

struct Pixels {
    std::uint32_t width_px = 0;
    std::uint32_t height_px = 0;
    base::Bytes rgb; ///< Red, green and blue, eight bits each, sRGB; row by row from the top, without gaps.

    friend bool operator==(Pixels const&, Pixels const&) = default;
};

}
