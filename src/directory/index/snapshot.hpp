// Snapshot: the segments that together are the index at one moment, and who in them no longer counts.
#pragma once

#include "directory/index/segment.hpp"

#include <memory>
#include <vector>

namespace likeness::directory {

/// A set of people of one segment. A value; a million people take 125 KB.
class DeadPeople {
public:
    explicit DeadPeople(std::size_t people)
        : bits_((people + 63) / 64)
    {
    }

    bool contains(Ordinal person) const { return bits_[person / 64] >> (person % 64) & 1; }
    void add(Ordinal person)
    {
        if (contains(person)) return;
        bits_[person / 64] |= std::uint64_t { 1 } << (person % 64);
        ++size_;
    }
    std::size_t size() const { return size_; }

private:
    std::vector<std::uint64_t> bits_;
    std::size_t size_ = 0;
};

struct SnapshotPart {
    SegmentPtr segment;
    std::shared_ptr<DeadPeople const> dead; ///< Null while there is none.

    bool is_dead(Ordinal person) const { return dead && dead->contains(person); }
    std::size_t alive() const { return segment->size() - (dead ? dead->size() : 0); }
};

/// Nobody is alive in two parts. The oldest, and largest, is the first.
struct Snapshot {
    std::vector<SnapshotPart> parts;
};

/// Whom `query` finds; their texts are the snapshot's, which is their owner.
NameHits search(std::shared_ptr<Snapshot const> snapshot, NameQuery const& query, std::size_t most);

}
