// CreateFolder, UpdateFolder and DeleteFolder on the wire, both ways.
// Source: spec/contacts.md 11.
#pragma once

#include "core/operations/change_folders.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// Refused: what read_target_folder refuses; elements that are no folders, or none; invalid_request for more than
/// limits::ids_per_call_max.
Readable<CreateFolder> read_create_folder(xml::Element const& operation);
void write_create_folder(xml::Writer& writer, CreateFolder const& request);
void write_create_folder_response(ResponseWriter& response, CreateFolderAnswer const& answer);
Readable<CreateFolderAnswer> read_create_folder_response(xml::Element const& content);

/// The inner results are what a folder's message says instead: invalid_property_set, invalid_property_append and
/// invalid_property_delete for all but setting a name or a class; update_property_mismatch where another property is set
/// than is named. Refused: what read_folder_reference refuses; lists that are missing or empty; invalid_request for more
/// than limits::ids_per_call_max.
Readable<UpdateFolder> read_update_folder(xml::Element const& operation);

/// What is an error is left out.
void write_update_folder(xml::Writer& writer, UpdateFolder const& request);
void write_update_folder_response(ResponseWriter& response, UpdateFolderAnswer const& answer);
Readable<UpdateFolderAnswer> read_update_folder_response(xml::Element const& content);

/// Refused: a missing or unknown DeleteType; what read_folder_references refuses.
Readable<DeleteFolder> read_delete_folder(xml::Element const& operation);
void write_delete_folder(xml::Writer& writer, DeleteFolder const& request);
void write_delete_folder_response(ResponseWriter& response, DeleteFolderAnswer const& answer);
Readable<DeleteFolderAnswer> read_delete_folder_response(xml::Element const& content);

}
