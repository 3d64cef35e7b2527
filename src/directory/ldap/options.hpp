// LdapOptions: where an LDAP directory is, how we sign in to it, and what of it is read.
// Source: spec/directory.md 8 and 9.
#pragma once

#include "base/bytes.hpp"
#include "core/error.hpp"
#include "core/person.hpp"
#include "directory/ldap/limits.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace likeness::directory::ldap {

enum class LdapKind {
    automatic, ///< Asked of the server (its root DSE).
    active_directory,
    other, ///< inetOrgPerson and its relatives.
};

enum class BindMethod {
    anonymous,
    simple,
    external, ///< SASL EXTERNAL: who we are to the operating system (ldapi://).
    gssapi, ///< SASL GSSAPI: the Kerberos ticket in our credential cache, or a client keytab.
};

/// How we sign in to the directory. `dn` and `password` are for `simple` alone.
struct LdapBind {
    BindMethod method = BindMethod::anonymous;
    std::string dn; ///< A distinguished name; in Active Directory also "user@domain" or "DOMAIN\user".
    std::string password; ///< Not empty.
};

/// Makes the entity tag of somebody's thumbnail (service::EntityTags). Any thread may call it.
using TagMaker = std::function<std::string(PersonId const& person, base::ByteView bytes)>;

struct LdapOptions {
    std::string name; ///< The directory's name in the configuration, never "": Person::source.
    /// "ldaps://dc1.contoso.com", "ldap://...", "ldapi://%2frun%2fslapd.sock"; at least one, tried in order.
    std::vector<std::string> urls;
    std::string base; ///< A distinguished name; "" is the server's own default naming context.
    LdapKind kind = LdapKind::automatic;
    LdapBind bind;

    bool start_tls = false; ///< For ldap://, which is refused without it unless the host is a loopback one.
    std::filesystem::path ca_file; ///< PEM; "" is the system's. Certificates are always verified.

    std::chrono::milliseconds connect_time_max = limits::connect_time_max;
    std::chrono::milliseconds answer_time_max = limits::answer_time_max;
    std::size_t connections_max = limits::connections_max;

    /// In place of the default ones: a key of attribute_keys() and the attributes to read for it, the first that has
    /// a value counting. No attribute at all: not read.
    std::map<std::string, std::vector<std::string>> attributes;
    std::string filter; ///< RFC 4515; only entries that it matches are people. "" is every one.
    std::vector<std::string> thumbnail_attributes; ///< In order; empty is the default of the kind.

    bool thumbnail_writeback = false; ///< Whether uploads may refresh the thumbnail there.
    std::size_t thumbnail_bytes_max = 10u
        << 10; ///< Of one that we write: what Exchange itself writes at most.

    TagMaker entity_tag; ///< Has to be set where thumbnails are read.
};

/// What is wrong with `options` before any server is asked. The message names the key and what it wants.
/// Errors: invalid_request.
Result<void> check(LdapOptions const& options);

}
