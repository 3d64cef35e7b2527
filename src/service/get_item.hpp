// GetItem: what the items are that a request names.
// Source: spec/contacts.md 2.
#pragma once

#include "core/operations/get_item.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// Errors of one: those of reach_items. May block on the store.
GetItemAnswer get_item(GetItem const& request, Principal const& caller, MailboxPorts const& ports);

}
