// GetFolder: what the folders are that a request names.
// Source: spec/contacts.md 11.
#pragma once

#include "core/operations/get_folder.hpp"
#include "service/folder_access.hpp"

namespace likeness::service {

/// One answer a reference, in order; the errors of each are those of FolderAccess::find. May block on the directory.
GetFolderAnswer get_folder(GetFolder const& request, Principal const& caller, FolderPorts const& ports);

}
