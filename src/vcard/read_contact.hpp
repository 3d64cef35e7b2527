// A card as a contact, or as a distribution list.
// Source: RFC 6350, 6; RFC 2426, 3; the table of core/items.
#pragma once

#include "base/bytes.hpp"
#include "core/items/item_content.hpp"
#include "vcard/card_reader.hpp"

#include <optional>
#include <string>
#include <vector>

namespace likeness::vcard {

struct ReadContact {
    ItemContent
        content; ///< What the card says and nothing else: no class, no name that it has not, no keys of
    ///< members.
    std::optional<base::Bytes> picture; ///< A JPEG, PNG, GIF or BMP, as it is in the card.
    std::string uid; ///< "": the card has none.
    std::vector<std::string>
        member_uids; ///< Of a list: the UIDs of cards of those on it who have no address here.
    std::vector<Remark> did_not_fit; ///< What the card says and a contact has no place for, by line.

    friend bool operator==(ReadContact const&, ReadContact const&) = default;
};

/// The error stands for a card that says nothing of anybody.
base::BasicResult<ReadContact, Remark> read_contact(Card const& card);

/// The property in which a card's UID is kept with its item.
ExtendedFieldPath const& uid_property();

}
