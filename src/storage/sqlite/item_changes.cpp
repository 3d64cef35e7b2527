#include "storage/sqlite/item_changes.hpp"

#include "core/items/limits.hpp"

namespace likeness::storage {

namespace {

constexpr Sql select_folder_state {
    "SELECT items, change FROM folder_states WHERE mailbox = ?1 AND folder = ?2"
};
// The index has the rows of a folder by id: the items by their numbers.
constexpr Sql select_listed { "SELECT " ITEM_COLUMNS R"( FROM items AS item INDEXED BY items_by_folder
    WHERE item.mailbox = ?1 AND item.folder = ?2 AND item.id > ?3 AND item.entered <= ?4
    ORDER BY item.id LIMIT ?5)" };
constexpr Sql select_changed { "SELECT " ITEM_COLUMNS R"( FROM items AS item INDEXED BY items_by_change
    WHERE item.mailbox = ?1 AND item.folder = ?2 AND item.change > ?3 ORDER BY item.change LIMIT ?4)" };
constexpr Sql select_removed { R"(
    SELECT change, number FROM removed_items
    WHERE mailbox = ?1 AND folder = ?2 AND change > ?3 AND entered <= ?4 ORDER BY change LIMIT ?5)" };

Result<std::vector<StoredItem>> read_all(Rows rows)
{
    std::vector<StoredItem> items;
    auto const read = for_each_row(rows, [&](Rows const& row) {
        return item_at(row).map([&](StoredItem&& item) { items.push_back(std::move(item)); });
    });
    if (!read) return tl::unexpected(read.error());
    return items;
}

// Listed for the first time: by number, whatever has changed since the list was begun.
Result<ItemChangesSince> list_on(
    Connection& connection, MailboxRow mailbox, FolderNumber folder, ItemsPoint const& from, std::size_t most)
{
    auto items = read_all(connection.query(select_listed, mailbox, folder,
        item_row(mailbox, std::min(*from.listed, item_number_max)), as_stored(from.change), most + 1));
    if (!items) return tl::unexpected(items.error());
    ItemChangesSince answer { .changes = {}, .point = from, .is_last = items->size() <= most };
    if (!answer.is_last) items->pop_back();
    for (auto& item : *items) {
        answer.point.listed = item.number;
        answer.changes.push_back({ ItemChange::Kind::created, item.number, std::move(item) });
    }
    if (answer.is_last) answer.point.listed.reset();
    return answer;
}

// Both are sorted by change.
std::vector<std::pair<ChangeNumber, ItemChange>> merged(
    std::vector<StoredItem> changed, std::vector<RemovedItem> const& removed, ChangeNumber since)
{
    std::vector<std::pair<ChangeNumber, ItemChange>> all;
    for (auto& item : changed) {
        auto const kind = item.entered > since ? ItemChange::Kind::created : ItemChange::Kind::updated;
        auto const change = item.change;
        all.emplace_back(change, ItemChange { kind, item.number, std::move(item) });
    }
    for (auto const& [change, number] : removed)
        all.emplace_back(change, ItemChange { ItemChange::Kind::removed, number, std::nullopt });
    std::ranges::sort(all, {}, [](auto const& one) { return one.first; });
    return all;
}

Result<ItemChangesSince> follow(Connection& connection, MailboxCounters const& mailbox, FolderNumber folder,
    ChangeNumber since, std::size_t most)
{
    ItemChangesSince answer { .changes = {}, .point = { mailbox.head, std::nullopt }, .is_last = true };
    auto const state = read_folder_state(connection, mailbox.row, folder);
    if (!state) return tl::unexpected(state.error());
    if (state->change <= since) return answer;

    auto changed = read_changed_items(connection, mailbox.row, folder, since, most + 1);
    if (!changed) return tl::unexpected(changed.error());
    auto const removed = read_removed_items(connection, mailbox.row, folder, since, since, most + 1);
    if (!removed) return tl::unexpected(removed.error());
    auto all = merged(std::move(*changed), *removed, since);
    answer.is_last = all.size() <= most;
    if (!answer.is_last) {
        all.resize(most);
        answer.point.change = all.back().first;
    }
    for (auto& [change, item] : all) answer.changes.push_back(std::move(item));
    return answer;
}

}

Result<FolderState> read_folder_state(Connection& connection, MailboxRow mailbox, FolderNumber folder)
{
    auto rows = connection.query(select_folder_state, mailbox, folder);
    return rows.next().map([&](bool found) {
        if (!found) return FolderState();
        return FolderState { static_cast<std::uint64_t>(rows.integer(0)),
            static_cast<ChangeNumber>(rows.integer(1)) };
    });
}

Result<std::vector<RemovedItem>> read_removed_items(Connection& connection, MailboxRow mailbox,
    FolderNumber folder, ChangeNumber since, ChangeNumber known, std::size_t most)
{
    std::vector<RemovedItem> items;
    auto rows = connection.query(select_removed, mailbox, folder, as_stored(since), as_stored(known), most);
    auto const read = for_each_row(rows, [&](Rows const& row) -> Result<void> {
        items.push_back(
            { static_cast<ChangeNumber>(row.integer(0)), static_cast<ItemNumber>(row.integer(1)) });
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    return items;
}

Result<std::vector<StoredItem>> read_changed_items(
    Connection& connection, MailboxRow mailbox, FolderNumber folder, ChangeNumber since, std::size_t most)
{
    return read_all(connection.query(select_changed, mailbox, folder, as_stored(since), most));
}

Result<ItemChangesSince> read_item_changes(Connection& connection, MailboxCounters const& mailbox,
    FolderNumber folder, std::optional<ItemsPoint> const& from, std::size_t most)
{
    if (most == 0 || most > limits::sync_changes_max) return fail(Code::invalid_request);
    auto const point = from.value_or(ItemsPoint { mailbox.head, 0 });
    if (point.change > mailbox.head) return fail(Code::invalid_sync_state_data);
    return point.listed ? list_on(connection, mailbox.row, folder, point, most)
                        : follow(connection, mailbox, folder, point.change, most);
}

}
