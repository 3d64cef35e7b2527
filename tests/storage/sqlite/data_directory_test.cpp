// The data directory on disk: making, opening, refusing, and what lasts.
#include "storage/sqlite/data_directory.hpp"

#include "base/file.hpp"
#include "storage/samples.hpp"
#include "storage/sqlite/raw_database.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace likeness::test {

namespace {

namespace fs = std::filesystem;
using storage::DataDirectory;
using storage::OpenMode;

std::unique_ptr<DataDirectory> opened(fs::path const& folder, OpenMode mode = OpenMode::create)
{
    auto directory = DataDirectory::open(folder, mode);
    EXPECT_TRUE(directory) << for_operator(directory.error());
    return std::move(*directory);
}

Error refused(fs::path const& folder, OpenMode mode = OpenMode::create)
{
    auto const directory = DataDirectory::open(folder, mode);
    EXPECT_FALSE(directory);
    return directory ? Error {} : directory.error();
}

unsigned permissions_of(fs::path const& path)
{
    return static_cast<unsigned>(fs::status(path).permissions());
}

void write_text(fs::path const& file, std::string_view text)
{
    ASSERT_TRUE(base::write_file_atomically(file, base::as_bytes(text)));
}

// Whatever mask the tests run with, files are made as if there were none.
class NoMask {
public:
    ~NoMask() { ::umask(before_); }

private:
    mode_t before_ = ::umask(0);
};

}

TEST(DataDirectory, IsMadeWithParentsAndOnlyItsOwnerMayRead)
{
    NoMask const no_mask;
    TemporaryFolder const folder;
    auto const data = folder.path() / "var" / "data";
    auto const directory = opened(data);
    EXPECT_EQ(permissions_of(data), 0700u);
    for (auto const* name : { "likeness.db", "likeness.db-wal", "secret.key" })
        EXPECT_EQ(permissions_of(data / name), 0600u) << name;
}

TEST(DataDirectory, LeavesThePermissionsOfAFolderThatIsThere)
{
    TemporaryFolder const folder;
    fs::permissions(folder.path(), fs::perms(0750));
    auto const directory = opened(folder.path());
    EXPECT_EQ(permissions_of(folder.path()), 0750u);
    EXPECT_EQ(permissions_of(folder.path() / "likeness.db"), 0600u);
}

TEST(DataDirectory, IsFoundUnderNamesThatMeanTheSameFolder)
{
    TemporaryFolder const folder;
    opened(folder.path() / "data" / "");
    auto const before = fs::current_path();
    fs::current_path(folder.path());
    for (auto const* name : { "data", "./data", "data/", "data/../data" }) opened(name, OpenMode::existing);
    fs::current_path(before);
}

TEST(DataDirectory, LeavesNothingElseBehind)
{
    TemporaryFolder const folder;
    opened(folder.path());
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(folder.path())) names.push_back(entry.path().filename());
    std::ranges::sort(names);
    EXPECT_EQ(names, (std::vector<std::string> { "likeness.db", "secret.key" }));
}

