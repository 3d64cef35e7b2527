// Theory: a filter is a tree whose leaves each look at one property. Each leaf makes a mask of its column in one loop,
// and the tree combines masks. A leaf without a column is judged by likeness::matches, all such leaves in one pass.
#include "storage/sqlite/column_filter.hpp"

#include "base/utf8.hpp"

namespace likeness::storage {

namespace {

using Ignoring = Containment::Ignoring;
using Relation = Comparison::Relation;

Form form_of(Ignoring ignoring)
{
    switch (ignoring) {
    case Ignoring::nothing: return Form::as_written;
    case Ignoring::letter_case: return Form::case_folded;
    case Ignoring::accents:
    case Ignoring::letter_case_and_accents: return Form::name_folded;
    }
    return Form::as_written;
}

// The column of the operand, with texts in this form; nullopt where there can be none.
std::optional<ColumnKey> column_of(FilterOperand const& operand, Form texts)
{
    auto const* const slot = std::get_if<Slot>(&operand);
    auto column = slot ? sorting_column(*slot) : std::nullopt;
    if (column && column->form != Form::number) column->form = texts;
    return column;
}

struct ColumnOfLeaf {
    std::optional<ColumnKey> operator()(FilterCombination const&) const { return std::nullopt; }
    std::optional<ColumnKey> operator()(FilterComparison const& comparison) const
    {
        auto const* const constant = std::get_if<SlotValue>(&comparison.other);
        if (!constant) return std::nullopt;
        auto const* const text = std::get_if<std::string>(constant);
        // Numbers in texts compare as numbers: they are looked for in what was written.
        auto const column
            = column_of(comparison.of, text && is_number(*text) ? Form::as_written : Form::case_folded);
        bool const is_text = column && column->form != Form::number;
        return is_text == (text != nullptr) ? column : std::nullopt;
    }
    std::optional<ColumnKey> operator()(FilterContainment const& containment) const
    {
        return column_of(containment.of, form_of(containment.ignoring));
    }
    std::optional<ColumnKey> operator()(FilterExistence const& existence) const
    {
        return column_of(existence.of, Form::name_folded);
    }
    std::optional<ColumnKey> operator()(FilterBitsExcluded const& excluded) const
    {
        return column_of(excluded.of, Form::name_folded);
    }
};

std::optional<ColumnKey> column_of_leaf(ItemFilter const& leaf)
{
    return std::visit(ColumnOfLeaf {}, leaf.is);
}

// Which slots judging the leaf takes; nullopt where it takes more than slots.
struct SlotsOfLeaf {
    std::optional<SlotSet> operator()(FilterCombination const&) const { return std::nullopt; }
    std::optional<SlotSet> operator()(FilterComparison const& comparison) const
    {
        auto slots = of_operand(comparison.of);
        auto const* const other = std::get_if<FilterOperand>(&comparison.other);
        auto const others = other ? of_operand(*other) : std::optional(SlotSet());
        return slots && others ? std::optional(*slots | *others) : std::nullopt;
    }
    std::optional<SlotSet> operator()(auto const& leaf) const { return of_operand(leaf.of); }

    static std::optional<SlotSet> of_operand(FilterOperand const& operand)
    {
        auto const* const slot = std::get_if<Slot>(&operand);
        if (!slot) return std::nullopt;
        SlotSet slots;
        add(slots, *slot);
        return slots;
    }
};

template <class Visit> void for_each_leaf(ItemFilter const& filter, Visit&& visit)
{
    if (auto const* const combination = std::get_if<FilterCombination>(&filter.is))
        for (auto const& part : combination->parts) for_each_leaf(part, visit);
    else
        visit(filter);
}

template <class Holds> RowMask mask_of(std::size_t rows, Holds&& holds_for)
{
    RowMask mask(rows);
    for (std::size_t row = 0; row < rows; ++row) mask[row] = holds_for(row) ? 1 : 0;
    return mask;
}

// The mask of one leaf; nullopt where the column is of another type than the constant.
class LeafMask {
public:
    LeafMask(Column const& column, ColumnKey const& key, std::size_t rows)
        : column_(column)
        , key_(key)
        , rows_(rows)
    {
    }

