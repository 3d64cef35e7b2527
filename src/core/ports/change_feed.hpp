// ChangeFeed: what has changed since, so that caches can forget it.
// Every implementation passes tests/storage/change_feed_contract.hpp.
#pragma once

#include "core/error.hpp"
#include "core/person.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace likeness {

enum class ChangeKind {
    photo, ///< Somebody's mailbox photo or thumbnail.
    people, ///< Somebody's fields, addresses, visibility or existence.
    accounts, ///< A password, a role, an account that is gone.
};

struct Change {
    ChangeKind kind = ChangeKind::people;
    std::optional<PersonId> person; ///< nullopt for accounts, and for changes of many people at once.

    friend bool operator==(Change const&, Change const&) = default;
};

struct Changes {
    std::int64_t head = 0; ///< The sequence number of the newest change: ask for those after it next.
    bool complete = true; ///< False when older ones have been pruned: forget everything.
    std::vector<Change> changes; ///< Oldest first; empty when nothing happened.
};

/// One thread at a time.
class ChangeFeed {
public:
    virtual ~ChangeFeed() = default;

    /// The changes after sequence number `sequence`, whichever process made them. Cheap when there are
    /// none (some 3 us). Errors: internal_server_transient_error.
    virtual Result<Changes> after(std::int64_t sequence) = 0;
};

}
