// ItemColumns: of many items a few values each, side by side in memory, so that a search looks at nothing else.
#pragma once

#include "core/items/item_encoding.hpp"
#include "storage/sqlite/item_rows.hpp"

#include <compare>
#include <cstring>
#include <memory>
#include <string>

namespace likeness::storage {

/// In which form values are kept: whatever a search folds away is folded once.
enum class Form : std::uint8_t { as_written, case_folded, name_folded, number };

struct ColumnKey {
    Slot slot = Slot::file_as;
    Form form = Form::number;

    friend bool operator==(ColumnKey const&, ColumnKey const&) = default;
    friend auto operator<=>(ColumnKey const&, ColumnKey const&) = default;
};

/// The column by which items are sorted, and that tells whether there is a value; nullopt for a slot of which there is
/// none: bodies, lists, and what is no value.
std::optional<ColumnKey> sorting_column(Slot slot);

/// A value of each row. Dates count seconds, and truths are 0 and 1.
class Column {
public:
    explicit Column(ColumnKey key);

    /// The value of the next row. What is of another type than the slot's, or would not fit, spoils the column.
    void add(std::optional<SlotValue> const& value);

    /// Whether the value is of the slot's type, or absent.
    bool takes(std::optional<SlotValue> const& value) const { return !value || value->index() == kind_; }

    bool is_spoiled() const { return is_spoiled_; }
    std::size_t kind() const { return kind_; } ///< Of a number: which of SlotValue's alternatives.
    bool has(std::size_t row) const { return there_[row] != 0; }
    std::string_view text(std::size_t row) const ///< "" where there is none.
    {
        auto const begin = row == 0 ? 0 : ends_[row - 1];
        return { texts_.data() + begin, ends_[row] - begin };
    }
    std::int64_t number(std::size_t row) const { return numbers_[row]; } ///< 0 where there is none.
    std::size_t bytes() const;

    /// Calls `found(row)` for each row whose text contains `part`, which is not empty.
    template <class Found> void for_each_containing(std::string_view part, Found&& found) const;

    /// How rows are sorted, as sort_key has it. In: a value that it takes.
    std::strong_ordering compare(std::size_t row, std::size_t other) const;
    std::strong_ordering compare(std::size_t row, std::optional<SlotValue> const& value) const;

private:
    ColumnKey key_;
    std::size_t kind_;
    bool is_spoiled_ = false;
    std::vector<std::uint8_t> there_;
    std::string texts_;
    std::vector<std::uint32_t> ends_; // Of the texts, by row.
    std::vector<std::int64_t> numbers_;
};

/// Rows are the items of a folder at one moment, by number; columns are read when they are first asked for.
/// One thread at a time.
class ItemColumns {
public:
    ItemColumns(MailboxRow mailbox, FolderNumber folder)
        : mailbox_(mailbox)
        , folder_(folder)
    {
    }

    /// Forgets everything, and learns which items there are now.
    Result<void> read_numbers(Connection& connection);

    /// Reads those that are missing, in one pass over the items. An item that has gone meanwhile has no values.
    Result<void> read(Connection& connection, std::span<ColumnKey const> keys);

    /// Calls `look(row, item)` for each row whose item is there, with these slots or, for nullopt, with everything.
    template <class Look>
    Result<void> scan(Connection& connection, std::optional<SlotSet> const& wanted, Look&& look) const;

    std::size_t rows() const { return numbers_.size(); }
    ItemNumber number(std::size_t row) const { return numbers_[row]; }
    std::optional<std::size_t> row_of(ItemNumber number) const;

    /// nullptr for one that was not read, or is spoiled.
    Column const* find(ColumnKey const& key) const;
    std::size_t bytes() const;

private:
    Rows select_items(Connection& connection) const;

    MailboxRow mailbox_;
    FolderNumber folder_;
    std::vector<ItemNumber> numbers_;
    std::map<ColumnKey, Column> columns_;
};

// All texts are looked through as one; what goes over the end of a text is in none.
template <class Found> void Column::for_each_containing(std::string_view part, Found&& found) const
{
    auto const* const begin = texts_.data();
    std::size_t row = 0;
    for (std::size_t at = 0; at < texts_.size();) {
        auto const* const hit = ::memmem(begin + at, texts_.size() - at, part.data(), part.size());
        if (!hit) return;
        auto const where = static_cast<std::size_t>(static_cast<char const*>(hit) - begin);
        while (ends_[row] <= where) ++row;
        bool const is_within = where + part.size() <= ends_[row];
        if (is_within) found(row);
        at = is_within ? ends_[row] : where + 1;
    }
}

template <class Look>
Result<void> ItemColumns::scan(
    Connection& connection, std::optional<SlotSet> const& wanted, Look&& look) const
{
    std::size_t row = 0;
    auto rows = select_items(connection);
    return for_each_row(rows, [&](Rows const& one) -> Result<void> {
        auto item = item_head_at(one);
        while (row < numbers_.size() && numbers_[row] < item.number) ++row;
        if (row == numbers_.size() || numbers_[row] != item.number) return {};
        auto const bytes = one.text(item_content_column);
        auto content = wanted ? decode_slots(bytes, *wanted) : decode_item(bytes);
        if (!content) return tl::unexpected(content.error());
        item.content = std::move(*content);
        look(row, item);
        return {};
    });
}

}
