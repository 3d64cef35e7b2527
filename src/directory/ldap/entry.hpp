// One LDAP entry as a person.
// Source: spec/directory.md 4 and 8; spec/photos.md 3.2.
#pragma once

#include "core/ports/directory_mirror.hpp"
#include "directory/ldap/attribute_map.hpp"
#include "directory/ldap/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace likeness::directory::ldap {

/// What became of an entry, and what of it could not be used: a line each, naming the entry and what was wrong. Who calls decides whether and how often it is said.
struct ReadEntry {
    std::optional<MirrorEntry> person; ///< nullopt when there is no usable address or id; a report says why.
    std::vector<std::string> reports;
};

/// Reads what attributes.requested() asks for. Limits of core/limits.hpp are kept by cutting, and reported; so is text
/// that is not UTF-8, by leaving that value out.
///
/// Addresses: the "SMTP:" proxy address, else mail, is the primary one; then the "smtp:" ones, mail, and the
/// principal name where it is an address. A proxy address without a prefix is one of mail. The others go to
/// other_proxies, as does the legacyExchangeDN, with "X500:" before it. Links are always set: a DN each. The thumbnail is the first value, in the order of
/// attributes.thumbnails(), that is a picture which clients show and is no longer than limits::thumbnail_bytes_max.
/// Somebody is hidden where the attribute for it is TRUE.
/// In: an entry that Connection::complete has seen, where the server gives long lists in portions; options with
/// entity_tag set where the entry was asked for with thumbnails.
ReadEntry read_entry(LdapEntry const& entry, AttributeMap const& attributes, LdapOptions const& options);

/// The id alone, which is all that is needed of who is gone; nullopt when it has none that can be read.
std::optional<PersonId> id_of(LdapEntry const& entry, AttributeMap const& attributes);

}
