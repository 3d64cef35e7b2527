// A folder as an element of an answer, both ways.
// Source: types.xsd, BaseFolderType and what extends it; spec/contacts.md 11.
#pragma once

#include "core/folder.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"

#include <vector>

namespace likeness::ews {

/// An id as a client is to keep it; `name` with its prefix, a literal.
void write_folder_id(xml::Writer& writer, std::string_view name, FolderId const& id);

/// Refused: an element without an Id.
Readable<FolderId> read_folder_id(xml::Element const& element);

/// Everything that the folder has, in the schema's order.
void write_folder(xml::Writer& writer, Folder const& folder);

/// <NAME> with the folders in it; `name` with its prefix, a literal.
void write_folders(xml::Writer& writer, std::string_view name, std::vector<Folder> const& folders);

/// Whether the element is a folder of any type.
bool is_folder(xml::Element const& element);

/// What is not of a Folder is read over; a distinguished name that no folder here has is left out.
/// Refused: an element that is no folder, a folder without an id, numbers and truths that are none.
Readable<Folder> read_folder(xml::Element const& element);

/// The folders in `parent`'s child of this name; none where there is no such child.
Readable<std::vector<Folder>> read_folders(
    xml::Element const& parent, xml::Space space, std::string_view name);

}
