// ContentLine: one property of a card, taken apart and put together.
// Source: RFC 6350, 3.2 and 3.3; RFC 2426, 4; RFC 6868; vCard 2.1, 2.1.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::vcard {

struct Parameter {
    std::string name; ///< In capitals.
    std::vector<std::string> values;

    friend bool operator==(Parameter const&, Parameter const&) = default;
};

/// "item1.TEL;TYPE=home,voice:+1 425 555 0100".
struct ContentLine {
    std::size_t line = 0; ///< Where in the file it begins.
    std::string group; ///< In small letters; "": none.
    std::string name; ///< In capitals.
    std::vector<Parameter> parameters; ///< As they were written: a name may be there several times.
    std::string value; ///< As it stands in the line: escapes are still in it.
    bool has_escapes = true; ///< False: it was quoted-printable, where a line end stands for itself.

    /// The first value of the first parameter of this name; "" where there is none.
    std::string_view parameter(std::string_view parameter_name) const;

    friend bool operator==(ContentLine const&, ContentLine const&) = default;
};

/// In: an unfolded line. A parameter without a name, as 2.1 has them, is an ENCODING or else a TYPE. nullopt where it is
/// no property, or has more than limits::line_parameters_max values of parameters.
std::optional<ContentLine> parse_content_line(std::string_view text);

/// Appends the line and its end to `out`, folded at 75 bytes and never within a letter. Neither group nor line number are
/// written. The value is taken as it is; it must be without line ends.
void write_content_line(ContentLine const& line, std::string& out);

}
