#include "storage/sqlite/connection.hpp"

#include "storage/sqlite/database.hpp"

#include <sqlite3.h>

namespace likeness::storage {

namespace {

// synchronous=FULL: what was acknowledged survives a power cut, not only the death of the process.
// secure_delete: a photo that was removed is not left readable in free pages.
// journal_size_limit: a large import must not leave its log behind for good.
constexpr auto settings = R"(
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA mmap_size = 2147418112;
)";

// A batch of an import touches a thousand pages of 16 KB; a cache that holds them writes each once.
constexpr auto writer_settings = "PRAGMA cache_size = -32768;";

// A reader that could write would do so past the one writer.
constexpr auto reader_settings = "PRAGMA query_only = ON;";

}

void Connection::Close::operator()(sqlite3* raw) const noexcept
{
    sqlite3_close_v2(raw);
}

void Connection::Finalize::operator()(sqlite3_stmt* raw) const noexcept
{
    sqlite3_finalize(raw);
}

Connection::Connection(sqlite3* raw)
    : raw_(raw)
{
}

Result<Connection> Connection::open(std::filesystem::path const& file)
{
    sqlite3* raw = nullptr;
    // No mutex: a connection is in one thread's hands at a time.
    constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int const status = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
    // SQLite returns a handle even when opening fails, and expects it closed: own it first.
    Connection connection(raw);
    if (status != SQLITE_OK) return tl::unexpected(error_of(status, raw));
    if (sqlite3_db_readonly(raw, "main") != 0)
        return fail(Code::internal_server_transient_error, "The database cannot be written.", file.string());
    connection.wait_for_locks(busy_patience);
    return connection;
}

Result<void> Connection::configure(Access access)
{
    return run_script(settings).and_then(
        [&] { return run_script(access == Access::write ? writer_settings : reader_settings); });
}

void Connection::wait_for_locks(std::chrono::milliseconds at_most)
{
    sqlite3_busy_timeout(raw_.get(), static_cast<int>(at_most.count()));
}

Rows Connection::statement(Sql const& sql)
{
    auto& prepared = statements_[&sql];
    if (prepared) return Rows(prepared.get());
    sqlite3_stmt* raw = nullptr;
    int const status = sqlite3_prepare_v3(raw_.get(), sql.text, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    prepared.reset(raw);
    if (status != SQLITE_OK) return Rows(error_of(status, raw_.get()));
    return Rows(raw);
}

Result<void> Connection::finish(Rows rows)
{
    for (;;) {
        auto const more = rows.next();
        if (!more) return tl::unexpected(more.error());
        if (!*more) return {};
    }
}

Result<void> Connection::run_script(char const* text)
{
    int const status = sqlite3_exec(raw_.get(), text, nullptr, nullptr, nullptr);
    if (status != SQLITE_OK) return tl::unexpected(error_of(status, raw_.get()));
    return {};
}

void Connection::roll_back() noexcept
{
    // SQLite has undone it already after some failures, a full disk among them.
    if (sqlite3_get_autocommit(raw_.get()) == 0)
        sqlite3_exec(raw_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t Connection::last_row_id() const
{
    return sqlite3_last_insert_rowid(raw_.get());
}

std::int64_t Connection::rows_changed() const
{
    return sqlite3_changes64(raw_.get());
}

bool Connection::last_failed_as_no_database() const
{
    return sqlite3_errcode(raw_.get()) == SQLITE_NOTADB;
}

}
