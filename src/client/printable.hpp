// What others wrote, made fit for a terminal: no control characters, no more than a line.
#pragma once

#include <string>
#include <string_view>

namespace likeness::client {

/// At most 200 bytes of `text`; control characters, and bytes that are not UTF-8, become question marks. Longer text
/// ends in "...".
std::string printable(std::string_view text);

}
