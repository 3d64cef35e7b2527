#include "apps/likeness/admin/photo_journal.hpp"

#include "apps/likeness/byte_reader.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace likeness::app {

namespace {

using Json = nlohmann::json;

constexpr std::size_t line_bytes_max = 16 * 1024;

auto broken(std::filesystem::path const& file, int reason)
{
    return fail(Code::internal_server_transient_error, "the journal of photo imports cannot be used",
        fmt::format("{}: {}", file.string(), std::generic_category().message(reason)));
}

std::string line_of(PersonId const& person, JournalEntry const& entry)
{
    Json const json { { "person", base::to_string(person) }, { "file", entry.file.path },
        { "bytes", entry.file.bytes }, { "modified_ns", entry.file.modified_ns }, { "digest", entry.digest },
        { "version", entry.version } };
    // A file name need not be UTF-8; one that is not is recognised by its content instead.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

template <class Value> std::optional<Value> value_of(Json const& json, char const* key)
{
    auto const at = json.find(key);
    if (at == json.end()) return std::nullopt;
    if constexpr (std::is_same_v<Value, std::string>) {
        if (at->is_string()) return at->get<std::string>();
    } else if (at->is_number_integer())
        return at->get<Value>();
    return std::nullopt;
}

std::optional<std::pair<PersonId, JournalEntry>> entry_of(std::string const& line)
{
    auto const json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    auto const person = base::parse_guid(value_of<std::string>(json, "person").value_or(""));
    auto const path = value_of<std::string>(json, "file");
    auto const bytes = value_of<std::uint64_t>(json, "bytes");
    auto const modified = value_of<std::int64_t>(json, "modified_ns");
    auto const digest = value_of<std::string>(json, "digest");
    auto const version = value_of<std::int64_t>(json, "version");
    if (!person || !path || !bytes || !modified || !digest || !version) return std::nullopt;
    return std::pair { *person, JournalEntry { { *path, *bytes, *modified }, *digest, *version } };
}

}

Result<std::unique_ptr<PhotoJournal>> PhotoJournal::open(std::filesystem::path const& data_folder)
{
    auto const file = data_folder / "photo-import.jsonl";
    int const descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0) return broken(file, errno);
    std::unique_ptr<PhotoJournal> journal(new PhotoJournal(descriptor, file));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return fail(Code::server_busy, "another import of photos is running on this data directory");
    auto const loaded = journal->load();
    if (!loaded) return tl::unexpected(loaded.error());
    return journal;
}

PhotoJournal::PhotoJournal(int descriptor, std::filesystem::path file)
    : descriptor_(descriptor)
    , file_(std::move(file))
{
}

PhotoJournal::~PhotoJournal()
{
    ::close(descriptor_);
}

Result<void> PhotoJournal::load()
{
    auto opened = open_file(file_);
    if (!opened) return tl::unexpected(opened.error());
    std::string line;
    for (int letter = opened->reader.next(); letter != ByteReader::end; letter = opened->reader.next()) {
        if (letter != '\n') {
            if (line.size() < line_bytes_max) line += static_cast<char>(letter);
            continue;
        }
        if (auto entry = entry_of(line)) entries_[entry->first] = std::move(entry->second);
        line.clear();
    }
    if (auto const error = opened->reader.error()) return broken(file_, error.value());
    // The rest of a line that was cut short must not swallow the next one.
    if (!line.empty() && ::write(descriptor_, "\n", 1) != 1) return broken(file_, errno);
    return {};
}

std::optional<JournalEntry> PhotoJournal::find(PersonId const& person) const
{
    std::lock_guard const lock(mutex_);
    auto const at = entries_.find(person);
    return at == entries_.end() ? std::nullopt : std::optional(at->second);
}

Result<void> PhotoJournal::record(PersonId const& person, JournalEntry entry)
{
    auto const line = line_of(person, entry);
    std::lock_guard const lock(mutex_);
    auto const written = ::write(descriptor_, line.data(), line.size());
    if (written != std::ssize(line)) return broken(file_, written < 0 ? errno : ENOSPC);
    entries_[person] = std::move(entry);
    return {};
}

Result<FileFacts> facts_of(std::filesystem::path const& file)
{
    struct stat facts {};
    if (::stat(file.c_str(), &facts) != 0)
        return fail(Code::invalid_request,
            fmt::format("{} cannot be read: {}", file.string(), std::generic_category().message(errno)));
    return FileFacts { .path = std::filesystem::absolute(file).string(),
        .bytes = static_cast<std::uint64_t>(facts.st_size),
        .modified_ns = facts.st_mtim.tv_sec * 1'000'000'000 + facts.st_mtim.tv_nsec };
}

}
