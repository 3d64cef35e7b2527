// Theory: rows that have not changed are found by masks over columns, and stand sorted already; the few items that have
// changed since the columns were read are looked at one by one, and put in their places among the rows.
#include "storage/sqlite/folder_view.hpp"

#include "core/items/item_encoding.hpp"
#include "storage/limits.hpp"

#include <algorithm>
#include <numeric>

namespace likeness::storage {

namespace {

constexpr std::uint64_t changed_bytes_max = 4u << 20; // More is read again rather than kept.

std::strong_ordering turned(std::strong_ordering order, bool descending)
{
    return descending ? 0 <=> order : order;
}

Result<ItemPage> read_page(
    Connection& connection, MailboxRow mailbox, ItemPage page, std::span<ItemNumber const> numbers)
{
    auto items = read_items(connection, mailbox, numbers, WithAttachments::no);
    if (!items) return tl::unexpected(items.error());
    for (auto& item : *items) {
        if (!item) return fail(Code::internal_server_error, "", "an item that was found is not there");
        page.items.push_back(std::move(*item));
    }
    return page;
}

}

struct FolderView::Place {
    std::size_t before = 0; // So many rows, found or not, come first.
    std::vector<std::string> keys; // One for each of the order.
    ItemNumber number = 0;
};

FolderView::FolderView(MailboxRow mailbox, FolderNumber folder, std::size_t changes_max)
    : mailbox_(mailbox)
    , folder_(folder)
    , changes_max_(changes_max)
    , columns_(mailbox, folder)
{
}

Result<void> FolderView::read_anew(Connection& connection, FolderState const& state)
{
    is_read_ = false;
    changed_.clear();
    changes_ = 0;
    changed_bytes_ = 0;
    sorted_.clear();
    if (auto const read = columns_.read_numbers(connection); !read) return read;
    current_.assign(columns_.rows(), 1);
    change_ = state.change;
    is_read_ = true;
    return {};
}

void FolderView::note(ItemNumber number, std::optional<StoredItem> item)
{
    if (auto const row = columns_.row_of(number)) current_[*row] = 0;
    ++changes_;
    if (!item) {
        changed_.erase(number);
        return;
    }
    changed_bytes_ += encode(item->content).size();
    changed_.insert_or_assign(number, std::move(*item));
}

Result<void> FolderView::catch_up(Connection& connection, FolderState const& state)
{
    if (!is_read_) return read_anew(connection, state);
    if (state.change == change_) return {};
    auto const most = changes_max_ + 1;
    auto changed = read_changed_items(connection, mailbox_, folder_, change_, most);
    if (!changed) return tl::unexpected(changed.error());
    auto const removed = read_removed_items(connection, mailbox_, folder_, change_, change_, most);
    if (!removed) return tl::unexpected(removed.error());
    if (changes_ + changed->size() + removed->size() > changes_max_ || changed_bytes_ > changed_bytes_max)
        return read_anew(connection, state);
    for (auto& item : *changed) {
        auto const number = item.number;
        note(number, std::move(item));
    }
    for (auto const& gone : *removed) note(gone.number, std::nullopt);
    change_ = state.change;
    return {};
}

std::optional<std::vector<Column const*>> FolderView::columns_of(std::span<ItemOrder const> orders) const
{
    std::vector<Column const*> columns;
    for (auto const& order : orders) {
        auto const key = sorting_column(order.by);
        columns.push_back(key ? columns_.find(*key) : nullptr);
        if (!columns.back()) return std::nullopt;
        for (auto const& [number, item] : changed_)
            if (!columns.back()->takes(value_of(item, order.by))) return std::nullopt;
    }
    return columns;
}

FolderView::Permutation const& FolderView::sorted(
    std::span<ItemOrder const> orders, std::vector<Column const*> const& columns)
{
    auto const known = std::ranges::find_if(
        sorted_, [&](auto const& one) { return std::ranges::equal(one.first, orders); });
    if (known != sorted_.end()) return known->second;
    if (sorted_.size() >= limits::sort_orders_kept_max) sorted_.erase(sorted_.begin());
    Permutation rows(columns_.rows());
    std::iota(rows.begin(), rows.end(), 0u);
    std::ranges::sort(rows, [&](std::uint32_t one, std::uint32_t other) {
        for (std::size_t n = 0; n < orders.size(); ++n)
            if (auto const order = columns[n]->compare(one, other); order != 0)
                return turned(order, orders[n].descending) < 0;
        return one < other; // Rows are by number.
    });
    return sorted_.emplace_back(std::vector(orders.begin(), orders.end()), std::move(rows)).second;
}

std::vector<FolderView::Place> FolderView::places_of_changed(
    ItemSearch const& search, Permutation const& rows, std::vector<Column const*> const& columns) const
{
    std::vector<Place> places;
    for (auto const& [number, item] : changed_) {
        if (search.filter && !matches(*search.filter, item)) continue;
        Place place { .before = 0, .keys = {}, .number = number };
        std::vector<std::optional<SlotValue>> values;
        for (auto const& order : search.order) {
            place.keys.push_back(sort_key(item, order.by));
            values.push_back(value_of(item, order.by));
        }
        auto const comes_first = [&](std::uint32_t row) {
            for (std::size_t n = 0; n < columns.size(); ++n)
                if (auto const order = columns[n]->compare(row, values[n]); order != 0)
                    return turned(order, search.order[n].descending) < 0;
            return columns_.number(row) < number;
        };
        auto const after = std::ranges::partition_point(rows, comes_first);
        place.before = static_cast<std::size_t>(after - rows.begin());
        places.push_back(std::move(place));
    }
    std::ranges::sort(places, [&](Place const& one, Place const& other) {
        for (std::size_t n = 0; n < search.order.size(); ++n)
            if (one.keys[n] != other.keys[n])
                return (one.keys[n] < other.keys[n]) != search.order[n].descending;
        return one.number < other.number;
    });
    return places;
}

// Walks over the rows in their order, with the changed items in their places, as far as the page goes.
std::vector<ItemNumber> FolderView::numbers_of_page(ItemPage const& page, std::size_t count,
    Permutation const& rows, RowMask const& mask, std::span<Place const> changed) const
{
    std::vector<ItemNumber> numbers;
    auto next = changed.begin();
    std::size_t found = 0;
    auto const take = [&](ItemNumber number) {
        if (found++ >= page.first) numbers.push_back(number);
    };
    for (std::size_t n = 0; n <= rows.size(); ++n) {
        for (; next != changed.end() && next->before == n; ++next)
            if (numbers.size() < count) take(next->number);
        if (numbers.size() == count) break;
        if (n < rows.size() && mask[rows[n]] != 0) take(columns_.number(rows[n]));
    }
    return numbers;
}

Result<RowMask> FolderView::found_rows(Connection& connection, ItemSearch const& search)
{
    if (!search.filter) return current_;
    auto mask = matching_rows(connection, columns_, *search.filter);
    if (!mask) return mask;
    for (std::size_t row = 0; row < mask->size(); ++row) (*mask)[row] &= current_[row];
    return mask;
}

Result<std::optional<ItemPage>> FolderView::find(
    Connection& connection, FolderState const& state, ItemSearch const& search)
{
    if (auto const caught = catch_up(connection, state); !caught) return tl::unexpected(caught.error());
    std::vector<ColumnKey> keys;
    for (auto const& order : search.order)
        if (auto const key = sorting_column(order.by)) keys.push_back(*key);
    if (auto const read = columns_.read(connection, keys); !read) return tl::unexpected(read.error());
    auto const columns = columns_of(search.order);
    if (!columns) return std::nullopt;

    auto const mask = found_rows(connection, search);
    if (!mask) return tl::unexpected(mask.error());
    auto const& rows = sorted(search.order, *columns);
    auto const changed = places_of_changed(search, rows, *columns);
    auto const among_rows = static_cast<std::size_t>(std::ranges::count(*mask, std::uint8_t { 1 }));
    ItemPage page { .items = {}, .first = 0, .total = among_rows + changed.size() };
    auto const skipped = std::min(search.offset, page.total);
    auto const count = std::min(search.most, page.total - skipped);
    page.first = search.from_end ? page.total - skipped - count : skipped;
    return read_page(connection, mailbox_, page, numbers_of_page(page, count, rows, *mask, changed));
}

std::size_t FolderView::bytes() const
{
    auto sum = columns_.bytes() + current_.capacity() + changed_bytes_;
    for (auto const& [orders, rows] : sorted_) sum += rows.capacity() * sizeof(rows[0]);
    return sum;
}

}
