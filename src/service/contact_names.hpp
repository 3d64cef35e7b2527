// The contacts of a folder as people whom a name resolves to.
// Source: spec/directory.md 2, 3 and 6.
#pragma once

#include "core/contact_card.hpp"
#include "core/items/item_filter.hpp"
#include "core/persona.hpp"
#include "service/object_ids.hpp"
#include "service/unresolved_entry.hpp"

namespace likeness::service {

/// Which items an entry means: by the beginning of a name, an office, an alias or an address, two words also by given
/// name and surname; "=text" by the whole of one; "smtp:" by the beginning of any address. nullopt: no contact can be
/// meant, as by the address of a chat or a legacyExchangeDN.
std::optional<ItemFilter> contact_filter_of(UnresolvedEntry const& entry);

/// The items that have this whole address.
ItemFilter contact_filter_of(EmailAddress const& address);

/// Where mail to it goes: a contact has a mailbox for each of its addresses, a list one without an address. The texts are
/// those of `item` and of `id`, by which the item is named on the wire.
std::vector<Mailbox> mailboxes_of(StoredItem const& item, std::string_view id);

/// What is told of a contact; the texts are those of `item`.
ContactCard card_of(StoredItem const& item, ContactShape const& shape);

/// The id that GetPersona reads back.
std::string persona_id_of(PersonId mailbox, ItemNumber item, ObjectIds const& ids);

/// All that a list shows of a contact or a list, without its id; the texts are those of `item`.
Persona persona_of(StoredItem const& item);

/// And what only GetPersona shows.
PersonaDetails persona_details_of(StoredItem const& item);

}
