// What a contract of the stores is tested on: one contract, and every store passes it.
#pragma once

#include "storage/memory/memory_storage.hpp"
#include "storage/samples.hpp"
#include "storage/sqlite/data_directory.hpp"
#include "storage/sqlite/raw_database.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace likeness::test {

class MemoryBackend {
public:
    PhotoStore& photos() { return storage_.photos(); }
    LocalDirectory& people() { return storage_.people(); }
    DirectoryMirror& mirror() { return storage_.mirror(); }
    Accounts& accounts() { return storage_.accounts(); }
    MailboxStore& mailboxes() { return storage_.mailboxes(); }
    std::unique_ptr<ChangeFeed> open_change_feed() { return storage_.open_change_feed(); }

    void make_changes(int count)
    {
        for (int n = 0; n < count; ++n)
            EXPECT_TRUE(accounts().set_password(address("sadie@contoso.com"), "hash", Role::user));
    }

private:
    storage::MemoryStorage storage_;
};

class SqliteBackend {
public:
    PhotoStore& photos() { return directory_->photos(); }
    LocalDirectory& people() { return directory_->people(); }
    DirectoryMirror& mirror() { return directory_->mirror(); }
    Accounts& accounts() { return directory_->accounts(); }
    MailboxStore& mailboxes() { return directory_->mailboxes(); }
    std::unique_ptr<ChangeFeed> open_change_feed() { return directory_->open_change_feed().value(); }

    // All but the last one are written past the store: ten thousand durable writes take their time.
    void make_changes(int count)
    {
        run_sql(folder_.path(),
            "WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < "
                + std::to_string(count) + ") INSERT INTO changes (kind) SELECT 'accounts' FROM numbers");
        EXPECT_TRUE(accounts().set_password(address("sadie@contoso.com"), "hash", Role::user));
    }

private:
    TemporaryFolder folder_;
    std::unique_ptr<storage::DataDirectory> directory_
        = storage::DataDirectory::open(folder_.path(), storage::OpenMode::create).value();
};

using Backends = testing::Types<MemoryBackend, SqliteBackend>;

}
