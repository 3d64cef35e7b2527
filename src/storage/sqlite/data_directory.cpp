#include "storage/sqlite/data_directory.hpp"

#include "storage/sqlite/accounts_table.hpp"
#include "storage/sqlite/change_log.hpp"
#include "storage/sqlite/integrity_check.hpp"
#include "storage/sqlite/mailbox_tables.hpp"
#include "storage/sqlite/mirror_tables.hpp"
#include "storage/sqlite/people_tables.hpp"
#include "storage/sqlite/photo_tables.hpp"
#include "storage/sqlite/secret_key.hpp"

#include <cerrno>
#include <sys/stat.h>

namespace likeness::storage {

namespace {

namespace fs = std::filesystem;

class SqliteDataDirectory final : public DataDirectory {
public:
    SqliteDataDirectory(std::unique_ptr<Database> database, base::SecretKey const& key)
        : database_(std::move(database))
        , photos_(*database_)
        , people_(*database_)
        , mirror_(*database_)
        , accounts_(*database_)
        , mailboxes_(*database_)
        , key_(key)
    {
    }

    PhotoStore& photos() override { return photos_; }
    LocalDirectory& people() override { return people_; }
    DirectoryMirror& mirror() override { return mirror_; }
    Accounts& accounts() override { return accounts_; }
    MailboxStore& mailboxes() override { return mailboxes_; }
    base::SecretKey const& key() const override { return key_; }

    Result<std::unique_ptr<ChangeFeed>> open_change_feed() override
    {
        auto reader = database_->open_reader();
        if (!reader) return tl::unexpected(reader.error());
        return std::make_unique<SqliteChangeFeed>(std::move(*reader));
    }

    Result<IntegrityReport> check(TagOf const& tag_of) override
    {
        return database_->read(
            [&](Connection& reader) -> Result<IntegrityReport> { return check_integrity(reader, tag_of); });
    }

private:
    std::unique_ptr<Database> database_;
    SqlitePhotoStore photos_;
    SqliteDirectory people_;
    SqliteMirror mirror_;
    SqliteAccounts accounts_;
    SqliteMailboxes mailboxes_;
    base::SecretKey key_;
};

tl::unexpected<Error> cannot_make(fs::path const& what, std::error_code why)
{
    return fail(Code::internal_server_transient_error, "The data directory cannot be made.",
        what.string() + ": " + why.message());
}

std::error_code last_error()
{
    return { errno, std::generic_category() };
}

// A folder that is there keeps its permissions: an operator's group may be meant to read it.
Result<void> make_folder(fs::path const& folder)
{
    std::error_code why;
    fs::create_directories(folder.parent_path(), why);
    if (why) return cannot_make(folder.parent_path(), why);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return cannot_make(folder, last_error());
    return {};
}

// Made before SQLite sees it, so that nobody else may read it, whatever the folder allows; SQLite gives its
// other files the same mode. By mknod, since closing a descriptor of the file would drop the locks that
// another connection of this process holds on it.
Result<void> make_database_file(fs::path const& file)
{
    if (::mknod(file.c_str(), S_IFREG | 0600, 0) != 0 && errno != EEXIST)
        return cannot_make(file, last_error());
    return {};
}

Result<fs::path> find_folder(fs::path const& named, OpenMode mode)
{
    std::error_code why;
    // lexically_normal with a name behind it: "data/" and "data" are the same folder.
    auto folder = (fs::absolute(named, why) / ".").lexically_normal().parent_path();
    if (why) return cannot_make(named, why);
    auto const status = fs::status(folder, why);
    if (fs::exists(status) && !fs::is_directory(status))
        return fail(Code::invalid_operation, "The data directory is no directory.", folder.string());
    if (mode == OpenMode::create) return make_folder(folder).map([&] { return std::move(folder); });
    return folder;
}

// The key comes before the database: where there is a database without its key, the key was lost. Making
// another one would quietly change every entity tag and id.
Result<base::SecretKey> find_key(fs::path const& folder, bool has_database)
{
    auto const file = folder / "secret.key";
    if (!has_database) return read_or_make_secret_key(file);
    auto key = read_secret_key(file);
    if (!key && key.error().code == Code::item_not_found)
        return fail(Code::invalid_operation, "The secret key of the data directory is lost. Restore it.",
            file.string());
    return key;
}

Error with_path(Error error, fs::path const& file)
{
    error.detail = file.string() + (error.detail.empty() ? "" : ": " + error.detail);
    return error;
}

}

Result<std::unique_ptr<DataDirectory>> DataDirectory::open(fs::path const& named, OpenMode mode)
{
    auto const folder = find_folder(named, mode);
    if (!folder) return tl::unexpected(folder.error());
    auto const file = *folder / "likeness.db";
    std::error_code why;
    bool const has_database = fs::exists(file, why);
    if (!has_database && mode == OpenMode::existing)
        return fail(Code::item_not_found, "There is no data directory.", folder->string());

    auto const key = find_key(*folder, has_database);
    if (!key) return tl::unexpected(key.error());
    auto const made = has_database ? Result<void>() : make_database_file(file);
    if (!made) return tl::unexpected(made.error());
    auto database = Database::open(file);
    if (!database) return tl::unexpected(with_path(std::move(database.error()), file));
    return std::make_unique<SqliteDataDirectory>(std::move(*database), *key);
}

}
