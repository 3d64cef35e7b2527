// Days and times of cards.
// Source: RFC 6350, 4.3; RFC 2426, 3.1.5; Apple writes the year 1604 for a day without one.
#pragma once

#include "base/http_date.hpp"
#include "vcard/card_reader.hpp"

#include <optional>
#include <string>

namespace likeness::vcard {

/// In the basic and the extended form, with a time or without. A day without a year is of 1604. nullopt for anything else:
/// a year alone, a text.
std::optional<base::Seconds> date_from(ContentLine const& line);

/// A property that date_from reads the same; a time only where it is not midnight. `version` is not 2.1.
ContentLine date_line(std::string_view name, base::Seconds date, Version version);

/// When a card was changed: REV.
ContentLine time_line(std::string_view name, base::Seconds time, Version version);

}
