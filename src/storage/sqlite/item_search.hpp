// A page of a folder's items: MailboxStore::find.
#pragma once

#include "storage/sqlite/database.hpp"
#include "storage/sqlite/folder_view.hpp"

namespace likeness::storage {

/// When a search remembers what it has read. Tests take less.
struct SearchSizes {
    std::size_t viewed_from = 256; ///< Of a smaller folder every item is looked at each time.
    std::size_t changes_max = 512; ///< A view with more of them is read anew.
    std::size_t bytes_max; ///< Of all views; the one that was used longest ago goes.

    SearchSizes();
};

/// Any thread may call any member.
class ItemSearches {
public:
    ItemSearches(Database& database, SearchSizes const& sizes)
        : database_(database)
        , sizes_(sizes)
    {
    }

    /// As MailboxStore::find; its errors are the database's.
    Result<ItemPage> find(PersonId const& owner, ItemSearch const& search);

private:
    using Key = std::pair<MailboxRow, FolderNumber>;
    struct Kept {
        Key key;
        std::shared_ptr<FolderView> view;
        std::size_t bytes = 0; // When it was used last.
    };

    Result<ItemPage> find_by_view(Connection& connection, MailboxRow mailbox, ItemSearch const& search);
    std::shared_ptr<FolderView> view_of(Key const& key);
    void keep_within_bounds(Key const& used, std::size_t bytes);

    Database& database_;
    SearchSizes const sizes_;
    std::mutex mutex_;
    std::vector<Kept> kept_; // The one that was used last is the last.
};

}
