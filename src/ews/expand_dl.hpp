// ExpandDL on the wire, both ways.
// Source: spec/directory.md 7.
#pragma once

#include "core/operations/expand_dl.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:ExpandDL element. Refused: a missing Mailbox; one with neither EmailAddress nor ItemId.
Readable<ExpandDl> read_expand_dl(xml::Element const& operation, Schema stated);

void write_expand_dl(xml::Writer& writer, ExpandDl const& request);

void write_expand_dl_response(ResponseWriter& response, ExpandDlAnswer const& answer);

/// In: what a server answers, also one without a DLExpansion (then nobody is in it). Refused: an element that is no
/// ExpandDLResponse.
Readable<ExpandDlAnswer> read_expand_dl_response(xml::Element const& content);

}
