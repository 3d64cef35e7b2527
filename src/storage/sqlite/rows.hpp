// Rows: a prepared statement in use. Values go in, rows come out, and it is reset when it goes out of scope.
#pragma once

#include "base/bytes.hpp"
#include "base/guid.hpp"
#include "base/http_date.hpp"
#include "core/error.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace likeness::storage {

/// What SQLite's `status` means to the callers of a store: server_busy when a lock is held too long,
/// internal_server_transient_error for all else. SQLite's own words are in the detail.
Error error_of(int status, sqlite3* connection);

/// One thread at a time. A failure to prepare or to bind is kept and told by `next`, so that there is one
/// place to check.
class Rows {
public:
    /// Borrows `prepared` until it is destroyed; nobody else may use that statement meanwhile.
    explicit Rows(sqlite3_stmt* prepared);
    explicit Rows(Error error);

    /// Binds the parameters ?1, ?2 ... in this order. Text and guids are copied, bytes are not: they must
    /// outlive this object.
    template <class... Values> void bind_all(Values const&... values)
    {
        int place = 0;
        (bind(++place, values), ...);
    }

    /// Goes to the first or next row; false when there is none left.
    Result<bool> next();

    // The columns of the current row, from 0. Views live until the next call of `next`.
    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    std::string_view text(int column) const;
    base::ByteView bytes(int column) const;
    base::Guid guid(int column) const;
    base::Seconds time(int column) const;

private:
    struct Reset {
        void operator()(sqlite3_stmt* borrowed) const noexcept;
    };

    void bind(int place, std::int64_t value);
    void bind(int place, std::string_view value);
    void bind(int place, base::ByteView value);
    void bind(int place, base::Guid const& value);
    void bind(int place, std::optional<base::Guid> const& value);
    void bind(int place, base::Seconds value);
    void keep(int status);

    std::unique_ptr<sqlite3_stmt, Reset> statement_;
    std::optional<Error> error_;
};

}
