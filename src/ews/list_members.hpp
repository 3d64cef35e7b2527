// The members of a distribution list as an element, both ways.
// Source: types.xsd, MembersListType.
#pragma once

#include "core/items/item_content.hpp"
#include "ews/request.hpp"

namespace likeness::ews {

/// t:Members, and nothing where there are none.
void write_members(xml::Writer& writer, std::vector<ListMember> const& members);

/// Refused: a status that is none of the schema's; a member without a Mailbox.
Readable<std::vector<ListMember>> read_members(xml::Element const& element);

}
