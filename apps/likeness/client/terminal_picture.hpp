// A picture as the letters and sequences that make a terminal draw it. Nothing of a picture but numbers and base64 gets
// into them.
// Source: kitty, "Terminal graphics protocol"; iTerm2, "Inline images protocol"; ECMA-48, 8.3.117 (SGR).
#pragma once

#include "apps/likeness/client/terminal.hpp"
#include "core/pixels.hpp"

#include <string>

namespace likeness::app {

/// A line of letters for two rows of pixels, ending in a line end. Without colours by shades of the terminal's own.
std::string in_blocks(Pixels const& pixels, Colours colours);

/// In: how many lines it is to be high; 0: as many as its pixels take.
std::string for_kitty(Pixels const& pixels, unsigned rows);

/// In: the file, JPEG or PNG, as it is; how many lines it is to be high.
std::string for_iterm(base::ByteView file, unsigned rows);

}
