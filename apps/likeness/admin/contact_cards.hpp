// What a stored item and a card have to do with each other: how the item reads as a card, and what names both.
#pragma once

#include "base/bytes.hpp"
#include "core/items/stored_item.hpp"
#include "core/person.hpp"
#include "vcard/card_reader.hpp"
#include "vcard/write_contact.hpp"

#include <string>

namespace likeness::app {

/// The UID under which an item is exported and known again: the one that its card had, or one made of its number.
std::string uid_of(PersonId const& mailbox, StoredItem const& item);

/// A card's own UID, or one made of all that it says: the same card has the same the next time.
std::string uid_of(vcard::Card const& card, std::string const& said);

/// UIDs that mean the same are equal.
std::string folded_uid(std::string_view uid);

/// The item as a card; a body in HTML as the text of it.
vcard::WrittenCard card_of(
    PersonId const& mailbox, StoredItem const& item, base::ByteView picture, vcard::Version version);

/// What reading that card gives: the item without what cards cannot say.
ItemContent as_cards_say(PersonId const& mailbox, StoredItem const& item);

}
