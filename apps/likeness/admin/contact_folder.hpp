// ContactFolder: one folder of contacts in somebody's mailbox, as the commands work on it.
#pragma once

#include "core/person.hpp"
#include "core/ports/mailbox_store.hpp"

#include <functional>
#include <span>
#include <string>

namespace likeness::app {

struct ContactFolder {
    Person owner;
    FolderNumber number = 0;
};

/// In: a path as find_by_path takes it. Errors: folder_not_found; invalid_request for a folder that holds no contacts; the
/// store's.
Result<ContactFolder> find_contact_folder(MailboxStore& store, Person owner, std::string const& path);

/// How many items are in it.
Result<std::uint64_t> count_items(MailboxStore& store, ContactFolder const& folder);

/// Gives every item to `take`, some hundred at once, by number and without attachments' descriptions, until it fails or
/// says with false that it has enough.
/// Errors: the store's, and those of `take`.
Result<void> for_all_items(MailboxStore& store, ContactFolder const& folder,
    std::function<Result<bool>(std::span<StoredItem>)> const& take);

}
