// The order of things, on which it rests that nothing is lost: a source names a position that is not later than what it
// reads; what was read is written before or together with that position; so a crash at any point reads something
// twice. What is read twice changes nothing the second time.
#include "directory/ldap/directory_sync.hpp"

#include "base/ascii.hpp"
#include "directory/ldap/pipe_signal.hpp"

#include <algorithm>
#include <charconv>
#include <condition_variable>

namespace likeness::directory::ldap {

namespace {

constexpr std::string_view cookie_form = "1 "; // Cookies of another form are none.
constexpr std::chrono::milliseconds reads_rest { 200 }; // A burst of changes is read at once, not one by one.
constexpr std::chrono::minutes place_rest { 5 }; // How often a position without any change is worth a write.

// Where to go on, and when everything was read last.
struct Place {
    std::string position;
    base::Seconds full_at {};

    friend bool operator==(Place const&, Place const&) = default;
};

std::string cookie_of(Place const& place)
{
    return std::string(cookie_form) + std::to_string(place.full_at.time_since_epoch().count()) + " "
        + place.position;
}

Place place_in(std::string_view cookie)
{
    if (!cookie.starts_with(cookie_form)) return {};
    auto const parts = base::split_once(cookie.substr(cookie_form.size()), ' ');
    std::int64_t seconds = 0;
    if (!parts) return {};
    auto const end = parts->before.data() + parts->before.size();
    if (std::from_chars(parts->before.data(), end, seconds).ptr != end) return {};
    return { .position = std::string(parts->after), .full_at = base::Seconds(std::chrono::seconds(seconds)) };
}

void sleep(std::stop_token const& stop, std::chrono::milliseconds span)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, span, [] { return false; });
}

}

class DirectorySync::Worker {
public:
    Worker(
        LdapOptions options, SyncTimes times, DirectoryMirror& mirror, Clock const& clock, SyncEvents events)
        : options_(std::move(options))
        , times_(times)
        , mirror_(mirror)
        , clock_(clock)
        , events_(std::move(events))
        , memory_([this](std::string const& sentence) { say(sentence); })
    {
    }

    void run(std::stop_token const& stop)
    {
        PipeSignalHeld const held;
        std::stop_callback const breaking_off(stop, [this] { interrupt(); });
        auto retry = times_.retry_first;
        while (!stop.stop_requested()) {
            if (synchronize({}, stop)) {
                retry = times_.retry_first;
                rest(stop);
            } else {
                close();
                sleep(stop, retry);
                retry = std::min(2 * retry, times_.retry_last);
            }
        }
        close();
    }

    Result<WriteSummary> run_once(SyncByHand by_hand, std::stop_token const& stop)
    {
        PipeSignalHeld const held;
        std::stop_callback const breaking_off(stop, [this] { interrupt(); });
        auto summary = synchronize(by_hand, stop);
        for (std::size_t tries = 1; !summary && tries < options_.urls.size() && !stop.stop_requested();
            ++tries) {
            close();
            summary = synchronize(by_hand, stop);
        }
        close();
        return summary;
    }

    SyncStatus status() const
    {
        std::lock_guard const lock(status_mutex_);
        return status_;
    }

private:
    void say(std::string const& sentence)
    {
        if (events_.on_report) events_.on_report(sentence);
    }

    // --- The session ------------------------------------------------------------------------------------------------

    void interrupt()
    {
        std::lock_guard const lock(source_mutex_);
        if (source_) source_->interrupt();
    }

    Result<void> open()
    {
        if (source_) return {};
        auto source = MirrorSource::open(options_, server_);
        // The next one is tried next time, and the first one after the last.
        if (!source) server_ = (server_ + 1) % options_.urls.size();
        if (!source) return tl::unexpected(source.error());
        std::lock_guard const lock(source_mutex_);
        source_ = std::move(*source);
        return {};
    }

    void close()
    {
        std::lock_guard const lock(source_mutex_);
        source_.reset();
    }

    // Until something has changed, or it is time to look whether it has.
    void rest(std::stop_token const& stop)
    {
        auto const changed = source_->wait(place_->position, times_.poll, stop);
        if (changed && *changed) sleep(stop, std::min(reads_rest, times_.poll));
        if (changed) return;
        close(); // The server ended the session: that is its right, and no failure yet.
        sleep(stop, times_.retry_first);
    }

