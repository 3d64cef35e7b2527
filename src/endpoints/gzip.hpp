// gzip for long text answers.
// Source: RFC 1952; RFC 9110, section 12.5.3; spec/soap.md 1.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace likeness::endpoints {

/// Whether an Accept-Encoding header takes gzip.
bool takes_gzip(std::string_view accept_encoding);

/// nullopt where memory is short: the text is sent as it is then.
std::optional<std::string> gzip(std::string_view text);

}
