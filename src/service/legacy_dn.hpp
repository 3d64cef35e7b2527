// The name that Exchange calls legacyExchangeDN: made of the person's id, so that it stays while names and addresses
// change, and says nothing of either.
// Source: spec/autodiscover.md 3 and 5.
#pragma once

#include "core/person.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace likeness::service {

/// "/o=First Organization/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=" and 32 digits.
std::string legacy_dn_of(PersonId const& person);

/// Reads it back, in any case; nullopt for what legacy_dn_of makes of nobody.
std::optional<PersonId> person_of_legacy_dn(std::string_view text);

/// The same kind of name for a server.
std::string legacy_dn_of_server(std::string_view host);

}
