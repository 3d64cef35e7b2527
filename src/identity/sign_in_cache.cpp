#include "identity/sign_in_cache.hpp"

#include "identity/aged_map.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

namespace likeness::identity {

namespace {

struct KnownSignIn {
    std::shared_ptr<Principal const> who;
    std::chrono::steady_clock::time_point expires_at;
};

// A line of its own each, so that two threads on different shards do not wait for each other's lock.
struct alignas(64) Shard {
    explicit Shard(std::size_t entries_max)
        : known(entries_max)
    {
    }

    std::mutex mutex;
    AgedMap<KnownSignIn> known;
};

// A small cache has one shard, so that it holds as many as it was told to.
std::size_t shard_count(std::size_t entries_max)
{
    return std::clamp<std::size_t>(entries_max / 64, 1, 16);
}

}

struct SignInCache::State {
    State(Clock const& its_clock, Options const& options)
        : clock(its_clock)
        , lifetime(options.lifetime)
    {
        auto const count = shard_count(options.entries_max);
        for (std::size_t i = 0; i < count; ++i)
            shards.push_back(std::make_unique<Shard>(options.entries_max / count));
    }

    base::Digest digest_of(std::string_view authorization) const
    {
        return base::quick_keyed_hash(key, base::as_bytes(authorization));
    }

    // By the last byte: the map inside the shard goes by the first ones.
    Shard& shard_of(base::Digest const& digest) const
    {
        return *shards[std::to_integer<std::size_t>(digest.back()) % shards.size()];
    }

    Clock const& clock;
    std::chrono::seconds const lifetime;
    base::SecretKey const key = base::random_key();
    std::vector<std::unique_ptr<Shard>> shards;
    std::atomic<std::uint64_t> generation = 0;
};

SignInCache::SignInCache(Clock const& clock, Options options)
    : state_(std::make_unique<State>(clock, options))
{
}

SignInCache::~SignInCache() = default;

std::shared_ptr<Principal const> SignInCache::find(std::string_view authorization) const
{
    auto const digest = state_->digest_of(authorization);
    auto const now = state_->clock.steady_now();
    auto& shard = state_->shard_of(digest);
    std::lock_guard const lock(shard.mutex);
    auto const* const known = shard.known.find(digest);
    return known && now < known->expires_at ? known->who : nullptr;
}

std::uint64_t SignInCache::generation() const
{
    return state_->generation.load();
}

void SignInCache::remember(
    std::string_view authorization, std::shared_ptr<Principal const> who, std::uint64_t generation)
{
    auto const digest = state_->digest_of(authorization);
    auto const now = state_->clock.steady_now();
    auto& shard = state_->shard_of(digest);
    std::lock_guard const lock(shard.mutex);
    // Under the lock: forget_all raises the counter first and empties this shard afterwards, so whatever is
    // let in by the old counter here is gone when forget_all returns.
    if (generation != state_->generation.load()) return;
    shard.known.drop_oldest_while([&](KnownSignIn const& one) { return one.expires_at <= now; });
    shard.known.put(digest, { std::move(who), now + state_->lifetime });
}

void SignInCache::forget_all()
{
    state_->generation.fetch_add(1);
    for (auto const& shard : state_->shards) {
        std::lock_guard const lock(shard->mutex);
        shard->known.clear();
    }
}

}
