#include "ews/slot_elements.hpp"

#include "base/ascii.hpp"
#include "core/items/value_text.hpp"

#include <algorithm>
#include <string>

namespace likeness::ews {

namespace {

using Kind = SlotDescription::Kind;
using Rows = std::span<SlotDescription const>;

std::vector<std::string> tags()
{
    std::vector<std::string> all;
    for (auto const& row : slot_table()) all.push_back("t:" + std::string(row.element));
    return all;
}

constexpr std::string_view address_list = "PhysicalAddresses";
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> address_tags { {
    { "t:Street", "Street" },
    { "t:City", "City" },
    { "t:State", "State" },
    { "t:CountryOrRegion", "CountryOrRegion" },
    { "t:PostalCode", "PostalCode" },
} };

bool has_any(Rows rows, SlotValues const& values)
{
    return std::ranges::any_of(rows, [&](auto const& row) { return values.find(row.slot) != nullptr; });
}

// The rows of one entry stand together.
Rows first_entry(Rows rows)
{
    auto const is_other = [&](auto const& row) { return row.index != rows.front().index; };
    return rows.first(static_cast<std::size_t>(std::ranges::find_if(rows, is_other) - rows.begin()));
}

void write_entry(xml::Writer& writer, Rows entry, SlotValues const& values)
{
    bool const is_address = entry.front().element == address_list;
    writer.open("t:Entry").attribute("Key", entry.front().index);
    std::string text;
    for (auto const& row : entry) {
        auto const* const value = values.find(row.slot);
        if (!value) continue;
        if (is_address)
            writer.element(name_in(address_tags, row.part), values.text(row.slot));
        else if (row.part.empty())
            text = text_from(row, *value);
        else
            writer.attribute(row.part, text_from(row, *value));
    }
    writer.text(text).close();
}

void write_dictionary(xml::Writer& writer, Rows rows, SlotValues const& values)
{
    writer.open(tag_of(rows.front()));
    while (!rows.empty()) {
        auto const entry = first_entry(rows);
        if (has_any(entry, values)) write_entry(writer, entry, values);
        rows = rows.subspan(entry.size());
    }
    writer.close();
}

void write_body(xml::Writer& writer, SlotDescription const& row, SlotValues const& values)
{
    auto const type = values.number(Slot::body_type).value_or(body_types::text);
    writer.open(tag_of(row))
        .attribute("BodyType", type == body_types::html ? "HTML" : "Text")
        .text(values.text(row.slot))
        .close();
}

void write_list(xml::Writer& writer, SlotDescription const& row, Texts const& texts)
{
    bool const is_binary = row.kind == Kind::binaries;
    writer.open(tag_of(row));
    for (auto const& text : texts) writer.element(is_binary ? "t:Base64Binary" : "t:String", text);
    writer.close();
}

tl::unexpected<Fault> refuse_text(xml::Element const& element)
{
    return refuse_form(element.at,
        "The value '" + std::string(element.text.substr(0, 64)) + "' is none that '"
            + std::string(element.name) + "' may have.");
}

Readable<void> put_text(
    xml::Element const& element, SlotDescription const& row, std::string_view text, SlotValues& values)
{
    if (text.empty()) return {};
    auto value = value_from(row, text);
    if (!value) return refuse_text(element);
    values.put(row.slot, std::move(*value));
    return {};
}

std::string_view address_part_of(xml::Element const& element)
{
    return element.name == "Country" ? std::string_view("CountryOrRegion") : element.name;
}

Readable<void> read_address(xml::Element const& element, Rows entry, SlotValues& values)
{
    for (auto const& child : element.children()) {
        auto const row = std::ranges::find(entry, address_part_of(child), &SlotDescription::part);
        if (child.space != types || row == entry.end()) continue;
        if (auto read = put_text(child, *row, child.text, values); !read) return read;
    }
    return {};
}

Readable<void> read_text_entry(xml::Element const& element, Rows entry, SlotValues& values)
{
    for (auto const& row : entry) {
        auto const text = row.part.empty() ? std::optional(element.text) : element.attribute(row.part);
        if (!text) continue;
        if (auto read = put_text(element, row, *text, values); !read) return read;
    }
    return {};
}

Readable<void> read_entry(xml::Element const& element, Rows rows, SlotValues& values)
{
    auto const key = required_attribute(element, "Key");
    if (!key) return tl::unexpected(key.error());
    auto const first = std::ranges::find(rows, *key, &SlotDescription::index);
    if (first == rows.end())
        return refuse_form(element.at,
            "The value '" + std::string(key->substr(0, 64)) + "' is no key of '"
                + std::string(rows.front().element) + "'.");
    auto const entry = first_entry(rows.subspan(static_cast<std::size_t>(first - rows.begin())));
    if (entry.front().element == address_list) return read_address(element, entry, values);
    return read_text_entry(element, entry, values);
}

Readable<void> read_dictionary(xml::Element const& element, Rows rows, SlotValues& values)
{
    for (auto const& entry : element.children()) {
        if (!entry.is(types, "Entry")) continue;
        if (auto read = read_entry(entry, rows, values); !read) return read;
    }
    return {};
}

Readable<void> read_body(xml::Element const& element, Rows rows, SlotValues& values)
{
    auto const type_name = required_attribute(element, "BodyType");
    if (!type_name) return tl::unexpected(type_name.error());
    for (auto const& row : rows) {
        if (row.part.empty()) continue;
        auto const type = choice_of(row, *type_name);
        if (!type) return refuse_text(element);
        if (!element.text.empty()) values.put(row.slot, *type);
    }
    return put_text(element, rows.front(), element.text, values);
}

void read_list(xml::Element const& element, SlotDescription const& row, SlotValues& values)
{
    Texts texts;
    for (auto const& child : element.children())
        if (child.is(types, "String") || child.is(types, "Base64Binary")) texts.emplace_back(child.text);
    if (!texts.empty()) values.put(row.slot, std::move(texts));
}

}

Schema schema_of(SchemaStep step)
{
    switch (step) {
    case SchemaStep::exchange2007: return Schema::exchange2007;
    case SchemaStep::exchange2010: return Schema::exchange2010;
    case SchemaStep::exchange2010_sp1: return Schema::exchange2010_sp1;
    case SchemaStep::exchange2010_sp2: return Schema::exchange2010_sp2;
    case SchemaStep::exchange2013: return Schema::exchange2013;
    case SchemaStep::exchange2016: return Schema::exchange2016;
    }
    return newest_schema;
}

bool is_newer(SlotDescription const& row, Schema stated)
{
    // The Managed API takes Exchange2010_SP1 for the version that brought these.
    auto const since = schema_of(row.since);
    return stated < (since == Schema::exchange2010_sp2 ? Schema::exchange2010_sp1 : since);
}

std::string_view tag_of(SlotDescription const& row)
{
    static auto const all = tags();
    return all[static_cast<std::size_t>(&row - slot_table().data())];
}

void write_values(xml::Writer& writer, Rows rows, SlotValues const& values)
{
    auto const& row = rows.front();
    if (!row.entry_uri.empty()) {
        if (has_any(rows, values)) write_dictionary(writer, rows, values);
        return;
    }
    auto const* const value = values.find(row.slot);
    if (!value) return;
    if (row.kind == Kind::body)
        write_body(writer, row, values);
    else if (auto const* const texts = std::get_if<Texts>(value))
        write_list(writer, row, *texts);
    else
        writer.element(tag_of(row), text_from(row, *value));
}

Readable<void> read_values(xml::Element const& element, Rows rows, SlotValues& values)
{
    auto const& row = rows.front();
    if (!row.entry_uri.empty()) return read_dictionary(element, rows, values);
    if (row.kind == Kind::body) return read_body(element, rows, values);
    if (row.kind == Kind::texts || row.kind == Kind::binaries) {
        read_list(element, row, values);
        return {};
    }
    return put_text(element, row, element.text, values);
}

}
