#include "storage/sqlite/item_columns.hpp"

#include "base/utf8.hpp"
#include "storage/limits.hpp"

#include <algorithm>

namespace likeness::storage {

namespace {

constexpr Sql select_items_of_folder { "SELECT " ITEM_COLUMNS
                                       R"( FROM items AS item INDEXED BY items_by_folder
    WHERE item.mailbox = ?1 AND item.folder = ?2 ORDER BY item.id)" };
constexpr Sql select_numbers {
    "SELECT id FROM items INDEXED BY items_by_folder WHERE mailbox = ?1 AND folder = ?2 ORDER BY id"
};

using Kind = SlotDescription::Kind;

// Which of SlotValue's alternatives a value of the row is; nullopt where it is none for a column.
std::optional<std::size_t> alternative_of(Slot slot)
{
    auto const* const row = describe(slot);
    if (!row) return std::nullopt;
    switch (row->kind) {
    case Kind::text: return 0;
    case Kind::date: return 2;
    case Kind::boolean: return 3;
    case Kind::integer:
    case Kind::enumerated: return 4;
    case Kind::body:
    case Kind::texts:
    case Kind::binaries:
    case Kind::identifier:
    case Kind::complex: break;
    }
    return std::nullopt;
}

std::string in_form(std::string const& text, Form form)
{
    if (form == Form::case_folded) return base::fold_case(text);
    if (form == Form::name_folded) return base::fold_name(text);
    return text;
}

struct AsNumber {
    std::int64_t operator()(base::Seconds time) const { return time.time_since_epoch().count(); }
    std::int64_t operator()(bool truth) const { return truth ? 1 : 0; }
    std::int64_t operator()(std::int32_t number) const { return number; }
    std::int64_t operator()(auto const&) const { return 0; }
};

}

std::optional<ColumnKey> sorting_column(Slot slot)
{
    auto const alternative = alternative_of(slot);
    if (!alternative) return std::nullopt;
    return ColumnKey { slot, *alternative == 0 ? Form::name_folded : Form::number };
}

Column::Column(ColumnKey key)
    : key_(key)
    , kind_(alternative_of(key.slot).value_or(0))
{
}

void Column::add(std::optional<SlotValue> const& value)
{
    if (!takes(value)) is_spoiled_ = true;
    if (texts_.size() > limits::column_bytes_max) is_spoiled_ = true;
    if (is_spoiled_) {
        texts_ = {};
        return;
    }
    there_.push_back(value ? 1 : 0);
    if (key_.form == Form::number) {
        numbers_.push_back(value ? std::visit(AsNumber {}, *value) : 0);
        return;
    }
    if (value) texts_ += in_form(std::get<std::string>(*value), key_.form);
    ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
}

std::size_t Column::bytes() const
{
    return there_.capacity() + texts_.capacity() + ends_.capacity() * sizeof(std::uint32_t)
        + numbers_.capacity() * sizeof(std::int64_t);
}

// What is absent comes before all numbers, and with the empty text.
std::strong_ordering Column::compare(std::size_t row, std::size_t other) const
{
    if (key_.form != Form::number) return text(row) <=> text(other);
    return std::pair(has(row), number(row)) <=> std::pair(has(other), number(other));
}

std::strong_ordering Column::compare(std::size_t row, std::optional<SlotValue> const& value) const
{
    if (key_.form == Form::number)
        return std::pair(has(row), number(row))
            <=> std::pair(value.has_value(), value ? std::visit(AsNumber {}, *value) : 0);
    auto const* const written = value ? std::get_if<std::string>(&*value) : nullptr;
    return text(row) <=> std::string_view(written ? in_form(*written, key_.form) : std::string());
}

Rows ItemColumns::select_items(Connection& connection) const
{
    return connection.query(select_items_of_folder, mailbox_, folder_);
}

Result<void> ItemColumns::read_numbers(Connection& connection)
{
    numbers_.clear();
    columns_.clear();
    auto rows = connection.query(select_numbers, mailbox_, folder_);
    return for_each_row(rows, [&](Rows const& row) -> Result<void> {
        numbers_.push_back(number_of(row.integer(0)));
        return {};
    });
}

Result<void> ItemColumns::read(Connection& connection, std::span<ColumnKey const> keys)
{
    std::map<ColumnKey, Column> fresh;
    SlotSet wanted;
    for (auto const& key : keys) {
        if (columns_.contains(key)) continue;
        fresh.try_emplace(key, key);
        add(wanted, key.slot);
    }
    if (fresh.empty()) return {};
    std::size_t next = 0;
    auto const skip_to = [&](std::size_t row) {
        for (; next < row; ++next)
            for (auto& [key, column] : fresh) column.add(std::nullopt);
    };
    auto const scanned = scan(connection, wanted, [&](std::size_t row, StoredItem const& item) {
        skip_to(row);
        for (auto& [key, column] : fresh) column.add(value_of(item, key.slot));
        next = row + 1;
    });
    if (!scanned) return scanned;
    skip_to(rows());
    columns_.merge(fresh);
    return {};
}

std::optional<std::size_t> ItemColumns::row_of(ItemNumber number) const
{
    auto const found = std::ranges::lower_bound(numbers_, number);
    if (found == numbers_.end() || *found != number) return std::nullopt;
    return static_cast<std::size_t>(found - numbers_.begin());
}

Column const* ItemColumns::find(ColumnKey const& key) const
{
    auto const found = columns_.find(key);
    return found == columns_.end() || found->second.is_spoiled() ? nullptr : &found->second;
}

std::size_t ItemColumns::bytes() const
{
    auto sum = numbers_.capacity() * sizeof(ItemNumber);
    for (auto const& [key, column] : columns_) sum += column.bytes();
    return sum;
}

}
