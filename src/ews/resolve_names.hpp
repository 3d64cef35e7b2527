// ResolveNames on the wire, both ways.
// Source: spec/directory.md 1 and 3; spec/versions.md 4.
#pragma once

#include "core/operations/resolve_names.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:ResolveNames element and the version that the request states. Of several entries the first counts.
/// Refused: a missing or empty UnresolvedEntry; a missing ReturnFullContactData; values that are none of the schema's;
/// what read_folder_references refuses; incorrect_schema_version for an attribute that is newer than the version.
Readable<ResolveNames> read_resolve_names(xml::Element const& operation, Schema stated);

/// References that are errors are left out.
void write_resolve_names(xml::Writer& writer, ResolveNames const& request);

/// More than one hit is a warning that holds them all.
void write_resolve_names_response(ResponseWriter& response, ResolveNamesAnswer const& answer);

/// In: what a server answers, also one without a ResolutionSet (then nobody is found). A Resolution without a Mailbox is
/// read over. Refused: an element that is no ResolveNamesResponse, and what read_contact refuses.
Readable<ResolveNamesAnswer> read_resolve_names_response(xml::Element const& content);

}
