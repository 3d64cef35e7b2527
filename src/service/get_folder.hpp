// GetFolder: what the folders are that a request names.
// Source: spec/contacts.md 11.
#pragma once

#include "core/operations/get_folder.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// One answer a reference, in order; the errors of each are those of MailboxAccess::folder. May block on the directory.
GetFolderAnswer get_folder(GetFolder const& request, Principal const& caller, MailboxPorts const& ports);

}
