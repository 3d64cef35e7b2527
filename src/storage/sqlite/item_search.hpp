// A page of a folder's items: MailboxStore::find.
#pragma once

#include "storage/sqlite/item_rows.hpp"

namespace likeness::storage {

/// Looks at every item of the folder. More than one statement.
Result<ItemPage> find_in_folder(Connection& connection, MailboxRow mailbox, ItemSearch const& search);

}
