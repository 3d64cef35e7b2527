#include "core/items/stored_item.hpp"

#include <algorithm>
#include <limits>

namespace likeness {

namespace {

std::int32_t as_integer(std::uint64_t number)
{
    constexpr std::uint64_t most = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(std::min(number, most));
}

}

std::optional<SlotValue> value_of(StoredItem const& item, Slot slot)
{
    switch (slot) {
    case Slot::date_time_received:
    case Slot::date_time_sent:
    case Slot::date_time_created: return item.created_at;
    case Slot::last_modified_time: return item.modified_at;
    case Slot::last_modified_name: return item.modified_by;
    case Slot::size: return as_integer(item.bytes);
    case Slot::number: return as_integer(item.number);
    case Slot::has_attachments: return item.has_attachments;
    case Slot::has_picture:
        return item.content.kind == ItemKind::contact ? std::optional<SlotValue>(item.has_picture)
                                                      : std::nullopt;
    case Slot::is_associated:
    case Slot::is_draft:
    case Slot::is_from_me:
    case Slot::is_resend:
    case Slot::is_submitted:
    case Slot::is_unmodified: return false;
    case Slot::contact_source: return std::int32_t { 1 }; // "Store".
    default: break;
    }
    auto const* const stored = item.content.slots.find(slot);
    return stored ? std::optional(*stored) : std::nullopt;
}

}
