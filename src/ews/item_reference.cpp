#include "ews/item_reference.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "core/limits.hpp"

namespace likeness::ews {

namespace {

bool names_an_occurrence(xml::Element const& element)
{
    return element.is(types, "OccurrenceItemId") || element.is(types, "RecurringMasterItemId")
        || element.is(types, "RecurringMasterItemIdRanges");
}

}

Readable<Result<ItemReference>> read_item_reference(xml::Element const& element)
{
    if (names_an_occurrence(element)) return Result<ItemReference>(fail(Code::item_not_found));
    if (!element.is(types, "ItemId"))
        return refuse_form(element.at, "'" + std::string(element.name) + "' is no id of an item.");
    auto const id = element.attribute("Id");
    if (!id) return tl::unexpected(required_attribute(element, "Id").error());
    auto const key = base::trim(element.attribute("ChangeKey").value_or(""));
    if (!base::base64_decode(key)) return Result<ItemReference>(fail(Code::invalid_change_key));
    return Result<ItemReference>(ItemReference { std::string(*id), std::string(key) });
}

Readable<ItemReferences> read_item_references(xml::Element const& operation, std::string_view name)
{
    auto const list = required_child(operation, messages, name);
    if (!list) return tl::unexpected(list.error());
    ItemReferences references;
    for (auto const& element : (*list)->children()) {
        if (references.size() == limits::ids_per_call_max) return refuse(Code::invalid_request);
        auto reference = read_item_reference(element);
        if (!reference) return tl::unexpected(reference.error());
        references.push_back(std::move(*reference));
    }
    if (references.empty()) return refuse_form((*list)->at, "'" + std::string(name) + "' is empty.");
    return references;
}

void write_item_id(xml::Writer& writer, std::string_view name, ItemReference const& id)
{
    writer.open(name).attribute("Id", id.id);
    if (!id.change_key.empty()) writer.attribute("ChangeKey", id.change_key);
    writer.close();
}

void write_item_references(xml::Writer& writer, std::string_view name, ItemReferences const& references)
{
    writer.open(name);
    for (auto const& reference : references)
        if (reference) write_item_id(writer, "t:ItemId", *reference);
    writer.close();
}

}
