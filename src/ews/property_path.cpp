#include "ews/property_path.hpp"

#include "ews/field_uri.hpp"

namespace likeness::ews {

namespace {

// The attributes of an ExtendedFieldURI that say which one, and where the path keeps them.
constexpr std::array<std::pair<std::string_view, std::optional<std::string> ExtendedFieldPath::*>, 5>
    extended_parts { {
        { "DistinguishedPropertySetId", &ExtendedFieldPath::distinguished_set },
        { "PropertySetId", &ExtendedFieldPath::set },
        { "PropertyTag", &ExtendedFieldPath::tag },
        { "PropertyName", &ExtendedFieldPath::name },
        { "PropertyId", &ExtendedFieldPath::id },
    } };

tl::unexpected<Fault> refuse_value(xml::Element const& element, std::string_view value)
{
    return refuse_form(element.at,
        "The value '" + std::string(value.substr(0, 64)) + "' is none that '" + std::string(element.name)
            + "' may have.");
}

Readable<PropertyPath> read_field(xml::Element const& element)
{
    auto const uri = required_attribute(element, "FieldURI");
    if (!uri) return tl::unexpected(uri.error());
    if (!is_field_uri(*uri)) return refuse_value(element, *uri);
    return FieldPath { std::string(*uri) };
}

Readable<PropertyPath> read_indexed_field(xml::Element const& element)
{
    auto const uri = required_attribute(element, "FieldURI");
    if (!uri) return tl::unexpected(uri.error());
    if (!is_indexed_field_uri(*uri)) return refuse_value(element, *uri);
    auto const index = required_attribute(element, "FieldIndex");
    if (!index) return tl::unexpected(index.error());
    return IndexedFieldPath { std::string(*uri), std::string(*index) };
}

Readable<PropertyPath> read_extended_field(xml::Element const& element)
{
    auto const type = required_attribute(element, "PropertyType");
    if (!type) return tl::unexpected(type.error());
    if (!is_property_type(*type)) return refuse_value(element, *type);
    ExtendedFieldPath path { .type = std::string(*type) };
    for (auto const& [name, part] : extended_parts)
        if (auto const value = element.attribute(name)) path.*part = std::string(*value);
    return path;
}

struct PathWriter {
    xml::Writer& writer;

    void operator()(FieldPath const& path) const
    {
        writer.open("t:FieldURI").attribute("FieldURI", path.uri).close();
    }
    void operator()(IndexedFieldPath const& path) const
    {
        writer.open("t:IndexedFieldURI")
            .attribute("FieldURI", path.uri)
            .attribute("FieldIndex", path.index)
            .close();
    }
    void operator()(ExtendedFieldPath const& path) const
    {
        writer.open("t:ExtendedFieldURI");
        for (auto const& [name, part] : extended_parts)
            if (auto const& value = path.*part) writer.attribute(name, *value);
        writer.attribute("PropertyType", path.type).close();
    }
};

}

bool is_property_path(xml::Element const& element)
{
    return element.space == types
        && (element.name == "FieldURI" || element.name == "IndexedFieldURI"
            || element.name == "ExtendedFieldURI");
}

Readable<PropertyPath> read_property_path(xml::Element const& element)
{
    if (element.is(types, "FieldURI")) return read_field(element);
    if (element.is(types, "IndexedFieldURI")) return read_indexed_field(element);
    if (element.is(types, "ExtendedFieldURI")) return read_extended_field(element);
    return refuse_form(element.at, "'" + std::string(element.name) + "' is no path to a property.");
}

void write_property_path(xml::Writer& writer, PropertyPath const& path)
{
    std::visit(PathWriter { writer }, path);
}

}
