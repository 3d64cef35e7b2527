// Text from outside made fit for a terminal.
// Source: ECMA-48, 5.2 and 5.3; RFC 3629.
#pragma once

#include <string>
#include <string_view>

namespace likeness::base {

/// `text` with a question mark for every byte of a control character: U+0000 to U+001F, U+007F, and in UTF-8 U+0080 to
/// U+009F, which terminals obey as well. Any thread.
std::string without_controls(std::string_view text);

}
