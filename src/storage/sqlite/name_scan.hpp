// Everybody's names, read in pieces: NameSource for a million people.
#pragma once

#include "core/ports/name_search.hpp"
#include "storage/sqlite/connection.hpp"

#include <array>
#include <string>
#include <vector>

namespace likeness::storage {

/// Holds one piece at a time, copied out of the database: however long a visitor takes, no snapshot is kept, which would
/// keep the write-ahead log from being reused.
class NameScan {
public:
    /// Reads the next piece of those who are not hidden; false when there was nobody left.
    Result<bool> read_next(Connection& connection);

    /// After the last piece: the pages of everybody that were read through this connection's mapping need not stay in
    /// the process's memory.
    static Result<void> let_go(Connection& connection);

    /// Shows the piece; false when `visit` answered that.
    bool visit_all(std::function<bool(NameEntry const&)> const& visit) const;

private:
    static constexpr std::size_t texts_per_name = 6;
    struct Name {
        PersonId id;
        RecipientKind kind = RecipientKind::mailbox;
        std::size_t start = 0; // In texts_: the texts lie behind each other.
        std::array<std::size_t, texts_per_name> lengths {};
    };

    void take(Rows const& rows);

    std::int64_t last_row_ = 0; // SQLite numbers from 1.
    std::vector<Name> names_;
    std::string texts_;
};

}
