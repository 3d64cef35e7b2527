// FindItem: which items lie in a folder, a page at a time.
// Source: spec/contacts.md 10.
#pragma once

#include "core/operations/find_item.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// Without an order by FileAs, or by DisplayName where the view is of names. What was deleted cannot be restored, and
/// programs hide nothing in folders: of both there is nothing. A page has at most limits::find_items_max items, all of an
/// answer limits::items_per_answer_max. May block on the directory and the store.
/// Errors of each parent: those of MailboxAccess::folder; those of item_search.hpp; invalid_paging_max_rows,
/// invalid_indexed_paging_parameters and invalid_fractional_paging_parameters; exceeded_find_count_limit; the store's.
FindItemAnswer find_item(FindItem const& request, Principal const& caller, MailboxPorts const& ports);

}
