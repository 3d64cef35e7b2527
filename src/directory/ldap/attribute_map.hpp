// AttributeMap: which attributes of an entry make which field of a person, for Active Directory and for others.
// Source: spec/directory.md 4, 8 and 9.
#pragma once

#include "core/person.hpp"
#include "directory/ldap/filter.hpp"
#include "directory/ldap/options.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::directory::ldap {

/// What may be named in LdapOptions::attributes: the names of person_fields and
/// "id", "mail", "proxy_addresses", "principal_name", "legacy_exchange_dn", "hidden", "manager", "members", "login".
std::vector<std::string_view> attribute_keys();

/// A value; immutable once made.
class AttributeMap {
public:
    /// The defaults of `kind` (not automatic) with what `options` put in their place.
    /// Errors: invalid_request for a key that is none, or an attribute that is no attribute description.
    static Result<AttributeMap> make(LdapKind kind, LdapOptions const& options);

    /// The attributes of a key of attribute_keys(), the first that has a value counting (all of them for
    /// "proxy_addresses", "mail" and "members"); none where it is not read.
    std::span<std::string const> of(std::string_view key) const;

    std::span<std::string const> thumbnails() const { return thumbnails_; } ///< In the order they are tried.
    LdapKind kind() const { return kind_; }

    /// What a search for people asks for: every attribute of the map, objectClass and the time of change; the
    /// thumbnails, and the members of groups, only where they are wanted.
    std::vector<std::string> requested(bool with_thumbnails, bool with_members = true) const;

    /// Which entries are people at all: those with a class of people or groups, that take mail, and that options.filter
    /// matches. Hidden ones are among them: what is hidden is judged here, for in a server whose schema does not have
    /// the attribute "not hidden" is as undefined as "hidden", and nobody is found.
    Filter people() const { return people_; }

    /// Which entries may sign in: people that options.filter matches, whether or not they take mail.
    Filter accounts() const { return accounts_; }

    /// The entry whose id this is (Active Directory: objectGUID in its own order of bytes). Source: MS-DTYP 2.3.4.2.
    Filter with_id(PersonId const& id) const;

private:
    explicit AttributeMap(LdapKind kind);
    Filter takes_mail() const;

    LdapKind kind_;
    std::map<std::string, std::vector<std::string>, std::less<>> attributes_;
    std::vector<std::string> thumbnails_;
    Filter people_;
    Filter accounts_;
};

/// objectGUID's 16 bytes, of which the first three groups stand backwards, as a Guid; nullopt for another length.
std::optional<base::Guid> guid_from_object_guid(std::string_view bytes);
std::string object_guid_of(base::Guid const& guid);

}
