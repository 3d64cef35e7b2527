// SyncFolderItems on the wire, both ways.
// Source: spec/contacts.md 12.
#pragma once

#include "core/operations/sync_folder_items.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:SyncFolderItems element and the version that the request states. Body, attachments and pictures are taken out
/// of the shape: clients ask GetItem for them. Ids to be ignored that are none are read over.
/// Refused: what read_item_shape and read_target_folder refuse; a MaxChangesReturned that is missing or not 1 to
/// limits::sync_changes_max; a SyncScope that is none of the schema's, or newer than the request; invalid_request for more
/// than limits::ids_per_call_max ids to be ignored.
Readable<SyncFolderItems> read_sync_folder_items(xml::Element const& operation, Schema stated);

void write_sync_folder_items(xml::Writer& writer, SyncFolderItems const& request);

void write_sync_folder_items_response(ResponseWriter& response, SyncFolderItemsAnswer const& answer);

/// Refused: an element that is no SyncFolderItemsResponse, more than one message, changes that are none.
Readable<SyncFolderItemsAnswer> read_sync_folder_items_response(xml::Element const& content);

}
