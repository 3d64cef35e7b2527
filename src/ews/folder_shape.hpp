// FolderShape on the wire: how much of a folder an answer is to hold.
// Source: spec/contacts.md 2 and 11; spec/versions.md 4.
#pragma once

#include "core/folder.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

/// In: an operation with a FolderShape, and the version that the request states. Properties that are newer than it are
/// left out of AllProperties; properties that folders never have are read over.
/// Refused: a missing or unknown BaseShape, a path that is none of the schema's; incorrect_schema_version for a newer
/// property that is named; invalid_request for more of MAPI's properties than limits::extended_paths_max.
Readable<FolderShape> read_folder_shape(xml::Element const& operation, Schema stated);

/// Written as IdOnly with what else there is: reads back as the same shape.
void write_folder_shape(xml::Writer& writer, FolderShape const& shape);

}
