// The service connection points of Autodiscover: where an Active Directory says that it is.
// Source: spec/autodiscover.md 7, step 3; [MS-OXDISCO] 3.1.5.1.
#pragma once

#include "directory/ldap/options.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace likeness::directory::ldap {

/// The addresses of Autodiscover for people of `domain`, as the directory has them: those for everybody before those of a
/// site, for which site we are in is not known; at most limits::entries_per_page_max. None where it has none.
/// In: options that passed check; `base` is where they are looked for, "" the directory's configuration.
///
/// A pointer leads to the directory of another forest, which is asked in its place, once; with the same way to sign in,
/// but never with a password: that is for the server that it was given for.
/// Blocks. Errors: those of Connection.
Result<std::vector<std::string>> find_connection_points(LdapOptions const& options, std::string_view domain);

}
