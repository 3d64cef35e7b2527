// A mailbox on the wire: Mailbox, EmailAddress and Address, which are the same type of the schema.
// Source: spec/directory.md 3; types.xsd, EmailAddressType.
#pragma once

#include "core/mailbox.hpp"
#include "ews/kept_text.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

/// `name` is the element's, with its prefix; a literal.
void write_mailbox(xml::Writer& writer, std::string_view name, Mailbox const& mailbox);

/// Takes what there is: a type that is none of the schema's is unknown; an SMTP address comes without "smtp:".
Mailbox read_mailbox(xml::Element const& element, KeptText& texts);

/// The text of the child without blanks around it; empty where there is none.
std::string_view text_of(xml::Element const& parent, xml::Space space, std::string_view name);

/// An address without the "smtp:" in front of it, in any case.
std::string_view without_smtp(std::string_view address);

}
