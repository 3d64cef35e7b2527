// CreateFolder, UpdateFolder and DeleteFolder: the requests and the answers.
// Source: spec/contacts.md 11.
#pragma once

#include "core/folder_reference.hpp"
#include "core/operations/delete_item.hpp"

namespace likeness {

struct WrittenFolder {
    FolderType type = FolderType::contacts;
    std::optional<std::string> folder_class;
    std::optional<std::string> display_name;

    friend bool operator==(WrittenFolder const&, WrittenFolder const&) = default;
};

struct CreateFolder {
    Result<FolderReference> parent;
    std::vector<Result<WrittenFolder>> folders; ///< An error is that one's answer.
};

/// One for each folder, in order: its id.
using CreateFolderAnswer = std::vector<Result<Folder>>;

/// What is nullopt stays.
struct FolderUpdates {
    Result<FolderReference> folder;
    std::optional<std::string> folder_class;
    std::optional<std::string> display_name;
};

struct UpdateFolder {
    std::vector<Result<FolderUpdates>> changes; ///< An error is that one's answer.
};

/// One for each change, in order: the folder's id.
using UpdateFolderAnswer = std::vector<Result<Folder>>;

struct DeleteFolder {
    DeleteType type = DeleteType::hard;
    FolderReferences folders;
};

/// One for each reference, in order.
using DeleteFolderAnswer = std::vector<Result<Done>>;

}
