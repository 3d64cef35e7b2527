// LdapPasswordCheck: DirectorySignIn by signing in to the directory with what was given.
// Source: spec/auth.md 3; RFC 4513, 5.1.
#pragma once

#include "core/ports/directory_sign_in.hpp"
#include "directory/ldap/people.hpp"

namespace likeness::directory::ldap {

/// Finds the one account that is meant and signs in as its distinguished name, so that whose password was checked and
/// who is let in are the same. "user@domain" is an address of the account or its principal name; "DOMAIN\user" and
/// "user" its name (the key "login" of the attributes), where DOMAIN is the directory's own. A login that fits several
/// accounts fits none, and case apart none has a second spelling: blanks around it are a part of it.
///
/// The server says no for an account that is disabled, locked or past its time, as for a wrong password. Hidden people
/// may sign in, and so may accounts that take no mail but have a principal name that is an address.
class LdapPasswordCheck final : public DirectorySignIn {
public:
    /// `pool` has to outlive it.
    explicit LdapPasswordCheck(ConnectionPool& pool);

    /// An empty password, or what is past a limit, is nobody's, and no server is asked. For a login that nobody has a
    /// name that does not exist is tried: the same questions are asked, but some servers answer that sooner.
    /// Errors: ad_unavailable.
    Result<std::optional<Person>> sign_in(std::string_view login, std::string_view password) override;

private:
    Result<std::optional<MirrorEntry>> account_of(std::string_view login);
    Result<std::optional<MirrorEntry>> account_of_address(std::string_view text);
    Result<std::optional<MirrorEntry>> account_of_domain_user(std::string_view domain, std::string_view user);
    Result<std::optional<MirrorEntry>> account_of_user(std::string_view user);
    Result<BindAnswer> bind(std::string const& dn, std::string_view password);

    ConnectionPool& pool_;
    People people_;
};

}
