#include "directory/index/name_index_keeper.hpp"

#include "directory/index/limits.hpp"
#include "directory/index/load_segments.hpp"

#include <algorithm>
#include <cassert>
#include <malloc.h>
#include <span>
#include <string>
#include <utility>

namespace likeness::directory {

namespace {

// Making a segment of so many takes memory that is worth giving back to the system, for the milliseconds that it takes.
constexpr std::size_t large_segment = 100'000;

NameEntry name_entry(Person const& person)
{
    return {
        .id = person.id,
        .kind = person.kind,
        .display_name = person.display_name,
        .given_name = person.given_name,
        .surname = person.surname,
        .office = person.office,
        .alias = person.alias,
        .address = person.primary_address().text(),
    };
}

// Whoever of `asked` is hidden, or was not found, is gone. The entries are views of `people`.
PeopleUpdate update_of(std::vector<Person> const& people, std::span<PersonId const> asked)
{
    PeopleUpdate update;
    std::vector<PersonId> present;
    for (auto const& person : people) {
        if (person.visibility == Visibility::hidden) continue;
        update.present.push_back(name_entry(person));
        present.push_back(person.id);
    }
    std::ranges::sort(present);
    std::ranges::copy_if(asked, std::back_inserter(update.gone),
        [&](PersonId const& id) { return !std::ranges::binary_search(present, id); });
    return update;
}

Snapshot snapshot_of(std::vector<SegmentPtr> segments)
{
    Snapshot snapshot;
    for (auto& segment : segments) snapshot.parts.push_back({ std::move(segment), nullptr });
    return snapshot;
}

}

NameIndexKeeper::NameIndexKeeper(NameSource& source, Directory& directory, Options options)
    : source_(source)
    , directory_(directory)
    , options_(std::move(options))
    , index_(options_.merging)
    , slow_("names-slow", { .threads = 1, .queue_max = 1 })
    , thread_([this](std::stop_token const& stop) { run(stop); })
{
}

NameIndexKeeper::~NameIndexKeeper()
{
    stopping_ = true;
    thread_.request_stop();
    thread_.join();
}

Result<NameHits> NameIndexKeeper::search(NameQuery const& query, std::size_t most)
{
    if (!ready_) return fail(Code::server_busy, "the index of names is being made");
    return index_.search(query, most);
}

void NameIndexKeeper::apply(Changes const& changes)
{
    {
        std::lock_guard const lock(mutex_);
        if (!changes.complete) load_wanted_ = true;
        for (auto const& change : changes.changes) {
            if (change.kind != ChangeKind::people) continue;
            if (!change.person) {
                load_wanted_ = true;
                continue;
            }
            queue(changed_, *change.person);
            if (loading_) queue(changed_while_loading_, *change.person);
        }
    }
    woken_.notify_one();
}

void NameIndexKeeper::queue(std::vector<PersonId>& people, PersonId person)
{
    people.push_back(person);
    if (people.size() <= limits::changed_people_waiting_max) return;
    people.clear();
    load_wanted_ = true;
}

void NameIndexKeeper::wait_until_idle()
{
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [&] { return idle(); });
}

bool NameIndexKeeper::idle() const
{
    return ready_ && changed_.empty() && !load_wanted_ && !loading_ && !merging_ && !busy_;
}

void NameIndexKeeper::run(std::stop_token const& stop)
{
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        auto const next = next_work();
        if (next <= Clock::now())
            work(lock);
        else
            woken_.wait_until(lock, stop, next, [&] { return next_work() < next; });
        if (idle()) idle_.notify_all();
    }
}

// What failed, or was done only just now, waits for its time; what nobody wants, practically for ever.
NameIndexKeeper::Clock::time_point NameIndexKeeper::next_work() const
{
    auto next = Clock::now() + std::chrono::hours(1);
    if (loaded_ || merged_) next = {};
    if (ready_ && !changed_.empty()) next = std::min(next, next_update_);
    if (load_wanted_ && !loading_ && !merging_) next = std::min(next, next_load_);
    return next;
}

