// The SOAP 1.1 envelope, as far as it is the same for EWS and for Autodiscover.
// Source: SOAP 1.1, section 4; spec/soap.md 2 and 3.
#pragma once

#include "xml/document.hpp"

namespace likeness::xml {

/// The envelope's namespace has this number in every vocabulary.
inline constexpr Space soap_space = 0;
inline constexpr std::string_view soap_uri = "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr std::string_view soap_https_uri = "https://schemas.xmlsoap.org/soap/envelope/";

/// What stands in an envelope. Lasts as long as its document.
struct Envelope {
    Element const* header = nullptr; ///< nullptr where there is none.
    Element const* body = nullptr;

    /// What the message says; nullptr where the body is empty. A second child of the body is ignored.
    Element const* content() const { return body->first_child; }
};

/// Refused: a root that is no Envelope, and an envelope without a Body.
base::BasicResult<Envelope, Defect> open_envelope(Document const& document);

/// Whether a header block says that it must be understood or the message refused.
bool must_be_understood(Element const& block);

}
