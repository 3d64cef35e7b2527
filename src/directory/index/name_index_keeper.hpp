// NameIndexKeeper: fills the index of names from the database, and keeps it as the database is.
//
// Two threads: one brings up to date whoever has changed, usually within a tenth of a millisecond; the other does what takes long, that is
// reading everybody and merging, one such thing at a time. Whoever changes while everybody is being read may be read
// before or after the change. So what is told meanwhile is not only applied to the index there is, but read once more
// when the new one is ready, and the two come into view together.
#pragma once

#include "base/worker_lane.hpp"
#include "core/ports/change_feed.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/name_search.hpp"
#include "directory/index/name_index.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

namespace likeness::directory {

class NameIndexKeeper final : public NameSearch {
public:
    struct Options {
        /// Before something that failed is tried again.
        std::chrono::milliseconds retry_pause { 5000 };
        /// Told once, for an operator, when the database cannot be read, and not again until it could be; on a thread
        /// of the keeper's. May be empty.
        std::function<void(std::string_view)> report;
        Merging merging;
    };

    /// Begins to read everybody, and returns at once. `source` and `directory` are used from the keeper's threads for as
    /// long as it lives; they are the same people.
    NameIndexKeeper(NameSource& source, Directory& directory, Options options);

    /// Stops reading at the next person.
    ~NameIndexKeeper() override;
    NameIndexKeeper(NameIndexKeeper const&) = delete;
    NameIndexKeeper& operator=(NameIndexKeeper const&) = delete;

    /// Errors: server_busy until everybody has been read for the first time.
    Result<NameHits> search(NameQuery const& query, std::size_t most) override;

    /// Of what the change feed tells. It queues and returns; any thread may call it. Changes of one person can be found
    /// a millisecond later. A change of people that names none, an incomplete feed, or more changes than
    /// limits::changed_people_waiting_max, make everybody be read again: no more than half of the time goes
    /// into that, however often it is told.
    void apply(Changes const& changes);

    /// Whether search answers.
    bool ready() const { return ready_; }

    /// Returns when everything that was told before has been applied and nothing is going on; not while the database
    /// cannot be read.
    void wait_until_idle();

    /// How many can be found.
    std::size_t size() const { return index_.size(); }

private:
    using Clock = std::chrono::steady_clock;

    struct Loaded {
        Result<std::vector<SegmentPtr>> segments;
        Clock::duration took {};
    };
    struct Merged {
        NameIndex::Merge merge;
        SegmentPtr segment;
    };

    void run(std::stop_token const& stop);
    Clock::time_point next_work() const;
    void work(std::unique_lock<std::mutex>& lock);
    bool idle() const;

    void begin_load();
    void install(Loaded loaded, std::unique_lock<std::mutex>& lock);
    void update_next(std::unique_lock<std::mutex>& lock);
    void begin_merge();
    void finish_merge(Merged merged, std::unique_lock<std::mutex>& lock);

    Result<void> bring_up_to_date(Snapshot& next, std::vector<PersonId> const& changed);
    void queue(std::vector<PersonId>& people, PersonId person);
    void succeeded();
    void failed(Error const& error);

    NameSource& source_;
    Directory& directory_;
    Options const options_;
    NameIndex index_;
    std::atomic<bool> ready_ = false;
    std::atomic<bool> stopping_ = false;

    std::mutex mutex_; ///< Guards what follows, and is not held while anything is read or made.
    std::condition_variable_any woken_;
    std::condition_variable idle_;
    std::vector<PersonId> changed_; ///< Who is to be read again.
    std::vector<PersonId> changed_while_loading_; ///< Who is to be read again once everybody was.
    bool load_wanted_ = true;
    bool loading_ = false;
    bool merging_ = false;
    bool busy_ = false; ///< The first thread is at work, without the lock.
    std::optional<Loaded> loaded_; ///< What the second thread has done, until the first takes it.
    std::optional<Merged> merged_;
    Clock::time_point next_load_ {};
    Clock::time_point next_update_ {};
    bool failing_ = false; ///< Only the keeper's first thread uses it.

    base::WorkerLane slow_; ///< After what its jobs use, as is the next.
    std::jthread thread_;
};

}
