// HTTP dates (RFC 9110, section 5.6.7), in seconds since 1970 UTC.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace likeness::base {

using Seconds = std::chrono::sys_seconds;

/// IMF-fixdate, always 29 letters: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string format_http_date(Seconds time);

/// Reads all three forms of section 5.6.7 (IMF-fixdate, RFC 850, asctime); nullopt for anything else.
/// The name of the day must be one, but need not be the date's. A two-digit year is the one nearest to `now`,
/// at most 50 years ahead.
std::optional<Seconds> parse_http_date(std::string_view text,
    Seconds now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));

}
