#include "endpoints/answer_cache.hpp"

#include <boost/container_hash/hash.hpp>
#include <list>
#include <mutex>
#include <unordered_map>

// How a stale answer is kept out: `apply` first raises the generation and then sweeps the shards; `insert` compares
// the generation under the shard's lock. So an answer read before a change is either refused, or inserted before the
// sweep comes to its shard and swept.

namespace likeness::endpoints {

namespace {

std::size_t hash_of(AnswerKey const& key)
{
    auto hash = std::hash<std::string_view>()(key.folded_address);
    boost::hash_combine(hash, edge_px(key.size) << 8 | key.form.number());
    return hash;
}

}

class AnswerCache::Shard {
public:
    void set_budget(std::size_t bytes_max) { bytes_max_ = bytes_max; }

    std::shared_ptr<FinishedAnswer const> find(AnswerKey const& key)
    {
        std::lock_guard const lock(mutex_);
        auto const found = by_key_.find(key);
        if (found == by_key_.end() || is_outdated(*found->second)) {
            ++counters_.misses;
            return nullptr;
        }
        ++counters_.hits;
        by_age_.splice(by_age_.begin(), by_age_, found->second);
        return found->second->answer;
    }

    void insert(
        AnswerKey const& key, std::shared_ptr<FinishedAnswer const>&& answer, auto const& still_current)
    {
        auto const cost = answer->cost() + key.folded_address.size() + sizeof(Entry);
        if (cost > bytes_max_) return;
        std::lock_guard const lock(mutex_);
        if (!still_current()) return;
        if (auto const found = by_key_.find(key); found != by_key_.end()) erase(found->second);
        by_age_.push_front(
            { std::string(key.folded_address), key.size, key.form, cost, nobodies_, std::move(answer) });
        auto const entry = by_age_.begin();
        by_key_.emplace(entry->key(), entry);
        if (entry->answer->person) by_person_.emplace(*entry->answer->person, entry);
        counters_.bytes += cost;
        while (counters_.bytes > bytes_max_) {
            erase(std::prev(by_age_.end()));
            ++counters_.evictions;
        }
    }

    void forget(PersonId const& person)
    {
        std::lock_guard const lock(mutex_);
        for (auto found = by_person_.find(person); found != by_person_.end(); found = by_person_.find(person))
            erase(found->second);
    }

    void forget_nobodies()
    {
        std::lock_guard const lock(mutex_);
        ++nobodies_;
    }

    void forget_all()
    {
        std::lock_guard const lock(mutex_);
        while (!by_age_.empty()) erase(by_age_.begin());
    }

    void add_to(AnswerCacheCounters& sum) const
    {
        std::lock_guard const lock(mutex_);
        sum.hits += counters_.hits;
        sum.misses += counters_.misses;
        sum.evictions += counters_.evictions;
        sum.entries += by_age_.size();
        sum.bytes += counters_.bytes;
    }

private:
    struct Entry {
        std::string folded_address;
        PhotoSize size;
        AnswerForm form;
        std::size_t cost;
        std::uint64_t nobodies;
        std::shared_ptr<FinishedAnswer const> answer;

        AnswerKey key() const { return { folded_address, size, form }; }
    };
    using Place = std::list<Entry>::iterator;
    struct KeyHash {
        std::size_t operator()(AnswerKey const& key) const { return hash_of(key); }
    };

    bool is_outdated(Entry const& entry) const
    {
        return !entry.answer->person && entry.nobodies != nobodies_;
    }

    void erase(Place entry)
    {
        counters_.bytes -= entry->cost;
        if (entry->answer->person) {
            auto const [first, last] = by_person_.equal_range(*entry->answer->person);
            by_person_.erase(
                std::find_if(first, last, [&](auto const& pair) { return pair.second == entry; }));
        }
        by_key_.erase(entry->key());
        by_age_.erase(entry);
    }

    mutable std::mutex mutex_;
    std::size_t bytes_max_ = 0;
    std::list<Entry> by_age_; ///< Last used first.
    std::unordered_map<AnswerKey, Place, KeyHash> by_key_; ///< Keys are views into the entries.
    std::unordered_multimap<PersonId, Place> by_person_; ///< Few a person: its addresses times nine sizes.
    std::uint64_t nobodies_
        = 0; ///< Answers that say "nobody has this address" count only if made since it last
    ///< grew. There may be very many: they age out instead of being looked for.
    AnswerCacheCounters counters_;
};

AnswerCache::AnswerCache(std::size_t bytes_max)
    : shards_(std::make_unique<Shard[]>(shard_count))
{
    for (std::size_t i = 0; i < shard_count; ++i) shards_[i].set_budget(bytes_max / shard_count);
}

AnswerCache::~AnswerCache() = default;

AnswerCache::Shard& AnswerCache::shard_of(std::size_t hash) const
{
    // The maps use the low bits; the shards take others, or each shard's map would have few of its buckets.
    return shards_[(hash >> 48) % shard_count];
}

std::shared_ptr<FinishedAnswer const> AnswerCache::find(AnswerKey const& key)
{
    return shard_of(hash_of(key)).find(key);
}

void AnswerCache::insert(
    AnswerKey const& key, std::shared_ptr<FinishedAnswer const> answer, std::uint64_t read_at)
{
    shard_of(hash_of(key)).insert(key, std::move(answer), [&] { return generation() == read_at; });
}

void AnswerCache::apply(Changes const& changes)
{
    if (changes.complete && changes.changes.empty()) return;
    generation_.fetch_add(1, std::memory_order_acq_rel);
    if (!changes.complete) return forget_all();

    bool existence_changed = false;
    for (auto const& change : changes.changes) {
        if (change.kind == ChangeKind::accounts) continue;
        if (!change.person) return forget_all();
        forget(*change.person);
        existence_changed |= change.kind == ChangeKind::people;
    }
    if (existence_changed)
        for (std::size_t i = 0; i < shard_count; ++i) shards_[i].forget_nobodies();
}

void AnswerCache::forget(PersonId const& person)
{
    for (std::size_t i = 0; i < shard_count; ++i) shards_[i].forget(person);
}

void AnswerCache::forget_all()
{
    for (std::size_t i = 0; i < shard_count; ++i) shards_[i].forget_all();
}

AnswerCacheCounters AnswerCache::counters() const
{
    AnswerCacheCounters sum;
    for (std::size_t i = 0; i < shard_count; ++i) shards_[i].add_to(sum);
    return sum;
}

}
