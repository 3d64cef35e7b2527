// UpdateItem on the wire, both ways.
// Source: spec/contacts.md 8.
#pragma once

#include "core/operations/update_item.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:UpdateItem element and the version that the request states. The inner results are what an item's message
/// says instead: incorrect_update_property_count and update_property_mismatch for a change that holds not exactly the
/// property that it names; invalid_property_set, invalid_property_append and invalid_property_delete for one that cannot
/// be changed so; invalid_property_request for one that no item here has, unless it is one of items that is taken away; what read_written_item says.
/// Refused: what read_item_reference, read_property_path and read_written_item refuse; lists that are missing or empty;
/// incorrect_schema_version for what is newer than the request; invalid_request for more than limits::ids_per_call_max
/// items, or limits::updates_per_item_max changes of one.
Readable<UpdateItem> read_update_item(xml::Element const& operation, Schema stated);

/// Changes that are errors are left out, and changes of what a FieldURI does not name. Lists and contacts alike are
/// written as contacts, but where members are changed.
void write_update_item(xml::Writer& writer, UpdateItem const& request);

void write_update_item_response(ResponseWriter& response, UpdateItemAnswer const& answer);

/// Refused: an element that is no UpdateItemResponse, a message that holds not exactly one item.
Readable<UpdateItemAnswer> read_update_item_response(xml::Element const& content);

}
