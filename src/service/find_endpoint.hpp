// FindEndpoint: where a protocol is spoken for an address, told to anybody who asks.
// Source: spec/autodiscover.md 6.
#pragma once

#include "core/operations/find_endpoint.hpp"
#include "core/ports/directory.hpp"
#include "core/publication.hpp"

namespace likeness::service {

/// Looks at the domain alone: who asks has not signed in, and learns of no address whether it is somebody's.
/// Errors: non_existent_mailbox where nobody has an address in the domain; the directory's.
Result<FoundEndpoint> find_endpoint(
    FindEndpoint const& request, Directory& directory, Publication const& publication);

}
