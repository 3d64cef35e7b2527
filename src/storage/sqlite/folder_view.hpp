// FolderView: what searches in one folder have read of it, kept for the next one.
#pragma once

#include "storage/sqlite/column_filter.hpp"
#include "storage/sqlite/item_changes.hpp"

#include <mutex>

namespace likeness::storage {

/// Columns as they were at one moment, and beside them all that has changed since. Whoever searches holds `mutex` from
/// before the reading transaction begins: so no search finds a view that is newer than what it reads.
class FolderView {
public:
    /// In: how many changed items are kept beside the columns before they are read anew.
    FolderView(MailboxRow mailbox, FolderNumber folder, std::size_t changes_max);

    std::mutex mutex;

    /// As MailboxStore::find. In: the folder's state within the transaction; a search whose `most` is allowed.
    /// nullopt for an order by what no column can hold.
    Result<std::optional<ItemPage>> find(
        Connection& connection, FolderState const& state, ItemSearch const& search);

    std::size_t bytes() const;

private:
    using Permutation = std::vector<std::uint32_t>; // Rows in some order.
    struct Place; // Of a changed item among the rows.

    Result<void> catch_up(Connection& connection, FolderState const& state);
    Result<void> read_anew(Connection& connection, FolderState const& state);
    void note(ItemNumber number, std::optional<StoredItem> item);

    /// nullopt: a column of the order is spoiled, or would be by what has changed.
    std::optional<std::vector<Column const*>> columns_of(std::span<ItemOrder const> orders) const;
    Permutation const& sorted(std::span<ItemOrder const> orders, std::vector<Column const*> const& columns);
    std::vector<Place> places_of_changed(
        ItemSearch const& search, Permutation const& rows, std::vector<Column const*> const& columns) const;
    Result<RowMask> found_rows(Connection& connection, ItemSearch const& search);
    std::vector<ItemNumber> numbers_of_page(ItemPage const& page, std::size_t count, Permutation const& rows,
        RowMask const& mask, std::span<Place const> changed) const;

    MailboxRow mailbox_;
    FolderNumber folder_;
    std::size_t changes_max_;
    bool is_read_ = false;
    ChangeNumber change_ = 0; // The folder's last one that is known.
    ItemColumns columns_;
    RowMask current_; // Rows whose item is still what it was.
    std::map<ItemNumber, StoredItem> changed_;
    std::size_t changes_ = 0; // Since the columns were read.
    std::uint64_t changed_bytes_ = 0;
    std::vector<std::pair<std::vector<ItemOrder>, Permutation>> sorted_; // The last that were asked for.
};

}
