// GetItem on the wire, both ways.
// Source: spec/contacts.md 2.
#pragma once

#include "core/operations/get_item.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:GetItem element and the version that the request states.
/// Refused: what read_item_shape and read_item_references refuse.
Readable<GetItem> read_get_item(xml::Element const& operation, Schema stated);

/// References that are errors are left out.
void write_get_item(xml::Writer& writer, GetItem const& request);

void write_get_item_response(ResponseWriter& response, GetItemAnswer const& answer);

/// Refused: an element that is no GetItemResponse, a message that holds not exactly one item, an item that is none.
Readable<GetItemAnswer> read_get_item_response(xml::Element const& content);

}
