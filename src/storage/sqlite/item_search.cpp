#include "storage/sqlite/item_search.hpp"

#include "core/items/limits.hpp"
#include "storage/limits.hpp"

#include <algorithm>

namespace likeness::storage {

namespace {

constexpr Sql select_items_of_folder { "SELECT " ITEM_COLUMNS
                                       R"( FROM items AS item INDEXED BY items_by_folder
    WHERE item.mailbox = ?1 AND item.folder = ?2 ORDER BY item.id)" };

struct Found {
    std::vector<std::string> keys; // One for each of the order.
    StoredItem item;
};

bool comes_before(Found const& left, Found const& right, std::span<ItemOrder const> orders)
{
    for (std::size_t n = 0; n < orders.size(); ++n)
        if (left.keys[n] != right.keys[n]) return (left.keys[n] < right.keys[n]) != orders[n].descending;
    return left.item.number < right.item.number;
}

Found with_keys(StoredItem&& item, std::span<ItemOrder const> orders)
{
    Found found { {}, std::move(item) };
    for (auto const& order : orders) found.keys.push_back(sort_key(found.item, order.by));
    return found;
}

// Looks at every item of the folder.
Result<ItemPage> find_by_looking(Connection& connection, MailboxRow mailbox, ItemSearch const& search)
{
    std::vector<Found> all;
    auto rows = connection.query(select_items_of_folder, mailbox, search.folder);
    auto const read = for_each_row(rows, [&](Rows const& row) {
        return item_at(row).map([&](StoredItem&& item) {
            if (!search.filter || matches(*search.filter, item))
                all.push_back(with_keys(std::move(item), search.order));
        });
    });
    if (!read) return tl::unexpected(read.error());
    std::ranges::sort(
        all, [&](Found const& one, Found const& other) { return comes_before(one, other, search.order); });

    auto const skipped = std::min(search.offset, all.size());
    auto const count = std::min(search.most, all.size() - skipped);
    ItemPage page { {}, search.from_end ? all.size() - skipped - count : skipped, all.size() };
    for (auto n = page.first; n < page.first + count; ++n) page.items.push_back(std::move(all[n].item));
    return page;
}

}

SearchSizes::SearchSizes()
    : bytes_max(limits::search_memory_bytes_max)
{
}

Result<ItemPage> ItemSearches::find(PersonId const& owner, ItemSearch const& search)
{
    if (search.most > limits::find_items_max) return fail(Code::invalid_request);
    return database_.read([&](Connection& connection) -> Result<ItemPage> {
        auto const mailbox = find_mailbox(connection, owner);
        if (!mailbox) return tl::unexpected(mailbox.error());
        if (!*mailbox) return ItemPage();
        auto const state = read_folder_state(connection, (*mailbox)->row, search.folder);
        if (!state) return tl::unexpected(state.error());
        if (state->items >= sizes_.viewed_from) return find_by_view(connection, (*mailbox)->row, search);
        return in_transaction(connection, begin_reading,
            [&](Connection& reader) { return find_by_looking(reader, (*mailbox)->row, search); });
    });
}

// Who waits for a view of a folder waits for as long as another search in it takes.
Result<ItemPage> ItemSearches::find_by_view(
    Connection& connection, MailboxRow mailbox, ItemSearch const& search)
{
    Key const key { mailbox, search.folder };
    auto const view = view_of(key);
    std::unique_lock lock(view->mutex);
    auto page = in_transaction(connection, begin_reading, [&](Connection& reader) -> Result<ItemPage> {
        auto const state = read_folder_state(reader, mailbox, search.folder);
        if (!state) return tl::unexpected(state.error());
        if (state->items == 0) return ItemPage();
        auto found = view->find(reader, *state, search);
        if (!found) return tl::unexpected(found.error());
        if (*found) return std::move(**found);
        return find_by_looking(reader, mailbox, search);
    });
    auto const bytes = view->bytes();
    lock.unlock();
    keep_within_bounds(key, bytes);
    return page;
}

std::shared_ptr<FolderView> ItemSearches::view_of(Key const& key)
{
    std::lock_guard const lock(mutex_);
    auto const known = std::ranges::find(kept_, key, &Kept::key);
    if (known != kept_.end()) {
        std::rotate(known, known + 1, kept_.end());
        return kept_.back().view;
    }
    kept_.push_back({ key, std::make_shared<FolderView>(key.first, key.second, sizes_.changes_max) });
    return kept_.back().view;
}

void ItemSearches::keep_within_bounds(Key const& used, std::size_t bytes)
{
    std::lock_guard const lock(mutex_);
    if (auto const known = std::ranges::find(kept_, used, &Kept::key); known != kept_.end())
        known->bytes = bytes;
    std::size_t sum = 0;
    for (auto const& one : kept_) sum += one.bytes;
    while (sum > sizes_.bytes_max) {
        sum -= kept_.front().bytes;
        kept_.erase(kept_.begin());
    }
}

}
