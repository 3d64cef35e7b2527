// How a SOAP answer is sent: its Content-Type to the letter, compressed where that pays.
// Source: spec/soap.md 1; spec/clients.md.
#pragma once

#include "endpoints/turn.hpp"
#include "ews/fault.hpp"

#include <string>

namespace likeness::endpoints {

/// So much of a request is parsed on the thread that took it in: that takes less than handing it to another and back.
inline constexpr std::size_t parse_here_bytes_max = 32u << 10;

/// Shorter answers are not worth the time to compress them.
inline constexpr std::size_t gzip_bytes_min = 4u << 10;

enum class SoapContent {
    text,
    pictures, ///< Base64 of JPEGs does not shrink: it is sent as it is.
};

/// Answers with `xml`.
http::Next answer_soap(Turn& turn, int status, std::string&& xml, SoapContent content = SoapContent::text);

/// Answers with a fault: status 500.
http::Next answer_fault(
    Turn& turn, ews::Fault const& fault, ews::Spellings const& spellings, ews::ServerVersion const& version);

}
