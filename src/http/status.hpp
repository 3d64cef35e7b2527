// Status lines: the number of an answer in words.
// Source: RFC 9110, section 15.
#pragma once

#include <string_view>

namespace likeness::http {

/// "HTTP/1.1 404 Not Found\r\n". A status without a name of its own gets that of its class.
/// In: 200 to 599; anything else is written as 500.
std::string_view status_line(int status);

/// "Not Found".
std::string_view reason_phrase(int status);

}
