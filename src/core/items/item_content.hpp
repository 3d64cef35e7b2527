// ItemContent: what somebody wrote into a contact or a distribution list.
// Source: spec/contacts.md 3.
#pragma once

#include "base/http_date.hpp"
#include "core/items/slot.hpp"
#include "core/property_path.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace likeness {

/// Which of the protocol's elements an item is. The numbers are stored.
enum class ItemKind : std::uint8_t { contact = 1, distribution_list = 2 };

using Texts = std::vector<std::string>;

/// Which of them a slot holds says its row of the table: text, body and identifiers are texts; an enumerated value is
/// its number. The order is stored.
using SlotValue = std::variant<std::string, Texts, base::Seconds, bool, std::int32_t>;

/// The properties of an item, sorted by slot; what is not there is absent. Small and flat: an item has about twenty.
class SlotValues {
public:
    using Entry = std::pair<Slot, SlotValue>;

    SlotValue const* find(Slot slot) const; ///< nullptr: absent. Lasts until the next change.

    /// The text in a slot; "" where there is none.
    std::string_view text(Slot slot) const;
    std::optional<std::int32_t> number(Slot slot) const;

    void put(Slot slot, SlotValue value);
    bool erase(Slot slot); ///< Whether it was there.

    std::vector<Entry> const& entries() const { return entries_; }
    bool empty() const { return entries_.empty(); }

    friend bool operator==(SlotValues const&, SlotValues const&) = default;

private:
    std::vector<Entry> entries_;
};

/// A property of MAPI as a client wrote it: only those that are no slot of the table.
struct ExtendedProperty {
    ExtendedFieldPath path;
    Texts values; ///< One, or of a type that is an array any number, as they were written.

    friend bool operator==(ExtendedProperty const&, ExtendedProperty const&) = default;
};

/// One of those on a distribution list.
struct ListMember {
    enum class Status : std::uint8_t { unrecognized, normal, demoted };
    std::string key; ///< What names it in the list: opaque.
    std::string name;
    std::string address;
    std::string routing_type; ///< "SMTP".
    std::string mailbox_type; ///< "Mailbox", as the schema spells it.
    Status status = Status::normal;

    friend bool operator==(ListMember const&, ListMember const&) = default;
};

struct ItemContent {
    ItemKind kind = ItemKind::contact;
    SlotValues slots;
    std::vector<ExtendedProperty> extended; ///< In the order in which they came; no path twice.
    std::vector<ListMember> members; ///< Of a distribution list.

    friend bool operator==(ItemContent const&, ItemContent const&) = default;

    ExtendedProperty const* find(ExtendedFieldPath const& path) const; ///< nullptr: absent.
    void put(ExtendedProperty property); ///< In place of one with the same path.
    bool erase(ExtendedFieldPath const& path);
};

/// Whether two paths name one property: numbers compare as numbers, ids of sets without regard to case.
bool same_property(ExtendedFieldPath const& left, ExtendedFieldPath const& right);

}