void NameIndexKeeper::work(std::unique_lock<std::mutex>& lock)
{
    auto const now = Clock::now();
    busy_ = true;
    if (loaded_)
        install(*std::exchange(loaded_, std::nullopt), lock);
    else if (merged_)
        finish_merge(*std::exchange(merged_, std::nullopt), lock);
    else if (ready_ && !changed_.empty() && next_update_ <= now)
        update_next(lock);
    else
        begin_load();
    if (!loading_ && !merging_) begin_merge();
    busy_ = false;
}

void NameIndexKeeper::begin_load()
{
    load_wanted_ = false;
    loading_ = true;
    changed_while_loading_.clear();
    [[maybe_unused]] auto const posted = slow_.post([this] {
        auto const began = Clock::now();
        auto segments = load_segments(source_, stopping_);
        std::lock_guard const lock(mutex_);
        loaded_.emplace(std::move(segments), Clock::now() - began);
        woken_.notify_one();
    });
    assert(posted); // Nothing else runs there now.
}

// Nothing is shown that was read before a change that has been told.
void NameIndexKeeper::install(Loaded loaded, std::unique_lock<std::mutex>& lock)
{
    loading_ = false;
    auto const changed = std::exchange(changed_while_loading_, {});
    lock.unlock();
    Snapshot next;
    Result<void> up_to_date;
    if (!loaded.segments)
        up_to_date = tl::unexpected(loaded.segments.error());
    else {
        next = snapshot_of(std::move(*loaded.segments));
        up_to_date = bring_up_to_date(next, changed);
    }
    if (up_to_date) {
        index_.replace(std::move(next));
        ready_ = true;
        succeeded();
    } else {
        failed(up_to_date.error());
    }
    if (index_.size() > large_segment) malloc_trim(0);
    lock.lock();
    if (!up_to_date) load_wanted_ = true;
    next_load_ = Clock::now() + (up_to_date ? loaded.took : options_.retry_pause);
}

Result<void> NameIndexKeeper::bring_up_to_date(Snapshot& next, std::vector<PersonId> const& changed)
{
    std::span const all(changed);
    for (std::size_t at = 0; at < all.size(); at += limits::changed_people_per_update_max) {
        auto const asked = all.subspan(at, std::min(all.size() - at, limits::changed_people_per_update_max));
        auto const people = directory_.find_all(asked);
        if (!people) return tl::unexpected(people.error());
        index_.bring_up_to_date(next, update_of(*people, asked));
    }
    return {};
}

void NameIndexKeeper::update_next(std::unique_lock<std::mutex>& lock)
{
    auto const count = std::min(changed_.size(), limits::changed_people_per_update_max);
    std::vector<PersonId> const asked(changed_.begin(), changed_.begin() + std::ptrdiff_t(count));
    changed_.erase(changed_.begin(), changed_.begin() + std::ptrdiff_t(count));
    lock.unlock();
    auto const people = directory_.find_all(asked);
    if (people) {
        index_.update(update_of(*people, asked));
        succeeded();
    } else {
        failed(people.error());
    }
    lock.lock();
    if (people) return;
    changed_.insert(changed_.begin(), asked.begin(), asked.end());
    next_update_ = Clock::now() + options_.retry_pause;
}

void NameIndexKeeper::begin_merge()
{
    auto merge = index_.begin_merge();
    if (!merge) return;
    merging_ = true;
    [[maybe_unused]] auto const posted = slow_.post([this, merge = std::move(*merge)]() mutable {
        auto segment = merge.run();
        std::lock_guard const lock(mutex_);
        merged_.emplace(std::move(merge), std::move(segment));
        woken_.notify_one();
    });
    assert(posted);
}

void NameIndexKeeper::finish_merge(Merged merged, std::unique_lock<std::mutex>& lock)
{
    merging_ = false;
    lock.unlock();
    bool const large = merged.segment->size() > large_segment;
    index_.finish_merge(merged.merge, std::move(merged.segment));
    merged = {};
    if (large) malloc_trim(0);
    lock.lock();
}

void NameIndexKeeper::succeeded()
{
    failing_ = false;
}

void NameIndexKeeper::failed(Error const& error)
{
    if (std::exchange(failing_, true) || !options_.report) return;
    options_.report("The names of the database cannot be read: " + for_operator(error));
}

}
