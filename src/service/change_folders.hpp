// CreateFolder, UpdateFolder and DeleteFolder: what a mailbox's owner changes of its folders.
// Source: spec/contacts.md 11.
#pragma once

#include "core/operations/change_folders.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// Contact folders and plain ones, below the top, Contacts, Deleted Items and whatever was made. May block on the
/// directory and the store, as the next ones.
/// Errors of each folder: parent_folder_not_found; those of MailboxAccess::folder for the parent; access_denied where the
/// caller does not own it, for a parent that takes no folders and for folders of other types; required_property_missing
/// without a name; object_type_changed for a contact folder of another class; those of MailboxStore::create_folder.
CreateFolderAnswer create_folder(
    CreateFolder const& request, Principal const& caller, MailboxPorts const& ports);

/// Errors of each change: those of MailboxAccess::folder; access_denied where the caller does not own it, and for folders
/// that every mailbox has; object_type_changed for a class of another type; required_property_missing for an empty name;
/// those of MailboxStore::update_folder.
UpdateFolderAnswer update_folder(
    UpdateFolder const& request, Principal const& caller, MailboxPorts const& ports);

/// For good, or into Deleted Items, from where it is deleted for good. Nothing can be restored: a soft deletion is a hard
/// one.
/// Errors of each folder: those of MailboxAccess::folder; delete_distinguished_folder for those that every mailbox has;
/// access_denied where the caller does not own it; those of MailboxStore::update_folder.
DeleteFolderAnswer delete_folder(
    DeleteFolder const& request, Principal const& caller, MailboxPorts const& ports);

}
