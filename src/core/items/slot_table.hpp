// The one table of what an item can have: reading, writing, shapes, versions, updates, restrictions, order and vCard all
// run off it.
// Source: spec/contacts.md 2 and 3; spec/versions.md 4; types.xsd, ItemType and ContactItemType; MAPI's names: MS-OXPROPS.
#pragma once

#include "core/items/slot.hpp"
#include "core/property_path.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace likeness {

/// The versions of the protocol that brought properties, in order.
enum class SchemaStep : std::uint8_t {
    exchange2007,
    exchange2010,
    exchange2010_sp1,
    exchange2010_sp2,
    exchange2013,
    exchange2016,
};

/// What an element of the schema is for which the table has rows.
struct SlotDescription {
    /// Of a value: how it is kept and written.
    enum class Kind : std::uint8_t {
        text,
        body, ///< Text, which may be long.
        texts, ///< A list of texts.
        binaries, ///< A list of texts that are base64.
        date, ///< Seconds since 1970, UTC.
        boolean,
        integer,
        enumerated, ///< The number of a name among `choices`.
        identifier, ///< An id of the wire's.
        complex, ///< What no slot can hold: attachments, rights, members.
    };
    enum class Access : std::uint8_t { derived, writable, appendable };
    enum class Of : std::uint8_t { contact, list, every_item };

    Slot slot;
    std::string_view element; ///< "GivenName"; of an entry the list's, "EmailAddresses". Empty: it has none.
    Kind kind = Kind::text;
    std::string_view uri; ///< "contacts:GivenName"; of an entry the whole list's. Empty: it has none.
    std::string_view entry_uri {}; ///< "contacts:EmailAddress": what names a single entry, with `index`.
    std::string_view index {}; ///< "EmailAddress1".
    std::string_view part {}; ///< What of an entry, or of a body: "Street", or an attribute's name.
    SchemaStep since = SchemaStep::exchange2007;
    Access access = Access::writable;
    Of of = Of::contact;
    std::span<std::string_view const> choices {};
    bool sortable = false;
    std::uint16_t mapi_tag = 0; ///< 0x3A06, by which an ExtendedFieldURI names the same; 0: none.
    std::uint16_t mapi_address_id = 0; ///< 0x8083, of the property set "Address"; 0: none.
    /// The property of vCard: "TEL;TYPE=home,voice"; "N.2" is the second component of N. Empty: there is none.
    std::string_view vcard {};

    bool is_stored() const { return static_cast<std::uint8_t>(slot) < first_derived_slot; }
};

/// All rows, in the schema's order for a contact; those of one element stand together.
std::span<SlotDescription const> slot_table();

/// The row of a slot; nullptr for a number that this program does not know.
SlotDescription const* describe(Slot slot);

/// The rows of an element of the schema, which stand together; none for a name that is not in the table.
std::span<SlotDescription const> rows_of_element(std::string_view name);

using SlotSet = std::bitset<256>;

inline bool contains(SlotSet const& set, Slot slot)
{
    return set.test(static_cast<std::uint8_t>(slot));
}
inline void add(SlotSet& set, Slot slot)
{
    set.set(static_cast<std::uint8_t>(slot));
}

/// All that a FieldURI names: of a list, each entry of it. Empty where no item here has it.
SlotSet slots_of(FieldPath const& path);

/// The same of an IndexedFieldURI: an address of e-mail comes with its name and type.
SlotSet slots_of(IndexedFieldPath const& path);

/// The slot that is also known by this name of MAPI's, whatever type was stated; nullopt: it is a property of its own.
std::optional<Slot> slot_of(ExtendedFieldPath const& path);

/// The one value that a path names, to compare or to sort by: of an e-mail address, the address. nullopt: a path that
/// names several, none, or what is no value.
std::optional<Slot> value_slot_of(PropertyPath const& path);

/// The number of a name among a row's choices.
std::optional<std::int32_t> choice_of(SlotDescription const& row, std::string_view name);

/// The values of FileAsMapping from this one on are younger than the property (Exchange2010).
inline constexpr std::int32_t first_younger_file_as_mapping = 13;

namespace body_types {
inline constexpr std::int32_t html = 0;
inline constexpr std::int32_t text = 1;
}

/// What ItemClass begins with, of contacts and of lists.
inline constexpr std::string_view contact_class = "IPM.Contact";
inline constexpr std::string_view list_class = "IPM.DistList";

}
