// GetFolder: the request and the answer, whichever wire they travel on.
// Source: spec/contacts.md 11.
#pragma once

#include "core/folder_reference.hpp"

namespace likeness {

struct GetFolder {
    FolderShape shape;
    FolderReferences folders;
};

/// One for each reference, in order.
using GetFolderAnswer = std::vector<Result<Folder>>;

}
