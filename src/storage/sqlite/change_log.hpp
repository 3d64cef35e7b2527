// The table `changes`, written in the transaction of the change itself and read by ChangeFeed.
#pragma once

#include "core/ports/change_feed.hpp"
#include "storage/sqlite/connection.hpp"

namespace likeness::storage {

/// To be called inside a writing transaction.
Result<void> record_change(
    Connection& connection, ChangeKind kind, std::optional<PersonId> const& person = std::nullopt);

class SqliteChangeFeed final : public ChangeFeed {
public:
    /// `reader` must make no changes itself: it would not be told of them.
    explicit SqliteChangeFeed(Connection reader);

    Result<Changes> after(std::int64_t sequence) override;

private:
    Connection reader_;
    std::int64_t data_version_ = -1; // What SQLite counted when head_ was read; never negative there.
    std::int64_t head_ = 0;
};

}
