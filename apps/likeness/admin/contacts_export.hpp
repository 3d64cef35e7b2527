// The contacts of a folder as a file of cards.
#pragma once

#include "apps/likeness/admin/contact_folder.hpp"
#include "vcard/card_reader.hpp"

#include <functional>
#include <string_view>

namespace likeness::app {

struct ContactsExportCounts {
    std::size_t exported = 0;
    std::size_t pictures = 0;
    std::size_t left_out = 0; ///< Properties that a card has no place for, extended ones among them.
};

/// Gives each card to `write`, by the item's number, with memory for some hundred contacts and one picture. It ends
/// early, without an error, where `write` returns false. `version` is 3.0 or 4.0. Errors: the store's.
Result<ContactsExportCounts> export_contacts(MailboxStore& store, ContactFolder const& folder,
    vcard::Version version, std::function<bool(std::string_view card)> const& write);

}
