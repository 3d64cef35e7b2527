#include "storage/sqlite/change_log.hpp"

namespace likeness::storage {

namespace {

// Dropping old rows dirties a page at the far end of the table: rarely, so that few writes pay for it.
constexpr std::int64_t drop_every = 1024;

constexpr Sql insert_change { "INSERT INTO changes (kind, person) VALUES (?1, ?2)" };
constexpr Sql drop_old_changes { "DELETE FROM changes WHERE sequence <= ?1" };
constexpr Sql read_data_version { "PRAGMA data_version" };
// Two subqueries: asked for both at once, SQLite would walk over the whole table.
constexpr Sql read_bounds { "SELECT coalesce((SELECT min(sequence) FROM changes), 1),"
                            " coalesce((SELECT max(sequence) FROM changes), 0)" };
constexpr Sql read_changes { "SELECT kind, person FROM changes WHERE sequence > ?1 ORDER BY sequence" };

std::string_view name_of(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::photo: return "photo";
    case ChangeKind::people: return "people";
    case ChangeKind::accounts: return "accounts";
    }
    return "";
}

ChangeKind kind_of(std::string_view name)
{
    if (name == name_of(ChangeKind::photo)) return ChangeKind::photo;
    if (name == name_of(ChangeKind::accounts)) return ChangeKind::accounts;
    return ChangeKind::people;
}

Result<std::int64_t> data_version_of(Connection& connection)
{
    auto rows = connection.query(read_data_version);
    return rows.next().map([&](bool) { return rows.integer(0); });
}

Result<std::vector<Change>> changes_after(Connection& connection, std::int64_t sequence)
{
    std::vector<Change> changes;
    auto rows = connection.query(read_changes, sequence);
    for (;;) {
        auto const more = rows.next();
        if (!more) return tl::unexpected(more.error());
        if (!*more) return changes;
        changes.push_back(
            { kind_of(rows.text(0)), rows.is_null(1) ? std::nullopt : std::optional(rows.guid(1)) });
    }
}

Result<Changes> read_after(Connection& connection, std::int64_t sequence)
{
    auto bounds = connection.query(read_bounds);
    auto const row = bounds.next();
    if (!row) return tl::unexpected(row.error());
    auto const oldest = bounds.integer(0);
    auto const head = bounds.integer(1);
    // A sequence past the head is one of another database, an older backup's successor for instance.
    if (sequence + 1 < oldest || sequence > head) return Changes { .head = head, .complete = false };
    return changes_after(connection, sequence).map([head](std::vector<Change>&& changes) {
        return Changes { .head = head, .complete = true, .changes = std::move(changes) };
    });
}

}

Result<void> record_change(Connection& connection, ChangeKind kind, std::optional<PersonId> const& person)
{
    auto const inserted = connection.run(insert_change, name_of(kind), person);
    auto const sequence = connection.last_row_id();
    if (!inserted || sequence % drop_every != 0) return inserted;
    return connection.run(drop_old_changes, sequence - changes_kept);
}

SqliteChangeFeed::SqliteChangeFeed(Connection reader)
    : reader_(std::move(reader))
{
}

Result<Changes> SqliteChangeFeed::after(std::int64_t sequence)
{
    // Read before the table is: a change in between is then told by the next call once more at worst.
    auto const data_version = data_version_of(reader_);
    if (!data_version) return tl::unexpected(data_version.error());
    if (*data_version == data_version_ && sequence == head_) return Changes { .head = head_ };

    auto changes = in_transaction(
        reader_, begin_reading, [&](Connection& reader) { return read_after(reader, sequence); });
    if (!changes) return changes;
    data_version_ = *data_version;
    head_ = changes->head;
    return changes;
}

}
