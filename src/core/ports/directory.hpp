// Directory: who there is. LocalDirectory: the one that is our own and can be written.
// Source: spec/directory.md; every LocalDirectory passes tests/storage/directory_contract.cpp.
#pragma once

#include "core/person.hpp"
#include "core/photo.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace likeness {

/// Any thread may call any member; calls may block.
/// Errors of every member: ad_unavailable (a directory elsewhere) or internal_server_transient_error
/// (our own database) when it cannot be asked. Nobody found is nullopt, not an error.
class Directory {
public:
    virtual ~Directory() = default;

    /// The person who has this address, as primary or as any other one; hidden people too.
    virtual Result<std::optional<Person>> find(EmailAddress const& address) = 0;

    /// The person of this id; hidden people too.
    virtual Result<std::optional<Person>> find(PersonId person) = 0;

    /// Whether anybody, hidden or not, has an address in this domain. In: as EmailAddress::folded_domain gives it.
    virtual Result<bool> serves_domain(std::string_view folded_domain) = 0;

    /// The thumbnail as it is stored: not resized, not converted.
    virtual Result<std::optional<Photo>> find_thumbnail(PersonId person) = 0;
};

/// A person and, where one is to be set, the thumbnail that comes with them.
struct PersonEntry {
    Person person;
    std::optional<Photo> thumbnail;
};

/// Why one of a batch was left out.
struct Rejected {
    std::size_t index = 0; ///< Place in the batch, from 0.
    Error error;
};

/// How many people are imported at once, at most: other writers wait while that holds the lock, some 20 ms
/// where they come in order of their addresses, ten times as long among a million others where they do not.
inline constexpr std::size_t import_batch_max = 1000;

class LocalDirectory : public Directory {
public:
    /// An address that is given twice is kept once, at its first place.
    /// Errors: invalid_operation when an address belongs to somebody else already (the message names both),
    /// when there is none, or when the id is taken.
    virtual Result<void> add(PersonEntry const& entry) = 0;

    /// Adds or, where the primary address is known already, updates many at once, in one transaction;
    /// those that clash are left out and told. Who is known keeps their id, whatever the entry has: look it up
    /// first where a thumbnail comes along, since its entity tag is made for the id.
    /// Errors: invalid_request for more than import_batch_max people.
    virtual Result<std::vector<Rejected>> import(std::span<PersonEntry const> people) = 0;

    /// Replaces all fields and addresses of `entry.person.id`; the thumbnail only where one is given.
    /// Errors: non_existent_mailbox when there is no such person; invalid_operation as for add.
    virtual Result<void> update(PersonEntry const& entry) = 0;

    /// Removes the person with thumbnail and mailbox photo. Errors: non_existent_mailbox.
    virtual Result<void> remove(PersonId person) = 0;

    /// Calls `visit` for every person in order of the primary address, until it returns false.
    virtual Result<void> for_each(std::function<bool(Person const&)> const& visit) = 0;

    /// How many people there are.
    virtual Result<std::size_t> count() = 0;
};

}
