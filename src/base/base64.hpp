// Base64 (RFC 4648, section 4): bytes as letters, for Basic credentials and pictures in XML.
#pragma once

#include "base/bytes.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace likeness::base {

/// With padding, without line ends.
std::string base64_encode(ByteView bytes);

/// Blanks and line ends between letters are skipped, as XML writers put them there; padding may be left out,
/// and bits that the last letter has too many do not matter. nullopt when anything else is in it, or when the
/// last group is one letter.
std::optional<Bytes> base64_decode(std::string_view text);

}
