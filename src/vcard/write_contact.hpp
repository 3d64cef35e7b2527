// A contact, or a distribution list, as a card.
// Source: RFC 6350, 6; RFC 2426, 3; the table of core/items.
#pragma once

#include "base/bytes.hpp"
#include "base/http_date.hpp"
#include "core/items/item_content.hpp"
#include "vcard/card_reader.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace likeness::vcard {

struct CardToWrite {
    ItemContent const& content; ///< Its body is a text; one in HTML is left out.
    std::string_view uid {}; ///< "": none is written.
    std::optional<base::Seconds> changed_at {};
    base::ByteView picture {}; ///< Empty: there is none.
};

struct WrittenCard {
    std::string text; ///< Lines of at most 75 bytes, each with its CRLF.
    std::size_t left_out
        = 0; ///< Properties and members that a card has no place for; extended ones among them.
};

/// What read_contact reads the same, where it has been read out of a card before. `version` is 3.0 or 4.0.
WrittenCard write_contact(CardToWrite const& card, Version version);

}
