#include "directory/ldap/mirror_writer.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace likeness::directory::ldap {

namespace {

constexpr int busy_attempts_max = 5;
constexpr std::chrono::seconds busy_rest { 1 };

void sleep(std::stop_token const& stop, std::chrono::milliseconds span)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, span, [] { return false; });
}

std::string name_of(MirrorEntry const& entry)
{
    return "\"" + entry.dn + "\": ";
}

}

MirrorWriter::MirrorWriter(Surroundings surroundings)
    : surroundings_(std::move(surroundings))
{
}

bool MirrorWriter::may_go_on() const
{
    return !failure_ && !surroundings_.stop.stop_requested();
}

bool MirrorWriter::found(PersonId id, ReadEntry&& entry)
{
    ++entries_;
    surroundings_.memory.reading.note(id, std::move(entry.reports));
    if (!entry.person) return gone(id);
    named_.insert(id);
    gone_.erase(id);
    ++summary_.found;
    if (entry.person->entry.thumbnail) present_bytes_ += entry.person->entry.thumbnail->bytes.size();
    present_.push_back(*std::move(entry.person));
    bool const is_full = present_.size() == mirror_batch_max || present_bytes_ >= limits::batch_bytes_max;
    return (!is_full || flush()) && may_go_on();
}

bool MirrorWriter::unchanged(PersonId id)
{
    ++entries_;
    named_.insert(id);
    return may_go_on();
}

bool MirrorWriter::gone(PersonId id)
{
    named_.erase(id);
    gone_.insert(id);
    return may_go_on();
}

bool MirrorWriter::unusable(ReadEntry&& entry)
{
    ++entries_;
    for (auto const& report : entry.reports) surroundings_.memory.reading.note_once("unusable", report);
    return may_go_on();
}

Result<WriteSummary> MirrorWriter::finish(
    ReadOutcome const& outcome, std::optional<std::string> cookie, Removals removals)
{
    if (!flush()) return tl::unexpected(*failure_);
    auto const people = missing(outcome, removals);
    if (!people) return tl::unexpected(people.error());
    if (!outcome.complete) cookie.reset();
    if (auto const removed = remove(*people, std::move(cookie)); !removed)
        return tl::unexpected(removed.error());
    return summary_;
}

// False when the mirror failed; failure_ says how.
bool MirrorWriter::flush()
{
    if (failure_) return false;
    if (!present_.empty()) {
        MirrorBatch batch { .present = std::move(present_) };
        present_.clear();
        present_bytes_ = 0;
        if (auto const written = write(batch); !written) failure_ = written.error();
    }
    if (surroundings_.on_progress) surroundings_.on_progress(entries_);
    return !failure_;
}

// Another writer may hold the lock for some time: an import, a check.
Result<void> MirrorWriter::write(MirrorBatch const& batch)
{
    for (int attempt = 1;; ++attempt) {
        auto const rejected = surroundings_.mirror.apply(surroundings_.source, batch);
        if (rejected) {
            note_rejected(batch.present, *rejected);
            return {};
        }
        bool const is_busy = rejected.error().code == Code::server_busy;
        if (!is_busy || attempt == busy_attempts_max || surroundings_.stop.stop_requested())
            return tl::unexpected(rejected.error());
        sleep(surroundings_.stop, busy_rest);
    }
}

void MirrorWriter::note_rejected(
    std::vector<MirrorEntry> const& present, std::vector<Rejected> const& rejected)
{
    auto& memory = surroundings_.memory;
    std::unordered_map<std::size_t, std::vector<std::string>> troubles;
    for (auto const& [index, error] : rejected)
        troubles[index].push_back(name_of(present.at(index)) + for_operator(error));
    for (std::size_t index = 0; index < present.size(); ++index) {
        auto const id = present[index].entry.person.id;
        auto const trouble = troubles.find(index);
        if (trouble == troubles.end()) {
            memory.left_out.erase(id);
            memory.writing.forget(id);
        } else {
            if (memory.left_out.size() < limits::left_out_entries_max) memory.left_out.insert(id);
            memory.writing.note(id, std::move(trouble->second));
        }
    }
}

// Who is in the mirror and is to go, if that can be believed.
Result<std::vector<PersonId>> MirrorWriter::missing(ReadOutcome const& outcome, Removals removals)
{
    std::vector<PersonId> missing;
    if (!outcome.complete || (!outcome.everything && gone_.empty())) return missing;
    auto const known = surroundings_.mirror.people_of(surroundings_.source);
    if (!known) return tl::unexpected(known.error());
    auto const is_missing
        = [&](PersonId const& id) { return outcome.everything ? !named_.contains(id) : gone_.contains(id); };
    std::ranges::copy_if(*known, std::back_inserter(missing), is_missing);

    auto& log = surroundings_.memory.reading;
    bool const is_empty = outcome.everything && named_.empty() && !known->empty();
    bool const is_much = missing.size() > limits::unasked_removals_max && missing.size() > known->size() / 4;
    if (removals == Removals::trusted || (!is_empty && !is_much)) {
        if (outcome.everything) log.settle("removals");
        return missing;
    }
    summary_.held_back = missing.size();
    log.note_once("removals",
        std::to_string(missing.size()) + " of the " + std::to_string(known->size())
            + " people who are mirrored from this directory are not in it any more. So many are not removed "
              "unasked, "
              "for their photos would go with them: if it is meant, start a synchronization by hand that may "
              "remove them.");
    missing.clear();
    return missing;
}

Result<void> MirrorWriter::remove(std::vector<PersonId> const& people, std::optional<std::string> cookie)
{
    for (std::size_t begin = 0; begin < people.size() || cookie; begin += mirror_batch_max) {
        auto const end = std::min(begin + mirror_batch_max, people.size());
        MirrorBatch batch;
        if (begin < end) batch.gone.assign(people.begin() + begin, people.begin() + end);
        if (end == people.size()) batch.cookie = std::exchange(cookie, std::nullopt);
        if (auto const written = write(batch); !written) return written;
        summary_.removed += batch.gone.size();
        for (auto const& id : batch.gone) {
            surroundings_.memory.left_out.erase(id);
            surroundings_.memory.writing.forget(id);
        }
    }
    return {};
}

}
