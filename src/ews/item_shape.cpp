#include "ews/item_shape.hpp"

#include "base/ascii.hpp"
#include "core/items/limits.hpp"
#include "ews/property_path.hpp"
#include "ews/slot_elements.hpp"

#include <algorithm>

namespace likeness::ews {

namespace {

enum class BaseShape { id_only, standard, all_properties };

constexpr std::array<std::pair<std::string_view, BaseShape>, 4> base_shapes { {
    { "IdOnly", BaseShape::id_only }, { "Default", BaseShape::standard },
    { "AllProperties", BaseShape::all_properties },
    { "PcxPeopleSearch", BaseShape::id_only }, // Of people, and of no use for an item.
} };

constexpr std::array<std::pair<std::string_view, ItemShape::Body>, 3> body_forms { {
    { "Best", ItemShape::Body::best },
    { "HTML", ItemShape::Body::html },
    { "Text", ItemShape::Body::text },
} };

constexpr std::array<std::string_view, 9> standard_elements { "HasAttachments", "FileAs", "CompleteName",
    "CompanyName", "EmailAddresses", "PhysicalAddresses", "PhoneNumbers", "ImAddresses", "JobTitle" };

bool is_in(SlotDescription const& row, BaseShape base)
{
    if (row.element.empty()) return false; // Asked for by MAPI's name alone.
    if (base == BaseShape::all_properties) return true;
    return base == BaseShape::standard
        && std::ranges::find(standard_elements, row.element) != standard_elements.end();
}

ItemShape shape_of(BaseShape base, Schema stated)
{
    ItemShape shape { .knows_2010 = stated >= Schema::exchange2010 };
    for (auto const& row : slot_table())
        if (is_in(row, base) && schema_of(row.since) <= stated) add(shape.slots, row.slot);
    return shape;
}

// Of an e-mail address an older client gets what it knows. Refused: all of it is newer.
Readable<void> add_slots(ItemShape& shape, SlotSet const& slots, Schema stated)
{
    bool is_any_known = slots.none();
    for (auto const& row : slot_table()) {
        if (!contains(slots, row.slot) || is_newer(row, stated)) continue;
        is_any_known = true;
        add(shape.slots, row.slot);
    }
    if (!is_any_known) return refuse(Code::incorrect_schema_version);
    return {};
}

Readable<void> add_path(ItemShape& shape, xml::Element const& element, Schema stated)
{
    // A path that only answers have; clients that send back what they were told are not worth a fault.
    if (element.is(types, "ExceptionFieldURI")) return {};
    auto path = read_property_path(element);
    if (!path) return tl::unexpected(path.error());
    if (auto const* const field = std::get_if<FieldPath>(&*path))
        return add_slots(shape, slots_of(*field), stated);
    if (auto const* const indexed = std::get_if<IndexedFieldPath>(&*path))
        return add_slots(shape, slots_of(*indexed), stated);
    if (shape.extended.size() == limits::extended_paths_max) return refuse(Code::invalid_request);
    shape.extended.push_back(std::get<ExtendedFieldPath>(std::move(*path)));
    return {};
}

// Whether the set holds all that stands in the table with the same text in this column.
bool has_all(SlotSet const& set, SlotDescription const& row, bool of_entry)
{
    return std::ranges::all_of(slot_table(), [&](SlotDescription const& other) {
        bool const is_same = other.uri == row.uri
            && (!of_entry || (other.entry_uri == row.entry_uri && other.index == row.index));
        return !is_same || contains(set, other.slot);
    });
}

void write_paths(xml::Writer& writer, SlotSet left)
{
    for (auto const& row : slot_table()) {
        if (!contains(left, row.slot) || row.uri.empty()) continue;
        if (has_all(left, row, false)) {
            write_property_path(writer, FieldPath { std::string(row.uri) });
            left &= ~slots_of(FieldPath { std::string(row.uri) });
        } else if (!row.entry_uri.empty() && has_all(left, row, true)) {
            IndexedFieldPath const path { std::string(row.entry_uri), std::string(row.index) };
            write_property_path(writer, path);
            left &= ~slots_of(path);
        }
    }
}

}

Readable<ItemShape> read_item_shape(xml::Element const& operation, Schema stated)
{
    auto const element = required_child(operation, messages, "ItemShape");
    if (!element) return tl::unexpected(element.error());
    auto const base = required_child(**element, types, "BaseShape");
    if (!base) return tl::unexpected(base.error());
    auto const base_shape = enumerated(**base, base::trim((*base)->text), base_shapes);
    if (!base_shape) return tl::unexpected(base_shape.error());

    auto shape = shape_of(*base_shape, stated);
    if (auto const* const form = (*element)->child(types, "BodyType")) {
        auto const body = enumerated(*form, base::trim(form->text), body_forms);
        if (!body) return tl::unexpected(body.error());
        shape.body = *body;
    }
    if (auto const* const more = (*element)->child(types, "AdditionalProperties"))
        for (auto const& path : more->children())
            if (auto added = add_path(shape, path, stated); !added) return tl::unexpected(added.error());
    return shape;
}

ItemShape all_properties()
{
    return shape_of(BaseShape::all_properties, newest_schema);
}

ItemShape known_in(ItemShape shape, Schema stated)
{
    for (auto const& row : slot_table()) {
        auto const is_known_by_this_path
            = [&](SlotDescription const& other) { return other.uri == row.uri && !is_newer(other, stated); };
        if (std::ranges::none_of(slot_table(), is_known_by_this_path))
            shape.slots.reset(static_cast<std::uint8_t>(row.slot));
    }
    return shape;
}

void write_item_shape(xml::Writer& writer, ItemShape const& shape)
{
    auto const all = all_properties().slots;
    bool const is_all = (shape.slots & all) == all;
    auto const others = is_all ? shape.slots & ~all : shape.slots;
    writer.open("m:ItemShape").element("t:BaseShape", is_all ? "AllProperties" : "IdOnly");
    if (shape.body != ItemShape::Body::best) writer.element("t:BodyType", name_in(body_forms, shape.body));
    if (others.any() || !shape.extended.empty()) {
        writer.open("t:AdditionalProperties");
        write_paths(writer, others);
        for (auto const& path : shape.extended) write_property_path(writer, path);
        writer.close();
    }
    writer.close();
}

}
