// Which property of vCard a slot is: the table's column, taken apart, and how well the types of a property fit.
// Source: RFC 6350, 5.6 and 6.4.1; RFC 2426, 3.3.1; vCard 2.1, 2.2.3; what Apple, Google, Outlook and Evolution write.
#pragma once

#include "core/items/slot_table.hpp"
#include "vcard/content_line.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::vcard {

struct Mapping {
    SlotDescription const* row = nullptr;
    std::string_view name; ///< "ADR"
    std::vector<std::string_view> types; ///< "home", as they are written.
    std::size_t component = 0; ///< Of a value with components, from 1; 0: it has none.

    /// Whether both are of one property: components of one address, or one of several equal ones.
    bool same_property(Mapping const& other) const { return name == other.name && types == other.types; }
};

/// In the order of the table, without slots that vCard has nothing for.
std::span<Mapping const> mappings();

/// The types of a property in one spelling: those of its parameters and those that a label beside it says ("" where it
/// has none). What says nothing here, such as "voice", may be among them.
std::vector<std::string> types_of(ContentLine const& line, std::string_view label);

/// How well a property with these types is meant by the mapping: more is better; nullopt where it has not all of its types.
std::optional<int> fit(Mapping const& mapping, std::vector<std::string> const& types);

/// The choice that a card means by saying none: such a value is neither read nor written.
std::int32_t unsaid_choice(Slot slot);

/// A choice of a row by how cards write it: by CLASS, else by its name or its number. nullopt: there is none.
std::optional<std::int32_t> choice_from(SlotDescription const& row, std::string_view text);

/// What choice_from reads the same. In: one of the row's choices.
std::string choice_text(SlotDescription const& row, std::int32_t choice);

/// The name under which the table knows a property: "X-SPOUSE" for "X-MS-SPOUSE".
std::string_view table_name_of(std::string_view name);

}
