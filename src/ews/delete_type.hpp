// DeleteType: how thoroughly something is to be deleted.
// Source: spec/contacts.md 9; types.xsd, DisposalType.
#pragma once

#include "core/operations/delete_item.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

inline constexpr std::array<std::pair<std::string_view, DeleteType>, 3> delete_types { {
    { "HardDelete", DeleteType::hard },
    { "SoftDelete", DeleteType::soft },
    { "MoveToDeletedItems", DeleteType::move_to_deleted_items },
} };

/// The operation's attribute. Refused: there is none, or it is none of the schema's.
inline Readable<DeleteType> read_delete_type(xml::Element const& operation)
{
    auto const name = required_attribute(operation, "DeleteType");
    if (!name) return tl::unexpected(name.error());
    return enumerated(operation, *name, delete_types);
}

}
