// PhotoImport: the pictures of a folder become the photos of the people they are named for.
#pragma once

#include "apps/likeness/admin/photo_journal.hpp"
#include "apps/likeness/admin/photo_match.hpp"
#include "apps/likeness/admin/photo_setter.hpp"
#include "apps/likeness/admin/progress_bar.hpp"
#include "apps/likeness/admin/refusals.hpp"

#include <atomic>
#include <filesystem>
#include <mutex>
#include <vector>

namespace likeness::app {

struct PhotoImportCounts {
    std::size_t stored = 0;
    std::size_t unchanged = 0; ///< Imported before, and the same file still.
    std::size_t failed = 0;
    std::size_t not_reached = 0; ///< Because of an interruption.
    std::size_t thumbnails_failed = 0; ///< Of the stored ones: the directory elsewhere could not be written.
};

/// The pictures to import: every file of the folder, by name; no subfolders, pipes or devices, nothing hidden,
/// and not what Windows leaves in folders of pictures. Errors: invalid_request when the folder cannot be read.
Result<std::vector<std::string>> picture_names(std::filesystem::path const& folder);

class PhotoImport {
public:
    struct Parts {
        OpenData& data;
        OpenPeople& people;
        PhotoJournal& journal;
        Refusals& refusals;
        bool again; ///< Also what the journal knows.
        unsigned workers;
    };

    PhotoImport(std::filesystem::path folder, Parts const& parts);

    /// Matches, then renders and stores, until all is done or InterruptWatch says to stop.
    /// Errors: when the directory cannot be read or the journal not be written; then counts() tells how far it came.
    Result<void> run(std::vector<std::string> names, Quiet quiet);

    PhotoImportCounts const& counts() const { return counts_; }

private:
    struct Task {
        std::string name;
        PhotoMatch::Owner owner;
    };

    Result<std::vector<Task>> match(std::vector<std::string> names);
    void work(std::vector<Task> const& tasks, ProgressBar& bar);
    Result<bool> import_one(Task const& task);
    Result<bool> is_stored(JournalEntry const& entry, PersonId const& person) const;
    void note(Task const& task, Result<bool> const& stored);
    void note_thumbnail(Task const& task, Error const& trouble);

    std::filesystem::path folder_;
    Parts parts_;
    PhotoSetter setter_;
    std::atomic<std::size_t> next_ { 0 };
    std::atomic<bool> given_up_ { false };
    std::mutex mutex_; ///< Guards what stands below, the refusals and the bar.
    PhotoImportCounts counts_;
    std::optional<Error> error_;
};

}
