#include "apps/likeness/admin/people_import.hpp"

#include "apps/likeness/messages.hpp"
#include "service/thumbnail.hpp"

#include <fmt/format.h>

namespace likeness::app {

namespace {

// A batch of thumbnails at their limit would hold the database's lock for long, and 100 MB of memory.
constexpr std::size_t batch_picture_bytes_max = 4u << 20;
// Likewise many large groups.
constexpr std::size_t batch_members_max = 20'000;

// A refusal concerns the line; anything else the directory, so that going on is of no use.
bool concerns_line(Error const& error)
{
    switch (error.code) {
    case Code::invalid_smtp_address:
    case Code::invalid_request:
    case Code::invalid_operation:
    case Code::data_size_limit_exceeded:
    case Code::content_conversion_failed: return true;
    default: return false;
    }
}

}

PeopleImport::PeopleImport(
    storage::DataDirectory& directory, std::filesystem::path file, Refusals& refusals, Clock const& clock)
    : directory_(directory)
    , file_(std::move(file))
    , refusals_(refusals)
    , clock_(clock)
    , tags_(directory.key())
{
}

Result<void> PeopleImport::take(base::BasicResult<ImportedPerson, RefusedLine>&& read)
{
    if (!read) {
        refuse(read.error().line, read.error().reason);
        return {};
    }
    auto const taken = take_person(*read);
    if (taken || !concerns_line(taken.error())) return taken;
    refuse(read->line, reason_of(taken.error()));
    return {};
}

void PeopleImport::refuse(std::size_t line, std::string const& reason)
{
    ++counts_.refused;
    refusals_.add(fmt::format("{}:{}", file_.string(), line), reason);
}

Result<void> PeopleImport::take_person(ImportedPerson const& read)
{
    auto const email = EmailAddress::parse(read.email);
    if (!email) return tl::unexpected(email.error());
    // Somebody who stands in the file twice is changed by the second line as the first one left them.
    if (addresses_.contains(email->folded()))
        if (auto const flushed = flush(); !flushed) return flushed;

    auto const known = find_known(*email);
    if (!known) return tl::unexpected(known.error());
    auto person = changed(*known ? **known : blank_person(*email), read.change);
    if (!person) return tl::unexpected(person.error());
    return take_entry(read.line, *known, std::move(*person), read.change);
}

// One whose other address this is, is somebody else: the directory refuses the entry and says whose it is.
Result<std::optional<Person>> PeopleImport::find_known(EmailAddress const& email)
{
    return directory_.people().find(email).map([&](std::optional<Person>&& found) {
        return found && found->primary_address() == email ? std::move(found) : std::nullopt;
    });
}

Result<void> PeopleImport::take_entry(
    std::size_t line, std::optional<Person> const& known, Person person, PersonChange const& change)
{
    PersonEntry entry { .person = std::move(person) };
    if (change.thumbnail) {
        auto picture = read_picture(entry.person.id, *change.thumbnail);
        if (!picture) return tl::unexpected(picture.error());
        entry.thumbnail = std::move(*picture);
    }
    auto links = read_links(entry.person.id, change);
    if (!links) return tl::unexpected(links.error());
    entry.links = std::move(*links);

    auto const stored = is_stored(known, entry);
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored) return wait(line, known.has_value(), std::move(entry));
    ++counts_.unchanged;
    return {};
}

// Those of somebody new are none, which the directory says too.
Result<std::optional<PersonLinks>> PeopleImport::read_links(
    PersonId const& person, PersonChange const& change)
{
    if (!change.manager && !change.members) return std::nullopt;
    return directory_.people().links(person).and_then(
        [&](PersonLinks&& links) { return changed(std::move(links), change); });
}

Result<bool> PeopleImport::is_stored(std::optional<Person> const& known, PersonEntry const& entry)
{
    if (!known || *known != entry.person) return false;
    auto const same = entry.thumbnail ? shows_already(entry.person.id, *entry.thumbnail) : true;
    if (!same || !*same || !entry.links) return same;
    return points_already(entry.person.id, *entry.links);
}

Result<void> PeopleImport::wait(std::size_t line, bool known, PersonEntry entry)
{
    picture_bytes_ += entry.thumbnail ? entry.thumbnail->bytes.size() : 0;
    members_ += entry.links ? entry.links->members.size() : 0;
    addresses_.insert(entry.person.primary_address().folded());
    waiting_.push_back({ line, known });
    entries_.push_back(std::move(entry));
    bool const is_full = entries_.size() == import_batch_max || picture_bytes_ >= batch_picture_bytes_max
        || members_ >= batch_members_max;
    return is_full ? flush() : Result<void>();
}

Result<std::optional<Photo>> PeopleImport::read_picture(PersonId const& person, std::string const& name) const
{
    auto const bytes = read_thumbnail((file_.parent_path() / name).string());
    if (!bytes) return tl::unexpected(bytes.error());
    return service::thumbnail_from(person, *bytes, tags_, clock_);
}

Result<bool> PeopleImport::shows_already(PersonId const& person, Photo const& picture)
{
    return directory_.people().find_thumbnail(person).map(
        [&](std::optional<Photo> const& stored) { return stored && stored->etag == picture.etag; });
}

Result<bool> PeopleImport::points_already(PersonId const& person, PersonLinks const& links)
{
    return directory_.people().links(person).map([&](PersonLinks const& stored) { return stored == links; });
}

Result<void> PeopleImport::flush()
{
    if (entries_.empty()) return {};
    auto const rejected = directory_.people().import(entries_);
    if (!rejected) return tl::unexpected(rejected.error());
    count_stored(*rejected);
    for (auto const& [index, error] : *rejected) refuse(waiting_[index].line, reason_of(error));
    entries_.clear();
    waiting_.clear();
    addresses_.clear();
    picture_bytes_ = 0;
    members_ = 0;
    return {};
}

void PeopleImport::count_stored(std::vector<Rejected> const& rejected)
{
    for (auto const& entry : waiting_) ++(entry.known ? counts_.changed : counts_.added);
    for (auto const& [index, error] : rejected) --(waiting_[index].known ? counts_.changed : counts_.added);
}

}
