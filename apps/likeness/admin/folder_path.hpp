// Folders as an operator names them: "contacts", or the display names down to one, "Contacts/Friends".
#pragma once

#include "service/folder_tree.hpp"

namespace likeness::app {

/// From below the top of the mailbox: "Contacts/Friends"; of the top and what is not below it, the name alone.
std::string path_of(service::FolderTree const& tree, service::FolderNode const& folder);

/// By a distinguished name of the protocol, or by a path, without regard to case. nullptr: there is none.
service::FolderNode const* find_by_path(service::FolderTree const& tree, std::string_view path);

}
