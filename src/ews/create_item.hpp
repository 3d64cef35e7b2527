// CreateItem on the wire, both ways.
// Source: spec/contacts.md 7.
#pragma once

#include "core/operations/create_item.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:CreateItem element and the version that the request states. What is done with messages besides is read over.
/// Refused: what read_written_item and read_folder_reference refuse; no items; invalid_request for more than
/// limits::ids_per_call_max.
Readable<CreateItem> read_create_item(xml::Element const& operation, Schema stated);

/// Items that are errors are left out.
void write_create_item(xml::Writer& writer, CreateItem const& request);

void write_create_item_response(ResponseWriter& response, CreateItemAnswer const& answer);

/// Refused: an element that is no CreateItemResponse, a message that holds not exactly one item.
Readable<CreateItemAnswer> read_create_item_response(xml::Element const& content);

}
