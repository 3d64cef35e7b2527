// A disk that is full, and a database that somebody else holds: an error, and the old state stands.
#include "storage/mailbox_samples.hpp"
#include "storage/sqlite/data_directory.hpp"
#include "storage/sqlite/raw_database.hpp"
#include "support/temporary_folder.hpp"

#include <csignal>
#include <gtest/gtest.h>
#include <sys/resource.h>

namespace likeness::test {

namespace {

using enum PhotoSize;

// No file of this process may grow past `bytes`: a full disk, as far as the process can tell.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit limit { bytes, before_.rlim_max };
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FileSizeLimit(FileSizeLimit const&) = delete;
    FileSizeLimit& operator=(FileSizeLimit const&) = delete;

private:
    rlimit before_ {};
    void (*handler_)(int) = std::signal(SIGXFSZ, SIG_IGN);
};

class DiskFailure : public testing::Test {
protected:
    DiskFailure()
    {
        EXPECT_TRUE(directory->people().add({ person, std::nullopt }));
        EXPECT_TRUE(directory->photos().replace(person.id, upload(person.id, { hr48x48, hr648x648 }, 1)));
    }

    void expect_the_first_photo()
    {
        EXPECT_EQ(directory->photos().find(person.id, hr648x648).value().photo,
            rendition(person.id, hr648x648, 1).photo);
        EXPECT_EQ(directory->photos().summary(person.id).value().version, 1);
        EXPECT_EQ(directory->check(sample_tag).value().problems, std::vector<std::string>());
    }

    TemporaryFolder const folder;
    std::unique_ptr<storage::DataDirectory> const directory
        = storage::DataDirectory::open(folder.path(), storage::OpenMode::create).value();
    Person const person = sadie();
};

}

TEST_F(DiskFailure, AFullDiskLeavesTheOldPhotoAndTheNextWriteWorks)
{
    auto const log_bytes = std::filesystem::file_size(folder.path() / "likeness.db-wal");
    {
        FileSizeLimit const full(log_bytes + 50'000);
        auto const failed
            = directory->photos().replace(person.id, upload(person.id, { hr48x48, hr504x504, hr648x648 }, 2));
        ASSERT_FALSE(failed);
        EXPECT_EQ(failed.error().code, Code::internal_server_transient_error);
        EXPECT_NE(failed.error().detail, "");
        std::vector const batch { PersonEntry { hope(), picture(person.id, 1, 100 << 10) } };
        EXPECT_EQ(directory->people().import(batch).error().code, Code::internal_server_transient_error);
    }
    expect_the_first_photo();
    EXPECT_EQ(directory->people().find(address("hope@contoso.com")).value(), std::nullopt);
    EXPECT_EQ(directory->photos().replace(person.id, upload(person.id, { hr648x648 }, 3)).value(), 2);
    EXPECT_EQ(directory->photos().find(person.id, hr648x648).value().photo,
        rendition(person.id, hr648x648, 3).photo);
}

TEST_F(DiskFailure, AFullDiskLeavesTheOldItemAndTheNextWriteWorks)
{
    constexpr FolderNumber contacts = 12;
    auto& store = directory->mailboxes();
    NewItem const small { contacts, contact("Before"), { photo("p.jpg", 100) } };
    auto const key = store.create_items(person.id, { &small, 1 }, stamp(0)).value().front()->key;
    auto const state = [&] {
        return std::pair(
            store.find_items(person.id, { &key.number, 1 }, WithAttachments::yes).value().front(),
            store.folder_changes(person.id, 0).value().head);
    };
    auto const before = state();
    auto const log_bytes = std::filesystem::file_size(folder.path() / "likeness.db-wal");
    {
        FileSizeLimit const full(log_bytes + 50'000);
        std::vector<NewItem> const items { { contacts, contact("Large"), { photo("q.jpg", 400'000) } },
            { contacts, contact("After"), {} } };
        EXPECT_EQ(code_of(store.create_items(person.id, items, stamp(1))), Code::mailbox_store_unavailable);
        std::vector const larger { photo("q.jpg", 400'000) };
        EXPECT_EQ(code_of(store.create_attachments(person.id, key.number, larger, stamp(1))),
            Code::mailbox_store_unavailable);
    }
    EXPECT_EQ(state(), before);
    EXPECT_EQ(store.find(person.id, { .folder = contacts, .most = 9 })->total, 1u);
    EXPECT_EQ(directory->check(sample_tag).value().problems, std::vector<std::string>());
    std::vector const next { photo("r.jpg", 200'000) };
    EXPECT_TRUE(store.create_attachments(person.id, key.number, next, stamp(1)).value().front());
}

TEST_F(DiskFailure, AWriteIsToldThatTheStoreIsBusyAndReadersAreNotHeldUp)
{
    auto another = storage::Connection::open(database_in(folder.path())).value();
    ASSERT_TRUE(another.run(storage::begin_writing));
    auto const refused = directory->photos().replace(person.id, upload(person.id, { hr48x48 }, 2));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::server_busy);
    EXPECT_TRUE(directory->photos().find(person.id, hr648x648).value().photo);

    another.roll_back();
    expect_the_first_photo();
    EXPECT_EQ(directory->photos().replace(person.id, upload(person.id, { hr48x48 }, 2)).value(), 2);
}

}
