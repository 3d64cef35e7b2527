// References in XML to characters that XML does not have, which Exchange writes where a name holds one.
// Source: XML 1.0, 2.2 and 4.1; exchangelib, util.py, which replaces them too.
#pragma once

#include "base/bytes.hpp"

#include <optional>

namespace likeness::client {

/// The text with U+FFFD in the place of each such reference ("&#0;", "&#xB;", "&#xD800;"). In: an encoding that has
/// ASCII's letters as ASCII has them. nullopt: there is none.
std::optional<base::Bytes> without_forbidden_references(base::ByteView text);

}
