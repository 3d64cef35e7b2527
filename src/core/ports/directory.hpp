// Directory: who there is. LocalDirectory: the one that is our own and can be written.
// Source: spec/directory.md; every LocalDirectory passes tests/storage/directory_contract.cpp.
#pragma once

#include "core/person.hpp"
#include "core/photo.hpp"
#include "core/ports/name_search.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace likeness {

enum class Relation {
    manager,
    direct_reports,
    members,
};

enum class ProxyMatch {
    prefix,
    whole,
};

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

    /// The people of these ids, in that order and hidden ones too; whom nobody knows is left out.
    virtual Result<std::vector<Person>> find_all(std::span<PersonId const> people) = 0;

    /// Who is not hidden and has a proxy address that begins with `prefix`, or equals it, case apart: at most `most`,
    /// in no order. "smtp:sad" finds by addresses, "sip:" and other kinds by the other proxy addresses.
    virtual Result<std::vector<Person>> find_by_proxy(
        std::string_view prefix, ProxyMatch match, std::size_t most)
        = 0;

    /// Whom `person` is related to, hidden ones too, at most `most`: one manager; the direct reports in order of the
    /// primary address; the members of a group in its own order, one level deep. Empty where it is not known.
    virtual Result<std::vector<Person>> find_related(PersonId person, Relation relation, std::size_t most)
        = 0;
};

/// Whom people and groups point to. Each is an address or, in a directory elsewhere, a distinguished name; those that
/// name nobody do not matter.
struct PersonLinks {
    std::string manager; ///< "" for none.
    std::vector<std::string> members; ///< Of a group.

    friend bool operator==(PersonLinks const&, PersonLinks const&) = default;
};

/// A person and, where they are to be set, the thumbnail and the links that come with them.
struct PersonEntry {
    Person person;
    std::optional<Photo> thumbnail;
    std::optional<PersonLinks> links;
};

/// Why one of a batch was left out.
struct Rejected {
    std::size_t index = 0; ///< Place in the batch, from 0.
    Error error;
};

/// How many people are imported at once, at most: other writers wait while that holds the lock, some 20 ms
/// where they come in order of their addresses, ten times as long among a million others where they do not.
inline constexpr std::size_t import_batch_max = 1000;

/// Also holds who is mirrored from directories elsewhere (directory_mirror.hpp), whom it finds and counts, but whom add,
/// import, update and remove refuse with invalid_operation, naming their directory.
class LocalDirectory : public Directory, public NameSource {
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

    /// Replaces all fields and addresses of `entry.person.id`; thumbnail and links only where they are given.
    /// Errors: non_existent_mailbox when there is no such person; invalid_operation as for add.
    virtual Result<void> update(PersonEntry const& entry) = 0;

    /// Removes the person with thumbnail and mailbox photo. Errors: non_existent_mailbox.
    virtual Result<void> remove(PersonId person) = 0;

    /// Calls `visit` for every person in order of the primary address, until it returns false.
    virtual Result<void> for_each(std::function<bool(Person const&)> const& visit) = 0;

    /// Whom this person points to, as it was set last but folded (base::fold_case); empty where it never was.
    virtual Result<PersonLinks> links(PersonId person) = 0;

    /// How many people there are.
    virtual Result<std::size_t> count() = 0;
};

}
