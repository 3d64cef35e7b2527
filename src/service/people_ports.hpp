// What the operations on people reach the world through.
#pragma once

#include "core/ports/name_search.hpp"
#include "core/ports/photo_store.hpp"
#include "service/mailbox_access.hpp"
#include "service/photo_policy.hpp"

namespace likeness::service {

/// Must outlive the call.
struct PeoplePorts {
    MailboxPorts mailboxes;
    NameSearch& names;
    PhotoReader& photos;
    PhotoPolicy const& policy;

    Directory& directory() const { return mailboxes.directory; }
};

}
