// GetFolder on the wire, both ways.
// Source: spec/contacts.md 11.
#pragma once

#include "core/operations/get_folder.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:GetFolder element and the version that the request states.
/// Refused: what read_folder_shape and read_folder_references refuse.
Readable<GetFolder> read_get_folder(xml::Element const& operation, Schema stated);

/// References that are errors are left out.
void write_get_folder(xml::Writer& writer, GetFolder const& request);

void write_get_folder_response(ResponseWriter& response, GetFolderAnswer const& answer);

/// Refused: an element that is no GetFolderResponse, a message that holds not exactly one folder, a folder that is none.
Readable<GetFolderAnswer> read_get_folder_response(xml::Element const& content);

}
