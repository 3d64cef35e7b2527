// ChangeFeed: what has changed since, so that caches can forget it.
// Every implementation passes tests/storage/change_feed_contract.cpp.
#pragma once

#include "core/error.hpp"
#include "core/person.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace likeness {

enum class ChangeKind {
    photo, ///< Somebody's mailbox photo or thumbnail.
    people, ///< Somebody's fields, addresses, visibility, existence; or the thumbnail that came with them.
    accounts, ///< A password, a role, an account that is gone.
};

struct Change {
    ChangeKind kind = ChangeKind::people;
    std::optional<PersonId> person; ///< nullopt for accounts, and for changes of many people at once.

    friend bool operator==(Change const&, Change const&) = default;
};

/// How many changes are remembered, at least: of a longer absence `complete` tells.
inline constexpr std::int64_t changes_kept = 10'000;

struct Changes {
    std::int64_t head = 0; ///< The sequence number of the newest change: ask for those after it next.
    bool complete = true; ///< False when some of those asked for are not remembered: forget everything.
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
