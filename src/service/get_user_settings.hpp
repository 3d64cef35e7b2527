// GetUserSettings: where the services of each of some users are.
// Source: spec/autodiscover.md 2, 3 and 9.
#pragma once

#include "core/operations/get_user_settings.hpp"
#include "core/ports/directory.hpp"
#include "core/principal.hpp"
#include "core/publication.hpp"

namespace likeness::service {

/// Answers each user in their place. Any address of a person will do. invalid_user, the same to the byte, are: what is
/// no address, an address that nobody has, and that of a person whom `caller` may not see. Whom the directory cannot
/// be asked about is server_busy or internal_server_error, never invalid_user: clients remember that one.
SettingsAnswer get_user_settings(GetUserSettings const& request, Principal const& caller,
    Directory& directory, Publication const& publication);

}
