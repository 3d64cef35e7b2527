// PhotoJournal: which file became whose photo, so that a folder that is imported again costs only what is new in it.
#pragma once

#include "core/person.hpp"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace likeness::app {

/// A file as it lies there, without its content.
struct FileFacts {
    std::string path; ///< Absolute.
    std::uint64_t bytes = 0;
    std::int64_t modified_ns = 0; ///< Since 1970.

    friend bool operator==(FileFacts const&, FileFacts const&) = default;
};

/// One import that was stored.
struct JournalEntry {
    FileFacts file;
    std::string digest; ///< Of the file's content.
    std::int64_t version = 0; ///< Of the photo that it became.

    friend bool operator==(JournalEntry const&, JournalEntry const&) = default;
};

/// Lies in the data directory as photo-import.jsonl, a line an import; the last line about a person counts. A
/// line is written after the photo is stored: one that is missing, after a power cut, costs one more rendering,
/// and a line cut short is passed over. Any thread may call any member.
class PhotoJournal {
public:
    /// Takes the journal for this process alone. Errors: server_busy when another import has it;
    /// internal_server_transient_error when it cannot be read or made.
    static Result<std::unique_ptr<PhotoJournal>> open(std::filesystem::path const& data_folder);

    ~PhotoJournal();
    PhotoJournal(PhotoJournal const&) = delete;
    PhotoJournal& operator=(PhotoJournal const&) = delete;

    std::optional<JournalEntry> find(PersonId const& person) const;

    /// Errors: internal_server_transient_error when it cannot be written.
    Result<void> record(PersonId const& person, JournalEntry entry);

private:
    PhotoJournal(int descriptor, std::filesystem::path file);
    Result<void> load();

    int descriptor_;
    std::filesystem::path file_;
    mutable std::mutex mutex_;
    std::unordered_map<PersonId, JournalEntry> entries_;
};

/// Errors: invalid_request when it cannot be looked at.
Result<FileFacts> facts_of(std::filesystem::path const& file);

}
