// FindFolder on the wire, both ways.
// Source: spec/contacts.md 10 and 11.
#pragma once

#include "core/operations/find_folder.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

namespace likeness::ews {

/// In: the m:FindFolder element and the version that the request states.
/// Refused: what read_folder_shape, read_folder_references and read_restriction refuse; a missing or unknown Traversal; a
/// view whose numbers are missing or none, or two views.
Readable<FindFolder> read_find_folder(xml::Element const& operation, Schema stated);

/// References that are errors are left out.
void write_find_folder(xml::Writer& writer, FindFolder const& request);

void write_find_folder_response(ResponseWriter& response, FindFolderAnswer const& answer);

/// Refused: an element that is no FindFolderResponse, a message without a RootFolder, folders and numbers that are none.
Readable<FindFolderAnswer> read_find_folder_response(xml::Element const& content);

}
