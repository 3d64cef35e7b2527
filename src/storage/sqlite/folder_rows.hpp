// Folders that somebody made, and who else may do something in a folder: the tables folders, removed_folders and
// folder_permissions.
#pragma once

#include "storage/sqlite/mailbox_work.hpp"

namespace likeness::storage {

Result<MadeFolders> read_folders(Connection& connection, MailboxRow mailbox);

/// Those after the change `since`. In: the mailbox's newest change.
Result<FolderChangesSince> read_folder_changes(
    Connection& connection, MailboxRow mailbox, ChangeNumber since, ChangeNumber head);

// As the members of MailboxStore that have these names.
Result<MadeFolder> create_folder(MailboxWork& work, NewFolder const& folder);
Result<MadeFolder> update_folder(MailboxWork& work, FolderNumber folder, FolderUpdate const& update);
Result<void> remove_folder(MailboxWork& work, FolderNumber folder);

Result<std::vector<FolderPermission>> read_permissions(Connection& connection, PersonId const& owner);
Result<std::optional<FolderRole>> read_role(
    Connection& connection, PersonId const& owner, FolderNumber folder, PersonId const& person);
Result<void> grant(MailboxWork& work, FolderPermission const& permission);
Result<void> revoke(MailboxWork& work, FolderNumber folder, PersonId const& person);

}
