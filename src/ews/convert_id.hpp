// ConvertId on the wire, both ways.
// Source: EWS reference, ConvertId operation; spec/soap.md 10; spec/clients.md.
#pragma once

#include "core/operations/convert_id.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:ConvertId element and the version that the request states. Ids of public folders and of what is in them
/// are folder_not_found and item_not_found: there are none here.
/// Refused: incorrect_schema_version below Exchange2007_SP1; a missing attribute, a format that is none of the schema's,
/// anything but ids in SourceIds; a list that is missing or empty; invalid_request for more than
/// limits::ids_per_call_max.
Readable<ConvertId> read_convert_id(xml::Element const& operation, Schema stated);

/// Sources that are errors are left out.
void write_convert_id(xml::Writer& writer, ConvertId const& request);

void write_convert_id_response(ResponseWriter& response, ConvertIdAnswer const& answer);

/// Refused: an element that is no ConvertIdResponse, a message without an AlternateId.
Readable<ConvertIdAnswer> read_convert_id_response(xml::Element const& content);

}
