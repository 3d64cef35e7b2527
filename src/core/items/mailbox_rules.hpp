// The rules of what lies in a mailbox, the same for every store: which folders may be, what an attachment may be.
// Source: core/ports/mailbox_store.hpp.
#pragma once

#include "core/items/mailbox_records.hpp"

#include <map>
#include <vector>

namespace likeness {

/// Of how many updates of an item it is known what they have touched.
inline constexpr std::size_t touches_kept = 30;

/// Those of one mailbox.
using MadeFolders = std::map<FolderNumber, MadeFolder>;

/// Whether it is one of these, or one that every mailbox has.
bool has_folder(MadeFolders const& folders, FolderNumber folder);

/// Why `wanted` may not be among them, in place of the one with its number; 0: beside all. Errors: as
/// MailboxStore::create_folder and update_folder, but for the number of folders.
Result<void> refuse_folder(MadeFolders const& folders, MadeFolder const& wanted);

/// The folder, and behind it all that are below it, by number.
std::vector<FolderNumber> with_all_below(MadeFolders const& folders, FolderNumber folder);

/// A parent before what is below it, else by number.
std::vector<MadeFolder> parents_first(MadeFolders const& folders);

/// Why an item that has `already` so many takes no such attachment. Errors: as MailboxStore::create_attachments, but for
/// the mailbox's bytes.
Result<void> refuse_attachment(NewAttachment const& attachment, std::size_t already);

}
