// The Content-Type of a request: what it is, and in which charset.
// Source: RFC 9110, section 8.3; spec/soap.md 1.
#pragma once

#include <string_view>

namespace likeness::endpoints {

/// Views into the header's value.
struct MediaType {
    std::string_view essence; ///< "text/xml"; compare it without regard to case.
    std::string_view charset; ///< Without quotes; empty where there is none.
};

MediaType parse_media_type(std::string_view header);

/// Whether a body of this type may be XML: text/xml, application/xml, or none said.
bool may_be_xml(MediaType const& type);

}
