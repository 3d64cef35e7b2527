#include "ews/extended_property.hpp"

#include "ews/property_path.hpp"

namespace likeness::ews {

void write_extended_property(xml::Writer& writer, ExtendedProperty const& property)
{
    writer.open("t:ExtendedProperty");
    write_property_path(writer, property.path);
    if (property.path.type.ends_with("Array")) {
        writer.open("t:Values");
        for (auto const& value : property.values) writer.element("t:Value", value);
        writer.close();
    } else {
        writer.element("t:Value", property.values.empty() ? std::string_view() : property.values.front());
    }
    writer.close();
}

Readable<ExtendedProperty> read_extended_property(xml::Element const& element)
{
    auto const uri = required_child(element, types, "ExtendedFieldURI");
    if (!uri) return tl::unexpected(uri.error());
    auto path = read_property_path(**uri);
    if (!path) return tl::unexpected(path.error());
    ExtendedProperty property { std::get<ExtendedFieldPath>(std::move(*path)), {} };
    if (auto const* const value = element.child(types, "Value")) {
        property.values.emplace_back(value->text);
        return property;
    }
    auto const values = required_child(element, types, "Values");
    if (!values) return tl::unexpected(values.error());
    for (auto const& value : (*values)->children())
        if (value.is(types, "Value")) property.values.emplace_back(value.text);
    return property;
}

}
