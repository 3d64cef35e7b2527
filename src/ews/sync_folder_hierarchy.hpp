// SyncFolderHierarchy on the wire, both ways.
// Source: spec/contacts.md 11 and 12.
#pragma once

#include "core/operations/sync_folder_hierarchy.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:SyncFolderHierarchy element and the version that the request states.
/// Refused: what read_folder_shape and read_folder_reference refuse; a SyncFolderId with not exactly one id in it.
Readable<SyncFolderHierarchy> read_sync_folder_hierarchy(xml::Element const& operation, Schema stated);

/// A folder that is an error is left out.
void write_sync_folder_hierarchy(xml::Writer& writer, SyncFolderHierarchy const& request);

void write_sync_folder_hierarchy_response(ResponseWriter& response, Result<FolderChanges> const& answer);

/// Refused: an element that is no SyncFolderHierarchyResponse or holds not exactly one message, and changes that are none.
Readable<Result<FolderChanges>> read_sync_folder_hierarchy_response(xml::Element const& content);

}
