// FindItem on the wire, both ways.
// Source: spec/contacts.md 10.
#pragma once

#include "core/operations/find_item.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:FindItem element and the version that the request states. Body, attachments and pictures are taken out of the
/// shape: they are never found.
/// Refused: what read_item_shape, read_folder_references and read_restriction refuse; a missing or unknown Traversal; a
/// view whose numbers are missing or none, or two views; orders that are none; incorrect_schema_version for what is newer
/// than the request; invalid_request for groups and views by condition, and for more than limits::sort_keys_max.
Readable<FindItem> read_find_item(xml::Element const& operation, Schema stated);

/// References that are errors are left out.
void write_find_item(xml::Writer& writer, FindItem const& request);

void write_find_item_response(ResponseWriter& response, FindItemAnswer const& answer);

/// Refused: an element that is no FindItemResponse, a message without a RootFolder, items and numbers that are none.
Readable<FindItemAnswer> read_find_item_response(xml::Element const& content);

}
