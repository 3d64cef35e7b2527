// AgedMap: what is remembered about secrets and callers, bounded, the oldest forgotten first.
#pragma once

#include "base/keyed_hash.hpp"

#include <cstring>
#include <list>
#include <unordered_map>

namespace likeness::identity {

/// Keyed by digests, so that an entry's size is fixed, nobody outside can choose what collides, and nothing
/// in memory tells what was hashed. Not for several threads at once.
template <class Value> class AgedMap {
public:
    struct Entry {
        base::Digest key;
        Value value;
    };

    explicit AgedMap(std::size_t entries_max)
        : entries_max_(entries_max)
    {
    }

    /// Null when there is none. Allocates nothing. Lives until the next change.
    Value const* find(base::Digest const& key) const
    {
        auto const found = places_.find(key);
        return found == places_.end() ? nullptr : &found->second->value;
    }

    /// Sets the value and makes the entry the youngest; past the bound the oldest goes.
    void put(base::Digest const& key, Value value)
    {
        erase(key);
        oldest_first_.push_back({ key, std::move(value) });
        places_.emplace(key, std::prev(oldest_first_.end()));
        if (places_.size() > entries_max_) pop_oldest();
    }

    void erase(base::Digest const& key)
    {
        auto const found = places_.find(key);
        if (found == places_.end()) return;
        oldest_first_.erase(found->second);
        places_.erase(found);
    }

    /// Drops from the oldest on, up to the first that `is_over` denies.
    template <class Predicate> void drop_oldest_while(Predicate is_over)
    {
        while (!oldest_first_.empty() && is_over(oldest_first_.front().value)) pop_oldest();
    }

    void clear()
    {
        places_.clear();
        oldest_first_.clear();
    }

    std::size_t size() const { return places_.size(); }

private:
    struct FirstWord {
        std::size_t operator()(base::Digest const& digest) const noexcept
        {
            std::size_t word = 0;
            std::memcpy(&word, digest.data(), sizeof word);
            return word;
        }
    };

    void pop_oldest()
    {
        places_.erase(oldest_first_.front().key);
        oldest_first_.pop_front();
    }

    std::size_t entries_max_;
    std::list<Entry> oldest_first_;
    std::unordered_map<base::Digest, typename std::list<Entry>::iterator, FirstWord> places_;
};

}
