// Whom of the directory an entry names.
// Source: spec/directory.md 2.
#pragma once

#include "core/principal.hpp"
#include "service/people_ports.hpp"
#include "service/unresolved_entry.hpp"

namespace likeness::service {

struct FoundNames {
    NameHits names;
    bool is_certain
        = false; ///< Somebody's whole address or name of their own was given: nobody else is meant.
};

/// At most `most` people whom `caller` may see; nobody is an empty list. Whole hits come first, then names in order.
/// Hidden people are found by a whole address or legacyExchangeDN alone, by admins and by themselves. Where the entry is
/// a part of a name, or nothing but names is known of whom it finds, no person is read.
/// Errors: those of the directory and of `names`.
Result<FoundNames> find_names(
    UnresolvedEntry const& entry, Principal const& caller, PeoplePorts const& ports, std::size_t most);

}
