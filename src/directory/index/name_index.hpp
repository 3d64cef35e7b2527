// NameIndex: everybody in memory, in the order of what they are looked for by. It is told of every change.
//
// It is made like a log-structured merge tree, or Lucene: of segments that never change, a large one of everybody and
// small ones of who has changed since, which are searched one after another. Whoever has changed is dead in the segment
// that has them as they were, and alive in the newest. All of it together is a snapshot; a reader takes the pointer to
// the one there is and keeps it for as long as it likes, the writer makes the next one and puts it in its place. So
// readers never wait for a change and never see half of one: somebody is not missing, nor there twice, while they
// change. For that the marks of the dead belong to the snapshot and are copied, not set; a million people have 125 KB of
// them, which are copied in some 10 us.
//
// Small segments are merged into larger ones, each at least twice as large as all those after it; when the changes
// amount to a fifth of the first segment, everything is. Merging is slow (a second for a million people), so
// the index says what is to be merged and takes back the result: in between it goes on, on any thread, while changes
// keep coming.
#pragma once

#include "core/ports/name_search.hpp"
#include "directory/index/snapshot.hpp"

#include <mutex>
#include <optional>
#include <vector>

namespace likeness::directory {

/// People who are new or have changed, and people who are not to be found any longer. Somebody in both is gone.
struct PeopleUpdate {
    std::vector<NameEntry> present;
    std::vector<PersonId> gone; ///< Whether or not they were known.
};

/// When segments become one. The numbers are what the index works with; tests take smaller ones.
struct Merging {
    std::size_t absorbed_people = 256; ///< A segment of so many is made anew with the next change: 0.2 ms.
    std::size_t segments = 8; ///< Each costs a search some 0.5 us.
    std::size_t changes_least = 4096; ///< So few changes never make everything be merged.
};

class NameIndex final : public NameSearch {
public:
    explicit NameIndex(Merging merging = {});

    /// Any thread may call it. No errors.
    Result<NameHits> search(NameQuery const& query, std::size_t most) override;

    /// How many can be found. Any thread may call it.
    std::size_t size() const;

    // The following: one thread at a time.

    void update(PeopleUpdate const& update);

    /// Puts `next` in the place of everything that was there. What has changed since its segments were read is brought
    /// in before that, so that no reader sees them without.
    void replace(Snapshot next);
    void bring_up_to_date(Snapshot& next, PeopleUpdate const& update) const;

    /// Segments that are to become one.
    class Merge {
    public:
        /// On any thread. It takes as long as it takes.
        SegmentPtr run() const;

    private:
        friend class NameIndex;
        std::size_t first = 0; ///< Their place in the snapshot.
        std::vector<SnapshotPart> parts;
    };

    /// The next merge that is worth it; nullopt while there is none, or one was begun and not finished.
    std::optional<Merge> begin_merge();

    /// Puts `merged` in the place of what it was made of, without those who died meanwhile. After a `replace` it does
    /// nothing.
    void finish_merge(Merge const& merge, SegmentPtr merged);

private:
    std::shared_ptr<Snapshot const> snapshot() const;
    void publish(Snapshot next);
    std::optional<std::size_t> first_to_merge(Snapshot const& now) const;

    Merging const merging_;
    std::size_t being_merged_
        = 0; ///< The segments before this one are left as they are: a merge is under way.
    bool merge_is_void_ = false; ///< What a merge was begun with has been replaced.

    // Held for as long as a pointer takes to copy. libstdc++ 12 has a lock in atomic<shared_ptr> too, and one which the
    // thread sanitizer cannot see.
    mutable std::mutex mutex_;
    std::shared_ptr<Snapshot const> snapshot_;
};

}
