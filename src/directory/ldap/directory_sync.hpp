// DirectorySync: keeps a mirror of one directory as that directory is, for as long as the server runs.
// Source: spec/directory.md 9.
#pragma once

#include "core/ports/clock.hpp"
#include "core/ports/directory_mirror.hpp"
#include "directory/ldap/mirror_writer.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <thread>

namespace likeness::directory::ldap {

struct SyncTimes {
    /// Between two reads of what has changed. Servers with syncrepl are heard at once.
    std::chrono::milliseconds poll { 15'000 };
    /// Between two lists of ids, where the server does not tell who is gone.
    std::chrono::milliseconds list { 15 * 60'000 };
    /// Between two reads of everything, which mend whatever was missed.
    std::chrono::seconds full { 24 * 3600 };
    /// After a failure; each further one doubles it, up to the second.
    std::chrono::milliseconds retry_first { 1'000 };
    std::chrono::milliseconds retry_last { 60'000 };
};

/// What happens, as it happens; either may be empty. Called by the thread that synchronizes, which waits for it.
struct SyncEvents {
    /// A sentence for the operator, each trouble once: an entry that cannot be used, a directory that is away and is
    /// there again.
    std::function<void(std::string const& sentence)> on_report;

    /// How many entries were read, of how many that were mirrored before.
    std::function<void(std::size_t entries, std::size_t before)> on_progress;
};

struct SyncStatus {
    std::optional<base::Seconds> last_success; ///< When the mirror was as the directory was. Kept nowhere.
    bool is_failing = false; ///< The last try was in vain.
    std::uint64_t successes = 0; ///< Reads that came to their end.
    std::uint64_t failures = 0;
    std::uint64_t full_reads = 0; ///< Reads of everything, among the successes.
    std::uint64_t people_found = 0; ///< New or changed people, in all reads.
    std::uint64_t people_removed = 0;
    std::uint64_t people_held_back = 0; ///< By the last read: who was not removed, for they were too many.
    std::string server; ///< The URL of the server that answered last.
};

/// How a synchronization by hand is done.
struct SyncByHand {
    bool everything = false; ///< All is read, whatever is known of changes.
    Removals removals
        = Removals::careful; ///< `trusted` wants `everything`: what was held back is found again then.
};

/// Any thread may call status; the others belong to one thread.
class DirectorySync {
public:
    /// In: options that passed check, with a name. `mirror` and `clock` outlive this.
    DirectorySync(
        LdapOptions options, SyncTimes times, DirectoryMirror& mirror, Clock const& clock, SyncEvents events);

    /// Stops; what the thread is at is broken off: a connection that is being made for up to connect_time_max.
    ~DirectorySync();
    DirectorySync(DirectorySync const&) = delete;
    DirectorySync& operator=(DirectorySync const&) = delete;

    /// Synchronizes, at once and from then on, on a thread of its own.
    void start();

    /// Synchronizes once, here; not after start(). Every server of the options is tried.
    /// Errors: ad_unavailable, access_denied, also when it was broken off by `stop` or by a size limit of the server;
    /// those of the mirror.
    Result<WriteSummary> run_once(SyncByHand by_hand, std::stop_token const& stop);

    SyncStatus status() const;

private:
    class Worker;

    std::unique_ptr<Worker> worker_;
    std::jthread thread_;
};

}
