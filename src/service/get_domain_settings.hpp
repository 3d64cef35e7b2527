// GetDomainSettings: where the services of each of some domains are.
// Source: spec/autodiscover.md 4.
#pragma once

#include "core/operations/get_domain_settings.hpp"
#include "core/ports/directory.hpp"
#include "core/publication.hpp"

namespace likeness::service {

/// Answers each domain in its place: invalid_domain where nobody has an address in it; server_busy or
/// internal_server_error where the directory cannot be asked. Which domains are served is no secret: it takes no
/// Principal.
SettingsAnswer get_domain_settings(
    GetDomainSettings const& request, Directory& directory, Publication const& publication);

}
