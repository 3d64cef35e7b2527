// FindAccount: the settings of one user, all at once.
// Source: spec/autodiscover.md 5 and 9.
#pragma once

#include "core/operations/find_account.hpp"
#include "core/ports/directory.hpp"
#include "core/principal.hpp"
#include "core/publication.hpp"

namespace likeness::service {

/// Errors: invalid_smtp_address where no legacy DN is given and the address is none; non_existent_mailbox, always in
/// the same words, for nobody and for whom `caller` may not see; the directory's.
Result<AccountSettings> find_account(FindAccount const& request, Principal const& caller,
    Directory& directory, Publication const& publication);

}
