// MailboxWork: one mailbox within a writing transaction, with what it counts.
#pragma once

#include "core/items/mailbox_rules.hpp"
#include "storage/sqlite/connection.hpp"

#include <map>

namespace likeness::storage {

/// The row of a mailbox; never another one's.
using MailboxRow = std::int64_t;

struct MailboxCounters {
    MailboxRow row = 0;
    ChangeNumber head = 0;
    FolderNumber last_folder = 0;
    ItemNumber last_item = 0;
    std::uint64_t items = 0;
    std::uint64_t bytes = 0;
};

/// nullopt where nothing was put into it yet, or there is no such person.
Result<std::optional<MailboxCounters>> find_mailbox(Connection& connection, PersonId const& owner);

/// What became of one of a batch: an error inside is that one's answer, and nothing was written for it; an error outside
/// is the store's, and undoes the whole batch.
template <class Value> using Verdict = Result<Result<Value>>;

/// Lives as long as the transaction. Numbers are given out here, and written back once, by `finish`.
class MailboxWork {
public:
    /// The mailbox is made where it is missing. Errors: non_existent_mailbox.
    static Result<MailboxWork> begin(Connection& connection, PersonId const& owner);

    Connection& connection() const { return *connection_; }
    MailboxRow row() const { return counters_.row; }
    MailboxCounters const& counters() const { return counters_; }

    ChangeNumber next_change() { return ++counters_.head; }
    void take_changes(std::uint64_t so_many) { counters_.head += so_many; }
    FolderNumber next_folder() { return ++counters_.last_folder; }
    ItemNumber next_item() { return ++counters_.last_item; }

    /// Errors: quota_exceeded when the mailbox would be too large.
    Result<void> refuse_bytes(std::uint64_t more, std::uint64_t instead_of) const;

    /// An item of the folder has come, changed or gone, by a change that was given out last.
    void count(FolderNumber folder, std::int64_t items, std::int64_t bytes);

    Result<bool> knows_folder(FolderNumber folder) const;

    Result<void> finish();

private:
    MailboxWork(Connection& connection, MailboxCounters const& counters);

    struct FolderCount {
        std::int64_t more_items = 0;
        ChangeNumber change = 0;
    };

    Connection* connection_;
    MailboxCounters counters_;
    ChangeNumber head_before_;
    std::map<FolderNumber, FolderCount> folders_;
};

/// The number as SQLite keeps it, to compare in order with what is stored: past its range the greatest.
std::int64_t as_stored(std::uint64_t number);

/// Calls `take(rows)` for each row that is left, until it answers an error.
template <class Take> Result<void> for_each_row(Rows& rows, Take&& take)
{
    for (;;) {
        auto const more = rows.next();
        if (!more) return tl::unexpected(more.error());
        if (!*more) return {};
        if (auto const taken = take(rows); !taken) return tl::unexpected(taken.error());
    }
}

}
