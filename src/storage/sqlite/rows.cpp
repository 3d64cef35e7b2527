#include "storage/sqlite/rows.hpp"

#include <algorithm>
#include <cassert>
#include <sqlite3.h>
#include <string>

namespace likeness::storage {

namespace {

bool is_about_a_lock(int status)
{
    int const primary = status & 0xFF; // The higher bytes tell the kinds of one error apart.
    return primary == SQLITE_BUSY || primary == SQLITE_LOCKED;
}

}

Error error_of(int status, sqlite3* connection)
{
    auto detail = std::string(connection ? sqlite3_errmsg(connection) : sqlite3_errstr(status));
    detail += " (SQLite " + std::to_string(status) + ")";
    if (is_about_a_lock(status))
        return { Code::server_busy, "The store is busy. Try again later.", std::move(detail) };
    return { Code::internal_server_transient_error, "The store cannot be read or written.",
        std::move(detail) };
}

void Rows::Reset::operator()(sqlite3_stmt* borrowed) const noexcept
{
    // What these answer is the failure that `next` has told already.
    sqlite3_reset(borrowed);
    sqlite3_clear_bindings(borrowed);
}

Rows::Rows(sqlite3_stmt* prepared)
    : statement_(prepared)
{
    assert(!sqlite3_stmt_busy(prepared));
}

Rows::Rows(Error error)
    : error_(std::move(error))
{
}

Result<bool> Rows::next()
{
    if (error_) return tl::unexpected(*error_);
    int const status = sqlite3_step(statement_.get());
    if (status == SQLITE_ROW) return true;
    if (status == SQLITE_DONE) return false;
    return tl::unexpected(error_of(status, sqlite3_db_handle(statement_.get())));
}

bool Rows::is_null(int column) const
{
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t Rows::integer(int column) const
{
    return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Rows::text(int column) const
{
    return base::as_text(bytes(column));
}

base::ByteView Rows::bytes(int column) const
{
    // The pointer first, then the count: the other way round SQLite may convert in between.
    auto const* data = static_cast<std::byte const*>(sqlite3_column_blob(statement_.get(), column));
    return { data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)) };
}

base::Guid Rows::guid(int column) const
{
    base::Guid guid;
    auto const stored = bytes(column);
    std::ranges::copy_n(stored.begin(),
        static_cast<std::ptrdiff_t>(std::min(stored.size(), guid.bytes.size())), guid.bytes.begin());
    return guid;
}

base::Seconds Rows::time(int column) const
{
    return base::Seconds(std::chrono::seconds(integer(column)));
}

void Rows::bind(int place, std::int64_t value)
{
    if (!error_) keep(sqlite3_bind_int64(statement_.get(), place, value));
}

void Rows::bind(int place, std::string_view value)
{
    // A null pointer would bind NULL where empty text is meant.
    auto const* data = value.empty() ? "" : value.data();
    if (!error_)
        keep(sqlite3_bind_text64(statement_.get(), place, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Rows::bind(int place, base::ByteView value)
{
    if (error_) return;
    keep(value.empty()
            ? sqlite3_bind_zeroblob(statement_.get(), place, 0)
            : sqlite3_bind_blob64(statement_.get(), place, value.data(), value.size(), SQLITE_STATIC));
}

void Rows::bind(int place, base::Guid const& value)
{
    if (!error_)
        keep(sqlite3_bind_blob64(
            statement_.get(), place, value.bytes.data(), value.bytes.size(), SQLITE_TRANSIENT));
}

void Rows::bind(int place, std::optional<base::Guid> const& value)
{
    if (value) bind(place, *value); // What is not bound is NULL.
}

void Rows::bind(int place, base::Seconds value)
{
    bind(place, static_cast<std::int64_t>(value.time_since_epoch().count()));
}

void Rows::keep(int status)
{
    if (status != SQLITE_OK) error_ = error_of(status, sqlite3_db_handle(statement_.get()));
}

}
