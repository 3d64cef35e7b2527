// AnswerCache: finished answers by (address as asked, size), within a budget of bytes, forgotten when what they
// show has changed.
#pragma once

#include "core/ports/change_feed.hpp"
#include "endpoints/finished_answer.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

namespace likeness::endpoints {

/// What an answer is asked for by.
struct AnswerKey {
    std::string_view folded_address;
    PhotoSize size = PhotoSize::hr648x648;
    AnswerForm form;

    friend bool operator==(AnswerKey const&, AnswerKey const&) = default;
};

struct AnswerCacheCounters {
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::uint64_t evictions = 0; ///< Given up for the budget's sake.
    std::size_t entries = 0;
    std::size_t bytes = 0;
};

/// Any thread may call any member. A hit copies nothing but a shared pointer, under a lock held for a look-up.
class AnswerCache {
public:
    /// `bytes_max` 0 keeps nothing.
    explicit AnswerCache(std::size_t bytes_max);
    ~AnswerCache();

    /// Null when it is not there. Whether the caller may see it is for the caller's side to judge.
    std::shared_ptr<FinishedAnswer const> find(AnswerKey const& key);

    /// Counts changes. Read it before the stores are read, and give it to `insert`.
    std::uint64_t generation() const { return generation_.load(std::memory_order_acquire); }

    /// Keeps the answer, unless anything has changed since `generation`: it may show what was there before.
    void insert(AnswerKey const& key, std::shared_ptr<FinishedAnswer const> answer, std::uint64_t generation);

    /// Forgets what these changes touch: a person's answers; with anybody's addresses or existence also every
    /// answer that says "nobody"; all of them when the changes are not complete or name no person.
    void apply(Changes const& changes);

    AnswerCacheCounters counters() const;

private:
    class Shard;
    static constexpr std::size_t shard_count = 16;

    Shard& shard_of(std::size_t hash) const;
    void forget(PersonId const& person);
    void forget_all();

    std::unique_ptr<Shard[]> shards_;
    std::atomic<std::uint64_t> generation_ = 0;
};

}
