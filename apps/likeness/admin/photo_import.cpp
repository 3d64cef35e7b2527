#include "apps/likeness/admin/photo_import.hpp"

#include "apps/likeness/interrupt.hpp"
#include "apps/likeness/messages.hpp"
#include "apps/likeness/picture_file.hpp"
#include "base/ascii.hpp"

#include <algorithm>
#include <thread>

namespace likeness::app {

namespace {

namespace fs = std::filesystem;

bool is_left_out(std::string_view name)
{
    return name.starts_with('.') || base::equals_ignoring_ascii_case(name, "thumbs.db")
        || base::equals_ignoring_ascii_case(name, "desktop.ini");
}

// What concerns one picture; anything else would befall the next one too.
bool concerns_picture(Error const& error)
{
    switch (error.code) {
    case Code::content_conversion_failed:
    case Code::data_size_limit_exceeded:
    case Code::invalid_request:
    case Code::non_existent_mailbox: // Removed since it was matched.
    case Code::server_busy:
    case Code::internal_server_transient_error:
        return true; // The renderer's child may have died of this picture.
    default: return false;
    }
}

// A picture that was being rendered when Ctrl-C came may have lost its renderer to it as well.
bool is_casualty_of_interruption(Error const& error)
{
    return InterruptWatch::interrupted() && error.code == Code::internal_server_transient_error;
}

std::string digest_of(base::SecretKey const& key, base::ByteView picture)
{
    auto const digest = base::keyed_hash(key, { base::as_bytes("photo-import"), picture });
    return base::hex_of(digest, digest.size());
}

}

Result<std::vector<std::string>> picture_names(fs::path const& folder)
{
    std::error_code why;
    std::vector<std::string> names;
    for (fs::directory_iterator at(folder, why), end; !why && at != end; at.increment(why)) {
        auto name = at->path().filename().string();
        // Links are followed. Opening a pipe would wait for ever; a link to nothing fails when it is read.
        std::error_code unknown;
        auto const status = at->status(unknown);
        bool const may_be_picture = fs::is_regular_file(status) || !fs::exists(status);
        if (may_be_picture && !is_left_out(name)) names.push_back(std::move(name));
    }
    if (why) return fail(Code::invalid_request, folder.string() + " cannot be read: " + why.message());
    std::ranges::sort(names);
    return names;
}

PhotoImport::PhotoImport(fs::path folder, Parts const& parts)
    : folder_(std::move(folder))
    , parts_(parts)
    , setter_(parts.data, parts.people, parts.workers)
{
}

Result<void> PhotoImport::run(std::vector<std::string> names, Quiet quiet)
{
    auto const tasks = match(std::move(names));
    if (!tasks) return tl::unexpected(tasks.error());
    {
        ProgressBar bar("photos", tasks->size(), quiet);
        std::vector<std::jthread> workers;
        for (unsigned i = 0; i < parts_.workers; ++i) workers.emplace_back([&] { work(*tasks, bar); });
    }
    counts_.not_reached += tasks->size() - std::min(next_.load(), tasks->size());
    if (error_) return tl::unexpected(*error_);
    return {};
}

Result<std::vector<PhotoImport::Task>> PhotoImport::match(std::vector<std::string> names)
{
    PhotoMatch match(names);
    auto const offered = parts_.data.directory->people().for_each([&](Person const& person) {
        match.offer(person);
        return !InterruptWatch::interrupted();
    });
    if (!offered) return tl::unexpected(offered.error());
    if (InterruptWatch::interrupted()) {
        // Half a directory matches wrongly: what looks unambiguous may not be.
        counts_.not_reached = names.size();
        return std::vector<Task> {};
    }
    std::vector<Task> tasks;
    auto outcomes = match.outcomes();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (outcomes[i].problem.empty()) {
            tasks.push_back({ std::move(names[i]), std::move(outcomes[i].owners.front()) });
            continue;
        }
        ++counts_.failed;
        parts_.refusals.add((folder_ / names[i]).string(), outcomes[i].problem);
    }
    return tasks;
}

void PhotoImport::work(std::vector<Task> const& tasks, ProgressBar& bar)
{
    while (!InterruptWatch::interrupted() && !given_up_) {
        auto const at = next_++;
        if (at >= tasks.size()) return;
        auto const stored = import_one(tasks[at]);
        std::lock_guard const lock(mutex_);
        note(tasks[at], stored);
        bar.show(counts_.stored + counts_.unchanged + counts_.failed,
            fmt::format("{} stored, {} failed", counts_.stored, counts_.failed));
    }
}

void PhotoImport::note(Task const& task, Result<bool> const& stored)
{
    if (stored) {
        ++(*stored ? counts_.stored : counts_.unchanged);
    } else if (is_casualty_of_interruption(stored.error())) {
        ++counts_.not_reached;
    } else {
        ++counts_.failed;
        parts_.refusals.add((folder_ / task.name).string(), reason_of(stored.error()));
        if (concerns_picture(stored.error())) return;
        error_ = stored.error();
        given_up_ = true;
    }
}

// The photo is stored all the same. A directory that is down fails for everybody: the first reason is enough.
void PhotoImport::note_thumbnail(Task const& task, Error const& trouble)
{
    std::lock_guard const lock(mutex_);
    if (counts_.thumbnails_failed++ == 0)
        tell("{} is stored, but not as the thumbnail in the directory: {}", (folder_ / task.name).string(),
            reason_of(trouble));
}

// Whether it was stored; false when it is there already.
Result<bool> PhotoImport::import_one(Task const& task)
{
    auto const file = folder_ / task.name;
    auto const facts = facts_of(file);
    if (!facts) return tl::unexpected(facts.error());
    auto before = parts_.again ? std::nullopt : parts_.journal.find(task.owner.id);
    if (before) {
        auto const stored = is_stored(*before, task.owner.id);
        if (!stored) return tl::unexpected(stored.error());
        if (!*stored) before.reset();
    }
    if (before && before->file == *facts) return false;

    auto const picture = read_picture(file.string());
    if (!picture) return tl::unexpected(picture.error());
    auto const digest = digest_of(parts_.data.directory->key(), *picture);
    bool const is_new = !before || before->digest != digest;
    auto version = before ? before->version : 0;
    if (is_new) {
        auto const stored = setter_.set(task.owner.email, *picture);
        if (!stored) return tl::unexpected(stored.error());
        if (stored->thumbnail_trouble) note_thumbnail(task, *stored->thumbnail_trouble);
        version = stored->photo.version;
    }
    return parts_.journal.record(task.owner.id, { *facts, digest, version }).map([&] { return is_new; });
}

// A database that was restored from a backup may be older than the journal. A later version is somebody's later wish,
// such as a removal, and not undone.
Result<bool> PhotoImport::is_stored(JournalEntry const& entry, PersonId const& person) const
{
    return parts_.data.directory->photos().summary(person).map(
        [&](PhotoSummary const& summary) { return summary.version >= entry.version; });
}

}
