// Percent-encoding (RFC 3986, section 2.1), for query strings.
#pragma once

#include <string>
#include <string_view>

namespace likeness::base {

/// Every %XX becomes its byte; a % without two hexadecimal digits stays as it is, as browsers do.
/// A plus stays a plus: addresses contain it.
std::string percent_decode(std::string_view text);

/// Everything but the unreserved letters (ALPHA / DIGIT / - . _ ~) and `keep` as %XX.
std::string percent_encode(std::string_view text, std::string_view keep = "");

}