TEST(DataDirectory, ThatIsMissingIsReportedAndNotMade)
{
    TemporaryFolder const folder;
    auto const data = folder.path() / "data";
    EXPECT_EQ(refused(data, OpenMode::existing).code, Code::item_not_found);
    EXPECT_FALSE(fs::exists(data));
    EXPECT_EQ(refused(folder.path(), OpenMode::existing).code, Code::item_not_found);
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(DataDirectory, RefusesAFileInItsPlace)
{
    TemporaryFolder const folder;
    write_text(folder.path() / "data", "a file");
    for (auto const mode : { OpenMode::create, OpenMode::existing }) {
        auto const error = refused(folder.path() / "data", mode);
        EXPECT_EQ(error.code, Code::invalid_operation);
        EXPECT_EQ(error.message, "The data directory is no directory.");
    }
}

TEST(DataDirectory, ReportsWhatTheSystemSaysWhenItCannotBeMade)
{
    auto const error = refused("/proc/likeness/data");
    EXPECT_EQ(error.code, Code::internal_server_transient_error);
    EXPECT_NE(error.detail.find("/proc/likeness: "), std::string::npos) << error.detail;
}

TEST(DataDirectory, RefusesAFileThatIsNoDatabaseAndLeavesItAlone)
{
    TemporaryFolder const folder;
    opened(folder.path());
    std::string const text(20'000, 'x');
    write_text(database_in(folder.path()), text);
    auto const error = refused(folder.path());
    EXPECT_EQ(error.code, Code::invalid_operation);
    EXPECT_EQ(error.message, "The file is no database of likeness.");
    EXPECT_EQ(base::as_text(database_bytes(folder.path())), text);
}

TEST(DataDirectory, RefusesTheDatabaseOfAnotherProgramAndLeavesItAlone)
{
    for (auto const* sql :
        { "CREATE TABLE bookmarks (url TEXT)", "PRAGMA application_id = 7", "PRAGMA user_version = 1" }) {
        TemporaryFolder const folder;
        opened(folder.path());
        write_database(folder.path(), {});
        run_sql(folder.path(), sql);
        auto const before = database_bytes(folder.path());
        auto const error = refused(folder.path());
        EXPECT_EQ(error.code, Code::invalid_operation) << sql;
        EXPECT_EQ(error.message, "The file is a database, but none of likeness.") << sql;
        EXPECT_EQ(database_bytes(folder.path()), before) << sql;
    }
}

TEST(DataDirectory, RefusesADatabaseThatIsNewerThanTheProgramAndLeavesItAlone)
{
    TemporaryFolder const folder;
    opened(folder.path());
    run_sql(folder.path(), "PRAGMA user_version = 99");
    auto const before = database_bytes(folder.path());
    auto const error = refused(folder.path());
    EXPECT_EQ(error.code, Code::invalid_operation);
    EXPECT_NE(error.message.find("newer version of likeness (schema 99;"), std::string::npos)
        << error.message;
    EXPECT_NE(error.detail.find("likeness.db"), std::string::npos) << error.detail;
    EXPECT_EQ(database_bytes(folder.path()), before);
}

TEST(DataDirectory, FillsADatabaseFileThatIsEmpty)
{
    // As it is left by a process that died right after making the file.
    TemporaryFolder const folder;
    opened(folder.path());
    write_database(folder.path(), {});
    EXPECT_TRUE(opened(folder.path())->people().add({ sadie(), std::nullopt }));
}

TEST(DataDirectory, UsesPagesOfSixteenKilobytesAndAWriteAheadLog)
{
    TemporaryFolder const folder;
    opened(folder.path());
    auto const bytes = database_bytes(folder.path());
    // Source: the SQLite file format, bytes 16 to 19 of the header.
    EXPECT_EQ(bytes.at(16), std::byte { 0x40 });
    EXPECT_EQ(bytes.at(17), std::byte { 0 });
    EXPECT_EQ(bytes.at(18), std::byte { 2 });
    EXPECT_EQ(bytes.at(19), std::byte { 2 });
}

TEST(DataDirectory, KeepsEverythingWhenItIsOpenedAgain)
{
    TemporaryFolder const folder;
    auto const person = sadie();
    auto update = upload(person.id, { PhotoSize::hr48x48, PhotoSize::hr648x648 }, 1);
    update.thumbnail = picture(person.id, 2, 900, Source::directory);
    {
        auto const directory = opened(folder.path());
        ASSERT_TRUE(directory->people().add({ person, std::nullopt }));
        ASSERT_TRUE(directory->photos().replace(person.id, update));
        ASSERT_TRUE(directory->accounts().set_password(address("sadie@contoso.com"), "hash", Role::admin));
    }
    auto const directory = opened(folder.path(), OpenMode::existing);
    EXPECT_EQ(directory->people().find(address("desk7@contoso.com")).value(), person);
    EXPECT_EQ(directory->people().find_thumbnail(person.id).value(), update.thumbnail);
    EXPECT_EQ(
        directory->photos().find(person.id, PhotoSize::hr648x648).value().photo, update.renditions[1].photo);
    EXPECT_EQ(directory->accounts().list().value().size(), 1u);
    EXPECT_EQ(directory->open_change_feed().value()->after(0).value().head, 3);
}

TEST(DataDirectory, ShowsTheChangesOfAnotherThatHasItOpen)
{
    TemporaryFolder const folder;
    auto const ours = opened(folder.path());
    auto const theirs = opened(folder.path());
    auto const feed = ours->open_change_feed().value();
    EXPECT_TRUE(feed->after(0).value().changes.empty());
    auto const person = sadie();
    ASSERT_TRUE(theirs->people().add({ person, std::nullopt }));
    EXPECT_EQ(feed->after(0).value().changes.size(), 1u);
    EXPECT_EQ(ours->people().find(person.id).value(), person);
    ASSERT_TRUE(ours->photos().replace(person.id, upload(person.id, { PhotoSize::hr48x48 }, 1)));
    EXPECT_TRUE(theirs->photos().find(person.id, PhotoSize::hr48x48).value().photo);
    EXPECT_EQ(feed->after(1).value().changes, (std::vector<Change> { { ChangeKind::photo, person.id } }));
}

TEST(DataDirectory, KeepsNoTraceOfAPhotoThatWasRemoved)
{
    TemporaryFolder const folder;
    auto const person = sadie();
    auto const holds_the_photo = [&] {
        base::Bytes const run(1000, std::byte { 0x5A });
        auto const bytes = database_bytes(folder.path());
        return !std::ranges::search(bytes, run).empty();
    };
    auto const update = upload(person.id, { PhotoSize::hr48x48, PhotoSize::hr648x648 }, 0x5A);
    ASSERT_TRUE(opened(folder.path())->people().add({ person, std::nullopt }));
    ASSERT_TRUE(opened(folder.path())->photos().replace(person.id, update));
    EXPECT_TRUE(holds_the_photo());
    ASSERT_TRUE(opened(folder.path())->photos().remove(person.id, noon));
    EXPECT_FALSE(holds_the_photo());
}

TEST(Connection, SyncsEveryCommitAndLetsNoReaderWrite)
{
    // That a commit survives a power cut cannot be seen from here; that SQLite was told so can.
    static constexpr storage::Sql ask_for_syncs { "PRAGMA synchronous" };
    static constexpr storage::Sql write { "DELETE FROM people" };
    TemporaryFolder const folder;
    opened(folder.path());
    auto connection = storage::Connection::open(database_in(folder.path())).value();
    ASSERT_TRUE(connection.configure(storage::Access::write));
    {
        auto rows = connection.query(ask_for_syncs);
        ASSERT_TRUE(rows.next().value());
        EXPECT_EQ(rows.integer(0), 2); // FULL
    }
    EXPECT_TRUE(connection.run(write));
    ASSERT_TRUE(connection.configure(storage::Access::read));
    EXPECT_FALSE(connection.run(write));
}

TEST(SecretKey, IsRandomAndStaysTheSame)
{
    TemporaryFolder const folder;
    TemporaryFolder const another;
    auto const key = opened(folder.path())->key();
    EXPECT_EQ(opened(folder.path(), OpenMode::existing)->key(), key);
    EXPECT_NE(opened(another.path())->key(), key);
}

TEST(SecretKey, IsRefusedWithTheWrongSize)
{
    TemporaryFolder const folder;
    opened(folder.path());
    for (auto const size : { 0u, 31u, 33u, 1'000'000u }) {
        write_text(folder.path() / "secret.key", std::string(size, 'k'));
        auto const error = refused(folder.path());
        EXPECT_EQ(error.code, Code::invalid_operation) << size;
        EXPECT_EQ(error.message, "The secret key is damaged: it must have 32 bytes.") << size;
    }
}

TEST(SecretKey, IsNotMadeAnewForADatabaseThatHasLostIt)
{
    TemporaryFolder const folder;
    opened(folder.path());
    fs::remove(folder.path() / "secret.key");
    EXPECT_EQ(refused(folder.path()).code, Code::invalid_operation);
    EXPECT_FALSE(fs::exists(folder.path() / "secret.key"));
}

}
