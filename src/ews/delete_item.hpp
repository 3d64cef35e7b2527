// DeleteItem on the wire, both ways.
// Source: spec/contacts.md 9.
#pragma once

#include "core/operations/delete_item.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// What is done with meetings and tasks besides is read over.
/// Refused: a missing or unknown DeleteType; what read_item_references refuses.
Readable<DeleteItem> read_delete_item(xml::Element const& operation);

/// References that are errors are left out.
void write_delete_item(xml::Writer& writer, DeleteItem const& request);

void write_delete_item_response(ResponseWriter& response, DeleteItemAnswer const& answer);

/// Refused: an element that is no DeleteItemResponse.
Readable<DeleteItemAnswer> read_delete_item_response(xml::Element const& content);

}
