// Connection: one connection to the database file, with its statements prepared once.
#pragma once

#include "storage/sqlite/rows.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>

namespace likeness::storage {

/// The text of one statement. Every statement is a constant of its own: a connection knows it by its
/// address and prepares it when it is first used.
struct Sql {
    char const* text;
};

/// A statement whose text is put together when the program starts.
class ComposedSql {
public:
    explicit ComposedSql(std::string text)
        : text_(std::move(text))
        , sql_ { text_.c_str() }
    {
    }
    ComposedSql(ComposedSql const&) = delete;
    ComposedSql& operator=(ComposedSql const&) = delete;

    operator Sql const&() const { return sql_; }

private:
    std::string text_;
    Sql sql_;
};

enum class Access { write, read };

/// One thread at a time.
class Connection {
public:
    /// Opens the file, which must be there, and touches nothing in it yet. Errors: error_of's.
    static Result<Connection> open(std::filesystem::path const& file);

    /// How this program reads and writes. To be called once it is known that the file is ours.
    Result<void> configure(Access access);

    /// Until when a lock that somebody else holds is waited for. At first: 5 s from each call.
    void wait_for_locks(std::chrono::milliseconds at_most);

    /// A statement with its parameters bound, before its first row.
    template <class... Values> Rows query(Sql const& sql, Values const&... values)
    {
        auto rows = statement(sql);
        rows.bind_all(values...);
        return rows;
    }

    /// Runs a statement whose rows, if any, do not matter.
    template <class... Values> Result<void> run(Sql const& sql, Values const&... values)
    {
        return finish(query(sql, values...));
    }

    /// Runs a text of several statements, without keeping them.
    Result<void> run_script(char const* text);

    /// Undoes the transaction, where one is open.
    void roll_back() noexcept;

    std::int64_t last_row_id() const;
    std::int64_t rows_changed() const; ///< By the last statement.
    bool last_failed_as_no_database() const; ///< Whether the file turned out not to be SQLite's.

private:
    struct Close {
        void operator()(sqlite3* raw) const noexcept;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* raw) const noexcept;
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    explicit Connection(sqlite3* raw);
    Rows statement(Sql const& sql);
    static Result<void> finish(Rows rows);

    std::unique_ptr<sqlite3, Close> raw_;
    std::unordered_map<Sql const*, Statement> statements_; // After raw_: finalized before it is closed.
};

inline constexpr Sql begin_reading { "BEGIN" };
inline constexpr Sql begin_writing { "BEGIN IMMEDIATE" };
inline constexpr Sql commit { "COMMIT" };

/// Runs `work(connection)`, which answers a Result, in a transaction: a value is committed, an error undone.
template <class Work>
std::invoke_result_t<Work&, Connection&> in_transaction(Connection& connection, Sql const& begin, Work&& work)
{
    struct Undo {
        Connection& connection;
        ~Undo() { connection.roll_back(); }
    };
    auto const begun = connection.run(begin);
    if (!begun) return tl::unexpected(begun.error());
    Undo const undo { connection };
    auto answer = work(connection);
    if (!answer) return answer;
    auto const committed = connection.run(commit);
    if (!committed) return tl::unexpected(committed.error());
    return answer;
}

}