    // --- One synchronization ----------------------------------------------------------------------------------------

    Result<WriteSummary> synchronize(SyncByHand by_hand, std::stop_token const& stop)
    {
        auto summary = open().and_then([&]() -> Result<WriteSummary> {
            if (stop.stop_requested()) return fail(Code::ad_unavailable, "It was stopped.");
            return read_and_write(by_hand, stop);
        });
        if (!summary && !stop.stop_requested()) note_failure(summary.error());
        if (summary) note_success(*summary);
        return summary;
    }

    Result<WriteSummary> read_and_write(SyncByHand by_hand, std::stop_token const& stop)
    {
        if (auto const loaded = load_place(); !loaded) return tl::unexpected(loaded.error());
        bool const everything
            = by_hand.everything || place_->position.empty() || clock_.now() - place_->full_at >= times_.full;
        auto summary = read(everything ? std::string_view() : place_->position, by_hand.removals, stop);
        if (!summary) return summary;
        if (!source_->tells_removals() && is_time_to_list())
            if (auto const listed = list(*summary, stop); !listed) return tl::unexpected(listed.error());
        if (summary->found + summary->removed > 0)
            if (auto const tried = try_left_out_again(*summary, stop); !tried)
                return tl::unexpected(tried.error());
        return summary;
    }

    Result<void> load_place()
    {
        if (place_) return {};
        auto const cookie = mirror_.cookie(options_.name);
        if (!cookie) return tl::unexpected(cookie.error());
        place_ = written_ = place_in(cookie->value_or(""));
        return {};
    }

    MirrorWriter writer(std::stop_token const& stop)
    {
        return MirrorWriter({ .source = options_.name,
            .mirror = mirror_,
            .memory = memory_,
            .stop = stop,
            .on_progress = [this](std::size_t entries) {
                if (events_.on_progress) events_.on_progress(entries, mirrored_before_);
            } });
    }

    Result<WriteSummary> read(std::string_view position, Removals removals, std::stop_token const& stop)
    {
        if (auto const counted = count_mirrored(position.empty()); !counted)
            return tl::unexpected(counted.error());
        auto writing = writer(stop);
        auto const outcome = source_->read(position, writing);
        // What was read before the end is right in any case, and worth keeping.
        auto const reached = outcome.value_or(ReadOutcome {});
        Place const next { .position = reached.position,
            .full_at = reached.everything ? clock_.now() : place_->full_at };
        bool const keeps_place
            = next != written_ && (reached.everything || writing.has_changes() || is_time_to_keep_place());
        auto summary = writing.finish(believed(reached, removals),
            keeps_place ? std::optional(cookie_of(next)) : std::nullopt, removals);
        if (!outcome) return tl::unexpected(outcome.error());
        if (!summary) return summary;
        if (!outcome->complete)
            return fail(Code::ad_unavailable, "The directory cannot be read to its end.", outcome->cut_short);
        note_place(next, keeps_place);
        if (outcome->everything) note_full_read();
        return summary;
    }

    void note_place(Place const& place, bool is_kept)
    {
        place_ = place;
        if (!is_kept) return;
        written_ = place;
        place_kept_at_ = clock_.steady_now();
    }

    // Another server than the last one may not have heard of everybody yet: for a while nobody is taken for gone because
    // it does not name them. With people go their photos.
    ReadOutcome believed(ReadOutcome outcome, Removals removals)
    {
        if (!last_url_.empty() && last_url_ != source_->url()) switched_at_ = clock_.steady_now();
        last_url_ = source_->url();
        bool const is_settled
            = !switched_at_ || clock_.steady_now() - *switched_at_ >= limits::other_server_settles;
        if (!is_settled && removals == Removals::careful) outcome.everything = false;
        return outcome;
    }

    // By ids alone: who is not named is gone.
    Result<void> list(WriteSummary& summary, std::stop_token const& stop)
    {
        auto writing = writer(stop);
        auto const outcome = source_->list(writing);
        if (!outcome) return tl::unexpected(outcome.error());
        auto const listed
            = writing.finish(believed(*outcome, Removals::careful), std::nullopt, Removals::careful);
        if (!listed) return tl::unexpected(listed.error());
        listed_at_ = clock_.steady_now();
        if (!outcome->complete && !stop.stop_requested())
            memory_.reading.note_once("list", outcome->cut_short);
        add(summary, *listed);
        return {};
    }

