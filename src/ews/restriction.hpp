// Restriction on the wire, both ways.
// Source: spec/contacts.md 10; types.xsd, SearchExpressionType and what extends it.
#pragma once

#include "core/restriction.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

/// In: the m:Restriction element. How deep it may be is bounded by the document's own depth.
/// Refused: anything but one expression of the schema's in it; an expression that lacks a part; paths and values that
/// are none of the schema's; invalid_request for more than limits::search_expressions_max.
Readable<Restriction> read_restriction(xml::Element const& element);

void write_restriction(xml::Writer& writer, Restriction const& restriction);

}
