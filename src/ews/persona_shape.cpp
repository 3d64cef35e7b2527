#include "ews/persona_shape.hpp"

#include "base/ascii.hpp"
#include "ews/property_path.hpp"

namespace likeness::ews {

namespace {

constexpr std::array<std::pair<std::string_view, PersonaProperty>, persona_property_count> properties { {
    { "persona:DisplayName", PersonaProperty::display_names },
    { "persona:FileAs", PersonaProperty::file_as },
    { "persona:GivenName", PersonaProperty::given_name },
    { "persona:Surname", PersonaProperty::surname },
    { "persona:YomiFirstName", PersonaProperty::phonetic_given_name },
    { "persona:YomiLastName", PersonaProperty::phonetic_surname },
    { "persona:Title", PersonaProperty::title_and_department },
    { "persona:CompanyName", PersonaProperty::company },
    { "persona:EmailAddress", PersonaProperty::email },
    { "persona:EmailAddresses", PersonaProperty::emails },
    { "persona:PhoneNumber", PersonaProperty::phone },
    { "persona:ImAddress", PersonaProperty::im_address },
    { "persona:WorkCity", PersonaProperty::work_city },
    { "persona:RelevanceScore", PersonaProperty::relevance },
} };

// The schema does not have these, and clients ask for them.
constexpr std::array<std::pair<std::string_view, PersonaProperty>, 3> other_paths { {
    { "persona:DisplayNameFirstLast", PersonaProperty::display_names },
    { "persona:DisplayNameLastFirst", PersonaProperty::display_names },
    { "persona:Department", PersonaProperty::title_and_department },
} };

constexpr std::array<std::pair<std::string_view, bool>, 4> holds_all { { { "IdOnly", false },
    { "Default", true }, { "AllProperties", true }, { "PcxPeopleSearch", true } } };

PersonaShape everything()
{
    PersonaShape shape;
    shape.properties.set();
    return shape;
}

}

Readable<std::optional<PersonaProperty>> read_persona_property(xml::Element const& path)
{
    auto const uri = base::trim(path.attribute("FieldURI").value_or(""));
    if (path.is(types, "FieldURI") && uri.starts_with("persona:")) {
        for (auto const& [name, property] : properties)
            if (name == uri) return property;
        for (auto const& [name, property] : other_paths)
            if (name == uri) return property;
        return std::nullopt;
    }
    if (auto const other = read_property_path(path); !other) return tl::unexpected(other.error());
    return std::nullopt;
}

std::string_view persona_uri(PersonaProperty property)
{
    return name_in(properties, property);
}

Readable<PersonaShape> read_persona_shape(xml::Element const& operation)
{
    auto const* const element = operation.child(messages, "PersonaShape");
    if (!element) return everything();
    auto const base = required_child(*element, types, "BaseShape");
    if (!base) return tl::unexpected(base.error());
    auto const all = enumerated(**base, base::trim((*base)->text), holds_all);
    if (!all) return tl::unexpected(all.error());
    auto shape = *all ? everything() : PersonaShape();
    auto const* const more = element->child(types, "AdditionalProperties");
    if (!more) return shape;
    for (auto const& path : more->children()) {
        auto const property = read_persona_property(path);
        if (!property) return tl::unexpected(property.error());
        if (*property) shape.add(**property);
    }
    return shape;
}

void write_persona_shape(xml::Writer& writer, PersonaShape const& shape)
{
    writer.open("m:PersonaShape").element("t:BaseShape", "IdOnly");
    if (shape.properties.any()) {
        writer.open("t:AdditionalProperties");
        for (auto const& [uri, property] : properties)
            if (shape.has(property)) writer.open("t:FieldURI").attribute("FieldURI", uri).close();
        writer.close();
    }
    writer.close();
}

}