    // Whoever had an address before them may have given it up.
    Result<void> try_left_out_again(WriteSummary& summary, std::stop_token const& stop)
    {
        std::vector<PersonId> const left_out(memory_.left_out.begin(), memory_.left_out.end());
        if (left_out.empty()) return {};
        auto writing = writer(stop);
        for (auto const& id : left_out)
            if (auto const read = source_->read_again(id, writing); !read) return read;
        auto const written = writing.finish({ .complete = true }, std::nullopt, Removals::careful);
        if (!written) return tl::unexpected(written.error());
        summary.removed += written->removed;
        return {};
    }

    static void add(WriteSummary& sum, WriteSummary const& more)
    {
        sum.found += more.found;
        sum.removed += more.removed;
        sum.held_back = std::max(sum.held_back, more.held_back);
    }

    Result<void> count_mirrored(bool everything)
    {
        mirrored_before_ = 0;
        if (!everything || !events_.on_progress) return {};
        auto const known = mirror_.people_of(options_.name);
        if (!known) return tl::unexpected(known.error());
        mirrored_before_ = known->size();
        return {};
    }

    bool is_time_to_list() const { return !listed_at_ || clock_.steady_now() - *listed_at_ >= times_.list; }

    bool is_time_to_keep_place() const
    {
        return !place_kept_at_ || clock_.steady_now() - *place_kept_at_ >= place_rest;
    }

    // --- What is told -----------------------------------------------------------------------------------------------

    void note_full_read()
    {
        listed_at_ = clock_.steady_now();
        std::lock_guard const lock(status_mutex_);
        ++status_.full_reads;
    }

    void note_success(WriteSummary const& summary)
    {
        bool was_failing = false;
        {
            std::lock_guard const lock(status_mutex_);
            was_failing = std::exchange(status_.is_failing, false);
            status_.last_success = clock_.now();
            ++status_.successes;
            status_.people_found += summary.found;
            status_.people_removed += summary.removed;
            status_.people_held_back = summary.held_back;
            status_.server = source_->url();
        }
        memory_.reading.settle("directory");
        if (was_failing) say("The directory is mirrored again, from " + source_->url() + ".");
    }

    void note_failure(Error const& error)
    {
        memory_.reading.note_once("directory", for_operator(error));
        std::lock_guard const lock(status_mutex_);
        status_.is_failing = true;
        ++status_.failures;
    }

    LdapOptions const options_;
    SyncTimes const times_;
    DirectoryMirror& mirror_;
    Clock const& clock_;
    SyncEvents const events_;
    MirrorMemory memory_;

    std::unique_ptr<MirrorSource> source_; // Replaced under source_mutex_, by this thread alone.
    std::mutex source_mutex_;
    std::size_t server_ = 0;

    std::optional<Place> place_; // What was read last.
    Place written_; // What is on the disk.
    std::optional<std::chrono::steady_clock::time_point> place_kept_at_;
    std::optional<std::chrono::steady_clock::time_point> listed_at_;
    std::string last_url_; ///< Of the server that was read last.
    std::optional<std::chrono::steady_clock::time_point> switched_at_; ///< When that was another one.
    std::size_t mirrored_before_ = 0;

    mutable std::mutex status_mutex_;
    SyncStatus status_;
};

DirectorySync::DirectorySync(
    LdapOptions options, SyncTimes times, DirectoryMirror& mirror, Clock const& clock, SyncEvents events)
    : worker_(std::make_unique<Worker>(std::move(options), times, mirror, clock, std::move(events)))
{
}

DirectorySync::~DirectorySync() = default;

void DirectorySync::start()
{
    thread_ = std::jthread([worker = worker_.get()](std::stop_token const& stop) { worker->run(stop); });
}

Result<WriteSummary> DirectorySync::run_once(SyncByHand by_hand, std::stop_token const& stop)
{
    return worker_->run_once(by_hand, stop);
}

SyncStatus DirectorySync::status() const
{
    return worker_->status();
}

}
