// The database file of a data directory past the stores: what another program, or a disk, may do to it.
#pragma once

#include "base/file.hpp"
#include "storage/sqlite/connection.hpp"

#include <gtest/gtest.h>
#include <string>

namespace likeness::test {

inline std::filesystem::path database_in(std::filesystem::path const& folder)
{
    return folder / "likeness.db";
}

/// Runs SQL as a program would that knows nothing of likeness: without foreign keys, for one.
inline void run_sql(std::filesystem::path const& folder, std::string const& sql)
{
    auto connection = storage::Connection::open(database_in(folder));
    ASSERT_TRUE(connection) << connection.error().detail;
    auto const done = connection->run_script(("PRAGMA foreign_keys = OFF;" + sql).c_str());
    ASSERT_TRUE(done) << done.error().detail;
}

/// Nobody may have the database open: closing its file would drop their locks.
inline base::Bytes database_bytes(std::filesystem::path const& folder)
{
    return base::read_file(database_in(folder), 1u << 30).value();
}

inline void write_database(std::filesystem::path const& folder, base::ByteView bytes)
{
    ASSERT_TRUE(base::write_file_atomically(database_in(folder), bytes));
}

}
