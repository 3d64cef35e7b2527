#include "storage/sqlite/item_search.hpp"

#include "core/items/limits.hpp"

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

}

Result<ItemPage> find_in_folder(Connection& connection, MailboxRow mailbox, ItemSearch const& search)
{
    if (search.most > limits::find_items_max) return fail(Code::invalid_request);
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
