// ConvertId: the same id, spelled in another way.
// Source: EWS reference, ConvertId operation; spec/clients.md.
#pragma once

#include "core/operations/convert_id.hpp"
#include "service/mailbox_access.hpp"

namespace likeness::service {

/// One answer a source, in order, with the owner's primary address as its mailbox. Whether what an id names is still
/// there is not asked. May block on the directory.
/// Errors of each: invalid_id_empty, invalid_id_malformed, access_denied for what is not the caller's own, the
/// directory's.
ConvertIdAnswer convert_id(ConvertId const& request, Principal const& caller, MailboxPorts const& ports);

}
