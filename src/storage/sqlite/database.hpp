// Database: the file likeness.db as one writer and a few readers.
#pragma once

#include "storage/sqlite/connection.hpp"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace likeness::storage {

/// How long a write waits for other writers, of this process and of others together.
inline constexpr std::chrono::milliseconds busy_patience { 5000 };

/// Lets one writer of this process in at a time. (A timed mutex would do, but ThreadSanitizer does not see
/// those being taken.)
class WriterGate {
public:
    /// Whether it was our turn before `deadline`; then `leave` must follow.
    bool enter(std::chrono::steady_clock::time_point deadline);
    void leave();

private:
    std::mutex mutex_;
    std::condition_variable left_;
    bool taken_ = false;
};

/// Any thread may call any member.
class Database {
public:
    /// Opens the file, which must be there (an empty one will do), and brings it to this program's schema.
    /// Errors: as DataDirectory::open.
    static Result<std::unique_ptr<Database>> open(std::filesystem::path const& file);

    Database(std::filesystem::path file, Connection writer);

    /// Runs `work(Connection&)`, which answers a Result, in a transaction that is durable when this returns.
    /// An error of `work` undoes it. Errors besides those of `work`: error_of's.
    template <class Work> std::invoke_result_t<Work&, Connection&> write(Work&& work)
    {
        auto const deadline = std::chrono::steady_clock::now() + busy_patience;
        if (!gate_.enter(deadline)) return fail(Code::server_busy, "The store is busy. Try again later.");
        Leave const leave { gate_ };
        writer_.wait_for_locks(time_left(deadline));
        return in_transaction(writer_, begin_writing, work);
    }

    /// Runs `work(Connection&)` on a connection of its own. Each statement sees one instant; several see
    /// one instant together only inside a transaction.
    template <class Work> std::invoke_result_t<Work&, Connection&> read(Work&& work)
    {
        auto const reader = borrow_reader();
        if (!reader) return tl::unexpected(reader.error());
        return work(**reader);
    }

    /// A reader for somebody who keeps it.
    Result<Connection> open_reader() const;

private:
    struct Leave {
        WriterGate& gate;
        ~Leave() { gate.leave(); }
    };
    struct GiveBack {
        Database* database;
        void operator()(Connection* reader) const { database->give_back(reader); }
    };
    using BorrowedReader = std::unique_ptr<Connection, GiveBack>;

    static std::chrono::milliseconds time_left(std::chrono::steady_clock::time_point deadline);
    Result<BorrowedReader> borrow_reader();
    void give_back(Connection* reader);

    std::filesystem::path const file_;
    WriterGate gate_;
    Connection writer_; // Whoever is past the gate has it.
    std::mutex readers_mutex_;
    std::vector<std::unique_ptr<Connection>> idle_readers_;
};

}
