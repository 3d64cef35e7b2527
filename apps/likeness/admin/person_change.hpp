// PersonChange: what a command or a line of an import file says about a person, before it is applied to one.
#pragma once

#include "core/ports/directory.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::app {

/// Only what is set changes.
struct PersonChange {
    std::array<std::optional<std::string>, person_fields.size()> fields; ///< In the order of person_fields.
    std::optional<std::vector<std::string>>
        other_addresses; ///< All but the primary one; empty texts do not count.
    std::optional<std::string>
        primary_address; ///< The old one is kept as another one, unless those are set too.
    std::optional<Visibility> visibility;
    std::optional<RecipientKind> kind;
    std::optional<std::vector<std::string>> other_proxies; ///< All of them; empty texts do not count.
    std::optional<std::string> manager; ///< An address; "" for none.
    std::optional<std::vector<std::string>> members; ///< Addresses, all of them; empty texts do not count.
    std::optional<std::string> thumbnail; ///< A file's name; not applied here.

    bool is_empty() const;
};

/// `person` with the change. Errors: invalid_smtp_address; invalid_request, naming the field, when a text is not UTF-8,
/// has a control character in it or is longer than limits::person_field_bytes_max, when there are more than
/// limits::addresses_per_person_max addresses or limits::other_proxies_per_person_max proxy addresses, when a proxy
/// address says no kind, and when the result has no name.
Result<Person> changed(Person person, PersonChange const& change);

/// `links` with the change; nullopt where it names none of them. Errors: invalid_smtp_address; invalid_request for more
/// than limits::members_per_group_max members.
Result<std::optional<PersonLinks>> changed(PersonLinks links, PersonChange const& change);

/// Nobody yet: a fresh id and the address alone.
Person blank_person(EmailAddress const& email);

/// A file with a directory thumbnail. Errors: invalid_request when it cannot be read; data_size_limit_exceeded.
Result<std::vector<std::byte>> read_thumbnail(std::string const& file);

}
