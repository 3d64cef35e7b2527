// xs:dateTime, to the second.
// Source: XML Schema 2, section 3.2.7; spec/contacts.md 3.
#pragma once

#include "base/http_date.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace likeness::base {

/// "2011-03-09T16:55:55Z". In: the years 1 to 9999; a time outside is taken to the nearer end.
std::string format_date_time(Seconds time);

/// Reads a date with or without a time, a fraction, which is dropped, and a zone; without one it is UTC, as clients mean
/// it. Blanks around it do not matter. nullopt for anything else, and for days that there are not.
std::optional<Seconds> parse_date_time(std::string_view text);

}
