// The Contact of a Resolution.
// Source: spec/directory.md 4 and 5; types.xsd, ContactItemType.
#pragma once

#include "core/contact_card.hpp"
#include "ews/kept_text.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

void write_contact(xml::Writer& writer, ContactCard const& card);

/// Takes what there is and reads over the rest. A kind of address is kept as it was written; certificates are not read.
/// Refused: a photo that is no base64.
Readable<ContactCard> read_contact(xml::Element const& element, KeptText& texts);

}
