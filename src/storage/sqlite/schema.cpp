#include "storage/sqlite/schema.hpp"

#include "storage/sqlite/database.hpp"

#include <array>
#include <string>
#include <thread>

namespace likeness::storage {

namespace {

// The schema's version is the number of migrations that were applied: migrations[0] makes version 1.
constexpr std::array migrations {
#include "storage/sqlite/migrations.inc"
};
constexpr auto newest_version = static_cast<std::int64_t>(migrations.size());

constexpr std::int64_t application_id = 0x4C494B45; // "LIKE"

constexpr Sql read_identity { "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)"
                              " FROM pragma_application_id, pragma_user_version" };

struct Identity {
    std::int64_t application_id;
    std::int64_t version;
    std::int64_t schema_entries;

    bool is_blank() const { return application_id == 0 && version == 0 && schema_entries == 0; }
};

Result<Identity> identity_of(Connection& connection)
{
    auto rows = connection.query(read_identity);
    auto const row = rows.next();
    if (!row && connection.last_failed_as_no_database())
        return fail(Code::invalid_operation, "The file is no database of likeness.", row.error().detail);
    if (!row) return tl::unexpected(row.error());
    return Identity { rows.integer(0), rows.integer(1), rows.integer(2) };
}

// user_version and application_id take no parameters, so they are written into the text.
Result<void> write_identity(Connection& connection)
{
    auto const text = "PRAGMA application_id = " + std::to_string(application_id)
        + "; PRAGMA user_version = " + std::to_string(newest_version) + ";";
    return connection.run_script(text.c_str());
}

Result<void> apply_missing(Connection& connection)
{
    // Asked again inside the transaction: another process may have been first.
    auto const identity = identity_of(connection);
    if (!identity) return tl::unexpected(identity.error());
    if (identity->version >= newest_version) return {};
    for (auto version = identity->version; version < newest_version; ++version) {
        auto const applied = connection.run_script(migrations[static_cast<std::size_t>(version)]);
        if (!applied) return applied;
    }
    return write_identity(connection);
}

constexpr Sql set_journal_mode { "PRAGMA journal_mode = WAL" };

Result<void> set_write_ahead_log(Connection& connection)
{
    auto rows = connection.query(set_journal_mode);
    auto const row = rows.next();
    if (!row) return tl::unexpected(row.error());
    if (rows.text(0) == "wal") return {};
    return fail(Code::internal_server_transient_error, "The file system cannot hold a database in use.",
        "journal mode " + std::string(rows.text(0)) + " where a write-ahead log is needed");
}

}

Result<void> refuse_unless_ours(Connection& connection)
{
    auto const identity = identity_of(connection);
    if (!identity) return tl::unexpected(identity.error());
    if (identity->is_blank()) return {};
    if (identity->application_id != application_id)
        return fail(Code::invalid_operation, "The file is a database, but none of likeness.");
    if (identity->version > newest_version)
        return fail(Code::invalid_operation,
            "The database was made by a newer version of likeness (schema "
                + std::to_string(identity->version) + "; this program knows up to "
                + std::to_string(newest_version) + ").");
    return {};
}

Result<void> use_write_ahead_log(Connection& connection)
{
    auto const sized = connection.run_script("PRAGMA page_size = 16384;");
    if (!sized) return sized;
    // SQLite does not wait for locks when it changes the mode: two processes that make the database at the
    // same moment would fail each other.
    auto const deadline = std::chrono::steady_clock::now() + busy_patience;
    for (;;) {
        auto const set = set_write_ahead_log(connection);
        bool const again = !set && set.error().code == Code::server_busy;
        if (!again || std::chrono::steady_clock::now() > deadline) return set;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

Result<void> migrate(Connection& connection)
{
    auto const identity = identity_of(connection);
    if (!identity) return tl::unexpected(identity.error());
    if (identity->version >= newest_version) return {};
    return in_transaction(connection, begin_writing, apply_missing);
}

}
