// Random operations on two mailbox stores, one of which is the model of the other.
#pragma once

#include "storage/mailbox_samples.hpp"

#include <gtest/gtest.h>
#include <random>

namespace likeness::test {

/// Whether two answers are the same: fail with one code, or hold the same.
template <class Value> struct Same {
    bool operator()(Value const& one, Value const& other) const { return one == other; }
};
template <class Value> struct Same<Result<Value>> {
    bool operator()(Result<Value> const& one, Result<Value> const& other) const
    {
        if (!one || !other) return !one && !other && one.error().code == other.error().code;
        if constexpr (std::is_void_v<Value>)
            return true;
        else
            return Same<Value>()(*one, *other);
    }
};
template <class Value> struct Same<std::vector<Result<Value>>> {
    bool operator()(std::vector<Result<Value>> const& one, std::vector<Result<Value>> const& other) const
    {
        return std::ranges::equal(one, other, Same<Result<Value>>());
    }
};

/// What a random operation is about is drawn from small sets, so that it often is about something that is there.
class Dice {
public:
    explicit Dice(std::uint32_t seed)
        : random_(seed)
    {
    }

    std::uint32_t below(std::size_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
    bool one_in(std::size_t limit) { return below(limit) == 0; }

    template <class Value, std::size_t count> Value const& any(std::array<Value, count> const& values)
    {
        return values[below(count)];
    }

    FolderNumber folder()
    {
        return any(std::array<FolderNumber, 7> {
            12, 12, 12, 5, first_made_folder, first_made_folder + 1, first_made_folder + 2 });
    }
    ItemNumber item(ItemNumber last) { return 1 + below(last + 1); }

    std::string text()
    {
        return any(std::array<std::string, 14> { "", "Alpha", "ALPHA beta", "b\xC3\xA9ta", "Beta",
            "beta-gamma", "12", "3", "012",
            "Stra\xC3\x9F"
            "e",
            "STRASSE", "alphabet", "x@contoso.com", "Gamma, Alpha" });
    }

    ItemContent content()
    {
        ItemContent content;
        content.kind = one_in(8) ? ItemKind::distribution_list : ItemKind::contact;
        for (auto const slot : { Slot::display_name, Slot::surname, Slot::company_name, Slot::email_address1,
                 Slot::body, Slot::item_class })
            if (one_in(2)) content.slots.put(slot, text());
        if (one_in(2)) content.slots.put(Slot::categories, Texts { text(), text() });
        if (one_in(3)) content.slots.put(Slot::birthday, time());
        if (one_in(3)) content.slots.put(Slot::importance, static_cast<std::int32_t>(below(3)));
        if (one_in(3)) content.slots.put(Slot::reminder_is_set, one_in(2));
        if (one_in(3)) content.put({ own_property(), { text() } });
        // As a client may have written it that knew the property under another type.
        if (one_in(40)) content.slots.put(Slot::surname, std::int32_t { 7 });
        return content;
    }

    static ExtendedFieldPath own_property() { return { .tag = "0x10f3", .type = "String" }; }

    NewAttachment attachment() { return one_in(2) ? photo(text(), below(9)) : file(text(), below(9)); }

    ItemFilter filter(int depth = 2)
    {
        if (depth > 0 && one_in(2)) {
            FilterCombination combination { static_cast<Combination::How>(below(3)), {} };
            for (auto count = 1 + below(2); count > 0; --count)
                combination.parts.push_back(filter(depth - 1));
            return { std::move(combination) };
        }
        switch (below(4)) {
        case 0:
            return { FilterComparison { static_cast<Comparison::Relation>(below(6)), operand(), other() } };
        case 1:
            return { FilterContainment { static_cast<Containment::Mode>(below(5)),
                static_cast<Containment::Ignoring>(below(4)), operand(), text() } };
        case 2: return { FilterExistence { operand() } };
        default: return { FilterBitsExcluded { operand(), below(4) } };
        }
    }

    std::vector<ItemOrder> order()
    {
        std::vector<ItemOrder> order;
        for (auto count = below(3); count > 0; --count)
            order.push_back({ any(std::array { Slot::display_name, Slot::surname, Slot::company_name,
                                  Slot::date_time_created, Slot::last_modified_time, Slot::size, Slot::number,
                                  Slot::item_class }),
                one_in(2) });
        return order;
    }

    ItemSearch search()
    {
        ItemSearch search { .folder = folder(),
            .order = order(),
            .offset = one_in(2) ? 0 : below(8),
            .most = below(12),
            .from_end = one_in(3) };
        if (!one_in(3)) search.filter = filter();
        return search;
    }

    base::Seconds time() { return noon + std::chrono::minutes(below(50)); }
    Stamp stamp() { return { time(), text() }; }

private:
    FilterOperand operand()
    {
        if (one_in(8)) return own_property();
        return any(std::array { Slot::display_name, Slot::surname, Slot::company_name, Slot::email_address1,
            Slot::body, Slot::categories, Slot::birthday, Slot::importance, Slot::reminder_is_set,
            Slot::has_picture, Slot::has_attachments, Slot::number, Slot::last_modified_time,
            Slot::last_modified_name, Slot::attachments });
    }
    std::variant<SlotValue, FilterOperand> other()
    {
        switch (below(6)) {
        case 0: return operand();
        case 1: return SlotValue(time());
        case 2: return SlotValue(static_cast<std::int32_t>(below(4)));
        case 3: return SlotValue(one_in(2));
        default: return SlotValue(text());
        }
    }

    std::mt19937 random_;
};

}
