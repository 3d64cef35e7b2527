#include "identity/failure_throttle.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "identity/aged_map.hpp"
#include "identity/peer_network.hpp"

#include <algorithm>
#include <mutex>

namespace likeness::identity {

namespace {

using TimePoint = std::chrono::steady_clock::time_point;
using std::chrono::seconds;

struct Failures {
    unsigned count = 0;
    TimePoint last;
};

}

struct FailureThrottle::State {
    State(Clock const& its_clock, Options its_options)
        : clock(its_clock)
        , options(its_options)
        , logins(options.entries_max)
        , peers(options.entries_max)
    {
    }

    base::Digest login_key(std::string_view login) const
    {
        return base::keyed_hash(key, { base::as_bytes(base::fold_case(login)) });
    }

    base::Digest peer_key(std::string_view peer) const
    {
        return base::keyed_hash(key, { base::as_bytes(network_of_peer(peer)) });
    }

    seconds wait_after(unsigned failures, unsigned free) const
    {
        if (failures <= free) return seconds(0);
        auto wait = options.first_wait;
        for (auto more = failures - free - 1; more > 0 && wait < options.wait_max; --more) wait *= 2;
        return std::min(wait, options.wait_max);
    }

    seconds left_of(Failures const* failures, unsigned free, TimePoint now) const
    {
        if (!failures || is_forgotten(*failures, now)) return seconds(0);
        auto const until = failures->last + wait_after(failures->count, free);
        return std::max(seconds(0), std::chrono::ceil<seconds>(until - now));
    }

    bool is_forgotten(Failures const& failures, TimePoint now) const
    {
        return now - failures.last >= options.forgotten_after;
    }

    void count_one(AgedMap<Failures>& table, base::Digest const& who, TimePoint now) const
    {
        table.drop_oldest_while([&](Failures const& one) { return is_forgotten(one, now); });
        auto const* const before = table.find(who);
        table.put(who, { before ? before->count + 1 : 1, now });
    }

    Clock const& clock;
    Options const options;
    base::SecretKey const key = base::random_key();
    std::mutex mutex; // Guards the tables. Only sign-ins that no cache knows come here: one lock will do.
    AgedMap<Failures> logins;
    AgedMap<Failures> peers;
};

FailureThrottle::FailureThrottle(Clock const& clock, Options options)
    : state_(std::make_unique<State>(clock, options))
{
}

FailureThrottle::~FailureThrottle() = default;

seconds FailureThrottle::wait_for(std::string_view login, std::string_view peer) const
{
    auto const login_key = state_->login_key(login);
    auto const peer_key = state_->peer_key(peer);
    auto const& options = state_->options;
    std::lock_guard const lock(state_->mutex);
    auto const now = state_->clock.steady_now();
    return std::max(state_->left_of(state_->logins.find(login_key), options.free_failures, now),
        state_->left_of(state_->peers.find(peer_key), options.free_failures_of_peer, now));
}

void FailureThrottle::failed(std::string_view login, std::string_view peer)
{
    auto const login_key = state_->login_key(login);
    auto const peer_key = state_->peer_key(peer);
    std::lock_guard const lock(state_->mutex);
    auto const now = state_->clock.steady_now();
    state_->count_one(state_->logins, login_key, now);
    state_->count_one(state_->peers, peer_key, now);
}

void FailureThrottle::succeeded(std::string_view login)
{
    auto const login_key = state_->login_key(login);
    std::lock_guard const lock(state_->mutex);
    state_->logins.erase(login_key);
}

}
