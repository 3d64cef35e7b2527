// How the text of old cards is encoded: quoted-printable, and character sets other than UTF-8.
// Source: vCard 2.1, 2.1.3 and 2.1.4; RFC 2045, 6.7.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace likeness::vcard {

/// What is no escape stands for itself, as in other readers.
std::string decode_quoted_printable(std::string_view text);

/// In: text in a character set by its name ("" where none was said: UTF-8, or else what Windows writes in Western
/// Europe). Out: UTF-8 without control characters but tabs and line ends, of which each is one "\n". nullopt when the set
/// is not known, or the text is not of it.
std::optional<std::string> to_utf8(std::string text, std::string_view charset);

}
