// DataDirectory: the one folder in which a server keeps everything, `likeness.db` and `secret.key`.
#pragma once

#include "base/keyed_hash.hpp"
#include "core/ports/accounts.hpp"
#include "core/ports/change_feed.hpp"
#include "core/ports/directory_mirror.hpp"
#include "core/ports/mailbox_store.hpp"
#include "core/ports/photo_store.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace likeness::storage {

enum class OpenMode {
    create, ///< Makes the folder and the database where they are missing.
    existing, ///< item_not_found where there is none.
};

/// What `check` found.
struct IntegrityReport {
    std::size_t people = 0;
    std::size_t photos = 0;
    std::size_t renditions = 0;
    std::size_t thumbnails = 0;
    std::size_t accounts = 0;
    std::size_t items = 0; ///< In mailboxes.
    std::size_t attachments = 0;
    std::vector<std::string> problems; ///< Empty when all is well.
};

/// Several processes may have the same directory open at once; any thread may use the stores.
/// The references that it gives out live as long as it does.
class DataDirectory {
public:
    /// Opens, and brings the database to this program's schema, in one transaction.
    /// Errors: item_not_found; invalid_operation when the database is newer than the program (it is left
    /// alone) or is no database of likeness; internal_server_transient_error with what the system said.
    static Result<std::unique_ptr<DataDirectory>> open(std::filesystem::path const& folder, OpenMode mode);

    virtual ~DataDirectory() = default;

    virtual PhotoStore& photos() = 0;
    virtual LocalDirectory& people() = 0;
    virtual DirectoryMirror& mirror() = 0;
    virtual Accounts& accounts() = 0;
    virtual MailboxStore& mailboxes() = 0;

    /// A feed of its own for each caller.
    virtual Result<std::unique_ptr<ChangeFeed>> open_change_feed() = 0;

    /// Keys entity tags and caches; the same for every process that opens this directory.
    virtual base::SecretKey const& key() const = 0;

    /// Reads everything once: SQLite's own check, every rendition a picture with the entity tag that its
    /// bytes have (`tag_of` computes it), no photo without a person, every photo with its sizes, every item readable and counted.
    virtual Result<IntegrityReport> check(
        std::function<std::string(PersonId const&, bool from_directory, base::ByteView)> const& tag_of)
        = 0;
};

}
