// SyncFolderHierarchy: the request and the answer, whichever wire they travel on.
// Source: spec/contacts.md 11 and 12.
#pragma once

#include "core/folder_reference.hpp"

namespace likeness {

struct SyncFolderHierarchy {
    FolderShape shape;
    std::optional<Result<FolderReference>> folder; ///< nullopt: msgfolderroot.
    std::string state; ///< What the last answer gave; empty: from the beginning.
};

struct FolderChange {
    enum class Kind : std::uint8_t { created, updated, deleted };
    Kind kind = Kind::created;
    Folder folder; ///< Of a deleted one the id alone.

    friend bool operator==(FolderChange const&, FolderChange const&) = default;
};

struct FolderChanges {
    std::string state; ///< For the next call.
    bool includes_last = true; ///< False: call again for the rest.
    std::vector<FolderChange> changes;

    friend bool operator==(FolderChanges const&, FolderChanges const&) = default;
};

}
