#include "directory/index/name_index.hpp"

#include "directory/index/limits.hpp"
#include "directory/index/segment_builder.hpp"

#include <span>
#include <utility>

namespace likeness::directory {

namespace {

// Each bitmap is copied once, however many of its segment die.
template <class Ids> void mark_dead(SnapshotPart& part, Ids const& ids)
{
    std::shared_ptr<DeadPeople> changed;
    for (auto const& id : ids) {
        auto const person = part.segment->find(id);
        if (!person || part.is_dead(*person)) continue;
        if (!changed) {
            changed = part.dead ? std::make_shared<DeadPeople>(*part.dead)
                                : std::make_shared<DeadPeople>(part.segment->size());
        }
        changed->add(*person);
    }
    if (changed) part.dead = std::move(changed);
}

std::vector<PersonId> all_ids(PeopleUpdate const& update)
{
    auto ids = update.gone;
    for (auto const& entry : update.present) ids.push_back(entry.id);
    return ids;
}

// More than a segment can address stays apart, however slow that is.
bool fit_in_one(std::span<SnapshotPart const> parts)
{
    std::size_t text_bytes = 0;
    for (auto const& part : parts) text_bytes += part.segment->text_bytes();
    return text_bytes <= limits::segment_text_bytes_max;
}

void add_alive(SegmentBuilder& builder, SnapshotPart const& part)
{
    builder.add(*part.segment, [&](Ordinal person) { return !part.is_dead(person); });
}

}

NameIndex::NameIndex(Merging merging)
    : merging_(merging)
    , snapshot_(std::make_shared<Snapshot const>())
{
}

std::shared_ptr<Snapshot const> NameIndex::snapshot() const
{
    std::lock_guard const lock(mutex_);
    return snapshot_;
}

void NameIndex::publish(Snapshot next)
{
    auto published = std::make_shared<Snapshot const>(std::move(next));
    {
        std::lock_guard const lock(mutex_);
        snapshot_.swap(published);
    }
    // What was there before may end here, outside the lock.
}

Result<NameHits> NameIndex::search(NameQuery const& query, std::size_t most)
{
    return directory::search(snapshot(), query, most);
}

std::size_t NameIndex::size() const
{
    std::size_t people = 0;
    auto const now = snapshot(); // The next one may take its place meanwhile.
    for (auto const& part : now->parts) people += part.alive();
    return people;
}

void NameIndex::replace(Snapshot next)
{
    merge_is_void_ = being_merged_ > 0;
    being_merged_ = 0;
    publish(std::move(next));
}

void NameIndex::update(PeopleUpdate const& update)
{
    auto next = *snapshot();
    bring_up_to_date(next, update);
    publish(std::move(next));
}

void NameIndex::bring_up_to_date(Snapshot& next, PeopleUpdate const& update) const
{
    auto const changed = all_ids(update);
    for (auto& part : next.parts) mark_dead(part, changed);
    if (update.present.empty()) return;
    SegmentBuilder builder;
    std::size_t absorbed = 0;
    while (next.parts.size() > being_merged_) {
        auto const& last = next.parts.back();
        absorbed += last.segment->size();
        if (absorbed > merging_.absorbed_people) break;
        add_alive(builder, last);
        next.parts.pop_back();
    }
    for (auto const& entry : update.present) builder.add(entry);
    SnapshotPart newest { std::move(builder).finish(), nullptr };
    mark_dead(newest, update.gone);
    next.parts.push_back(std::move(newest));
}

SegmentPtr NameIndex::Merge::run() const
{
    SegmentBuilder builder;
    for (auto const& part : parts) add_alive(builder, part);
    return std::move(builder).finish();
}

std::optional<NameIndex::Merge> NameIndex::begin_merge()
{
    if (being_merged_ > 0 || merge_is_void_) return std::nullopt;
    auto const now = snapshot();
    auto const first = first_to_merge(*now);
    if (!first) return std::nullopt;
    Merge merge;
    merge.first = *first;
    merge.parts.assign(now->parts.begin() + std::ptrdiff_t(*first), now->parts.end());
    being_merged_ = now->parts.size();
    return merge;
}

std::optional<std::size_t> NameIndex::first_to_merge(Snapshot const& now) const
{
    auto const& parts = now.parts;
    if (parts.empty()) return std::nullopt;
    auto const& largest = parts.front();
    std::size_t newer = 0;
    for (auto at = parts.begin() + 1; at != parts.end(); ++at) newer += at->segment->size();
    auto const dead = largest.segment->size() - largest.alive();
    auto const many = largest.segment->size() / 5 + merging_.changes_least;
    if (newer + dead > many && fit_in_one(parts)) return 0;
    if (parts.size() <= merging_.segments) return std::nullopt;
    std::size_t first = 1;
    for (; first + 2 < parts.size(); ++first) {
        newer -= parts[first].segment->size();
        if (parts[first].segment->size() < 2 * newer) break;
    }
    return fit_in_one(std::span(parts).subspan(first)) ? std::optional(first) : std::nullopt;
}

void NameIndex::finish_merge(Merge const& merge, SegmentPtr merged)
{
    if (std::exchange(merge_is_void_, false)) return;
    being_merged_ = 0;
    auto next = *snapshot();
    SnapshotPart whole { std::move(merged), nullptr };
    for (std::size_t at = 0; at < merge.parts.size(); ++at) {
        auto const& then = merge.parts[at];
        auto const& now = next.parts[merge.first + at];
        if (now.dead == then.dead) continue;
        std::vector<PersonId> died;
        for (Ordinal person = 0; person < then.segment->size(); ++person)
            if (now.is_dead(person) && !then.is_dead(person)) died.push_back(then.segment->person(person).id);
        mark_dead(whole, died);
    }
    auto const first = next.parts.begin() + std::ptrdiff_t(merge.first);
    next.parts.erase(first + 1, first + std::ssize(merge.parts));
    next.parts[merge.first] = std::move(whole);
    publish(std::move(next));
}

}
