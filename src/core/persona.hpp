// Persona: one of the people whom FindPeople lists and GetPersona shows.
// Source: spec/directory.md 6; types.xsd, PersonaType.
#pragma once

#include "core/contact_card.hpp"

#include <bitset>
#include <cstdint>
#include <string>

namespace likeness {

enum class PersonaType : std::uint8_t { person, distribution_list };

/// What only GetPersona shows. Empty: there is none.
struct PersonaDetails {
    std::string_view notes;
    std::string_view initials;
    std::string_view home_phone;
    std::string_view mobile_phone;
    std::string_view assistant_phone;
    std::string_view pager;
    std::string_view fax;
    std::string_view office;
    PostalAddress business_address;
    std::string_view manager; ///< The name.
    std::string_view assistant;

    friend bool operator==(PersonaDetails const&, PersonaDetails const&) = default;
};

/// What is empty is not shown. The texts live as long as the owner of the answer that it is in.
struct Persona {
    std::string id; ///< Opaque.
    PersonaType type = PersonaType::person;
    std::string_view display_name;
    std::string_view display_name_first_last;
    std::string display_name_last_first; ///< "Daniels, Sadie".
    std::string_view file_as;
    std::string_view given_name;
    std::string_view surname;
    std::string_view phonetic_given_name;
    std::string_view phonetic_surname;
    std::string_view title;
    std::string_view department;
    std::string_view company;
    std::optional<Mailbox> email; ///< The primary one.
    std::vector<Mailbox> emails; ///< All of them.
    std::string_view phone; ///< At work.
    std::string_view im_address;
    std::string_view work_city;
    std::optional<std::int64_t> relevance; ///< no_relevance: not scored.
    std::optional<PersonaDetails> details;

    friend bool operator==(Persona const&, Persona const&) = default;
};

inline constexpr std::int64_t no_relevance = 2'147'483'647;

/// What a shape can ask for besides id and type. The schema has no path for the other orders of the name, nor for the
/// department: they go with the name and the title.
enum class PersonaProperty : std::uint8_t {
    display_names,
    file_as,
    given_name,
    surname,
    phonetic_given_name,
    phonetic_surname,
    title_and_department,
    company,
    email,
    emails,
    phone,
    im_address,
    work_city,
    relevance,
};
inline constexpr std::size_t persona_property_count = 14;

struct PersonaShape {
    std::bitset<persona_property_count> properties;

    bool has(PersonaProperty property) const { return properties.test(static_cast<std::size_t>(property)); }
    PersonaShape& add(PersonaProperty property)
    {
        properties.set(static_cast<std::size_t>(property));
        return *this;
    }

    friend bool operator==(PersonaShape const&, PersonaShape const&) = default;
};

}
