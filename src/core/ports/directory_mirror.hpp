// DirectoryMirror: where a copy of a directory elsewhere is kept, so that nothing waits for that directory.
// Source: spec/directory.md; every mirror passes tests/storage/directory_mirror_contract.cpp.
#pragma once

#include "core/ports/directory.hpp"

#include <cstdint>
#include <string>

namespace likeness {

/// Somebody as a directory elsewhere has them now. `entry.person.id` is that directory's own for them.
struct MirrorEntry {
    PersonEntry entry; ///< Without a thumbnail there is none: one that was kept is dropped.
    std::string dn; ///< Their distinguished name: what managers and members are named by.
};

/// What one call brings up to date.
struct MirrorBatch {
    std::vector<MirrorEntry> present; ///< New or changed people.
    std::vector<PersonId> gone; ///< Who is no longer there; those of whom nothing was known do not matter.
    std::optional<std::string> cookie; ///< Where to go on after this batch; nullopt keeps the one there is.
};

/// How many people of one batch there may be, at most: other writers wait while it is written.
inline constexpr std::size_t mirror_batch_max = 500;

/// Any thread may call any member; calls may block on the disk.
/// Errors of every member: internal_server_transient_error; of the writing ones also server_busy.
/// `source` is the name of a directory in the configuration, never "".
class DirectoryMirror {
public:
    virtual ~DirectoryMirror() = default;

    /// Where reading is to go on, as the last batch said; nullopt when none did. Opaque here.
    virtual Result<std::optional<std::string>> cookie(std::string_view source) = 0;

    /// Writes all of it in one transaction, and in the record of changes. An address that somebody else has already
    /// is left out; where it was the last one, the whole entry is. Both are told, at their place in `present`.
    /// Photos of people who are gone go with them. Unchanged entries change nothing and are no change.
    /// Errors: invalid_request for more than mirror_batch_max people.
    virtual Result<std::vector<Rejected>> apply(std::string_view source, MirrorBatch const& batch) = 0;

    /// Everybody mirrored from `source`, in no order: what a full read is compared with.
    virtual Result<std::vector<PersonId>> people_of(std::string_view source) = 0;

    /// Sets or, with nullopt, drops the kept thumbnail of somebody mirrored, after it was changed in their directory.
    /// Errors: non_existent_mailbox.
    virtual Result<void> put_thumbnail(PersonId person, std::optional<Photo> const& thumbnail) = 0;
};

}
