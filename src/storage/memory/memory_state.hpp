// What the stores in memory share: all that is stored, and what people may not have in common.
#pragma once

#include "core/account.hpp"
#include "core/ports/change_feed.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/photo_store.hpp"
#include "storage/memory/memory_mailbox.hpp"

#include <deque>
#include <map>
#include <mutex>
#include <unordered_map>

namespace likeness::storage {

struct StoredPerson {
    Person person;
    std::optional<Photo> thumbnail;
    PersonLinks links; // Folded.
    std::string dn; // Folded; of who is mirrored.
    std::vector<StoredRendition> renditions; // Smallest code first.
    std::int64_t photo_version = 0;
    bool photo_removed = false;
    base::Seconds photo_changed_at {};

    bool is_local() const { return person.source.empty(); }
};

/// Who touches it holds `mutex`.
struct State {
    std::mutex mutex;
    std::unordered_map<PersonId, StoredPerson> people;
    std::map<std::string, PersonId> owners; // By folded address.
    std::map<std::string, Account> accounts; // By folded address.
    std::map<std::string, std::string, std::less<>> cookies; // By source.
    std::unordered_map<PersonId, StoredMailbox> mailboxes; // By owner.
    std::deque<Change> changes;
    std::int64_t head = 0;

    void record(ChangeKind kind, std::optional<PersonId> person = std::nullopt);

    StoredPerson* find(PersonId const& id);
    StoredPerson* find_owner(std::string const& folded_address);

    /// Errors: non_existent_mailbox.
    Result<StoredPerson*> need(PersonId const& id);

    /// Why the address may not be `self`'s: somebody else has it.
    std::optional<Error> refusal_of(EmailAddress const& address, PersonId const& self);

    /// Puts the entry in place of what was stored of its person; thumbnail and links where they are given.
    StoredPerson& put(PersonEntry const& entry);

    /// Drops the person with all that is stored of them.
    void drop(PersonId const& id);
};

}