    std::optional<RowMask> operator()(FilterCombination const&) const { return std::nullopt; }
    std::optional<RowMask> operator()(FilterComparison const& comparison) const
    {
        auto const& constant = std::get<SlotValue>(comparison.other);
        if (constant.index() != column_.kind()) return std::nullopt;
        auto const* const text = std::get_if<std::string>(&constant);
        if (text && key_.form == Form::as_written)
            return compared(comparison.relation,
                [&](std::size_t row) { return order_of_texts(column_.text(row), *text); });
        if (text) return compared_folded(comparison.relation, base::fold_case(*text));
        Column one(key_);
        one.add(constant);
        return compared(
            comparison.relation, [&](std::size_t row) { return column_.number(row) <=> one.number(0); });
    }
    std::optional<RowMask> operator()(FilterContainment const& containment) const
    {
        if (key_.form == Form::number) return RowMask(rows_);
        auto const part = folded(containment.constant, containment.ignoring);
        if (containment.mode == Containment::Mode::substring && !part.empty()) {
            RowMask mask(rows_);
            column_.for_each_containing(part, [&](std::size_t row) { mask[row] = 1; });
            return mask;
        }
        return mask_of(rows_, [&](std::size_t row) {
            return column_.has(row) && holds_part(column_.text(row), part, containment.mode);
        });
    }
    std::optional<RowMask> operator()(FilterExistence const&) const
    {
        return mask_of(rows_, [&](std::size_t row) { return column_.has(row); });
    }
    std::optional<RowMask> operator()(FilterBitsExcluded const& excluded) const
    {
        constexpr std::size_t integers = SlotValue(std::int32_t()).index();
        if (column_.kind() != integers) return RowMask(rows_);
        return mask_of(rows_, [&](std::size_t row) {
            return column_.has(row) && (static_cast<std::uint32_t>(column_.number(row)) & excluded.bits) == 0;
        });
    }

private:
    RowMask compared_folded(Relation relation, std::string_view constant) const
    {
        // Mostly asked for, and cheap: texts of another length are not looked at.
        if (relation == Relation::equal)
            return mask_of(
                rows_, [&](std::size_t row) { return column_.has(row) && column_.text(row) == constant; });
        return compared(relation, [&](std::size_t row) { return column_.text(row) <=> constant; });
    }
    template <class Order> RowMask compared(Relation relation, Order&& order_of) const
    {
        bool const of_absent = relation == Relation::not_equal;
        return mask_of(rows_,
            [&](std::size_t row) { return column_.has(row) ? holds(relation, order_of(row)) : of_absent; });
    }

    Column const& column_;
    ColumnKey const& key_;
    std::size_t rows_;
};

class FilterRun {
public:
    FilterRun(ItemColumns const& columns)
        : columns_(columns)
    {
    }

    // Masks of all leaves.
    Result<void> look_at_leaves(Connection& connection, ItemFilter const& filter)
    {
        std::vector<ItemFilter const*> without_column;
        for_each_leaf(filter, [&](ItemFilter const& leaf) {
            auto mask = mask_by_column(leaf);
            if (!mask) without_column.push_back(&leaf);
            masks_[&leaf] = mask ? std::move(*mask) : RowMask(columns_.rows());
        });
        if (without_column.empty()) return {};
        std::optional<SlotSet> wanted { std::in_place };
        for (auto const* const leaf : without_column) {
            auto const slots = std::visit(SlotsOfLeaf {}, leaf->is);
            wanted = wanted && slots ? std::optional(*wanted | *slots) : std::nullopt;
        }
        return columns_.scan(connection, wanted, [&](std::size_t row, StoredItem const& item) {
            for (auto const* const leaf : without_column) masks_[leaf][row] = matches(*leaf, item) ? 1 : 0;
        });
    }

    RowMask run(ItemFilter const& filter)
    {
        auto const* const combination = std::get_if<FilterCombination>(&filter.is);
        if (!combination) return std::move(masks_.at(&filter));
        bool const is_all = combination->how == Combination::How::all;
        RowMask mask(columns_.rows(), is_all ? 1 : 0);
        for (auto const& part : combination->parts) {
            auto const other = run(part);
            for (std::size_t row = 0; row < mask.size(); ++row)
                mask[row] = is_all ? mask[row] & other[row] : mask[row] | other[row];
        }
        if (combination->how == Combination::How::none)
            for (auto& one : mask) one ^= 1;
        return mask;
    }

private:
    std::optional<RowMask> mask_by_column(ItemFilter const& leaf) const
    {
        auto const key = column_of_leaf(leaf);
        auto const* const column = key ? columns_.find(*key) : nullptr;
        if (!column) return std::nullopt;
        return std::visit(LeafMask(*column, *key, columns_.rows()), leaf.is);
    }

    ItemColumns const& columns_;
    std::map<ItemFilter const*, RowMask> masks_;
};

}

Result<RowMask> matching_rows(Connection& connection, ItemColumns& columns, ItemFilter const& filter)
{
    std::vector<ColumnKey> keys;
    for_each_leaf(filter, [&](ItemFilter const& leaf) {
        if (auto const key = column_of_leaf(leaf)) keys.push_back(*key);
    });
    if (auto const read = columns.read(connection, keys); !read) return tl::unexpected(read.error());
    FilterRun run(columns);
    if (auto const looked = run.look_at_leaves(connection, filter); !looked)
        return tl::unexpected(looked.error());
    return run.run(filter);
}

}
