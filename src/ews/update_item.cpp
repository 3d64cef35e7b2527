#include "ews/update_item.hpp"

#include "base/ascii.hpp"
#include "core/items/limits.hpp"
#include "core/items/value_text.hpp"
#include "core/limits.hpp"
#include "ews/item_message.hpp"
#include "ews/item_reference.hpp"
#include "ews/property_path.hpp"
#include "ews/response_messages.hpp"
#include "ews/slot_elements.hpp"

#include <algorithm>

namespace likeness::ews {

namespace {

using Action = PropertyUpdate::Action;
using Access = SlotDescription::Access;

constexpr MessageNames names { "m:UpdateItemResponse", "m:UpdateItemResponseMessage" };

constexpr std::array<std::pair<std::string_view, ConflictResolution>, 3> resolutions { {
    { "NeverOverwrite", ConflictResolution::never_overwrite },
    { "AutoResolve", ConflictResolution::auto_resolve },
    { "AlwaysOverwrite", ConflictResolution::always_overwrite },
} };

constexpr std::array<std::pair<std::string_view, Action>, 3> actions { {
    { "SetItemField", Action::set },
    { "AppendToItemField", Action::append },
    { "DeleteItemField", Action::remove },
} };

constexpr std::string_view member_uri = "distributionlist:Members:Member";

Code refusal_of(Action action)
{
    switch (action) {
    case Action::set: return Code::invalid_property_set;
    case Action::append: return Code::invalid_property_append;
    case Action::remove: return Code::invalid_property_delete;
    }
    return Code::invalid_property_set;
}

// How many properties an element of a change holds: of a list its entries, of an address its parts.
std::size_t properties_in(xml::Element const& element)
{
    auto const rows = rows_of_element(element.name);
    if (rows.empty() || rows.front().entry_uri.empty()) return 1;
    std::size_t count = 0;
    for (auto const& entry : element.children()) {
        std::size_t parts = 0;
        for (auto const* part = entry.first_child; part; part = part->next) ++parts;
        count += std::max<std::size_t>(parts, 1);
    }
    return count;
}

// One change, as it is put together. What is wrong with it alone is its item's answer.
class UpdateReader {
public:
    UpdateReader(Action action, Schema stated)
        : stated_(stated)
    {
        update_.action = action;
    }

    Readable<Result<PropertyUpdate>> run(xml::Element const& element) &&
    {
        auto const* const path_element = element.first_child;
        if (!path_element || !is_property_path(*path_element))
            return refuse_form(element.at, "'" + std::string(element.name) + "' names no property.");
        auto path = read_property_path(*path_element);
        if (!path) return tl::unexpected(path.error());
        if (auto read = std::visit([&](auto& known) { return name(known); }, *path); !read)
            return tl::unexpected(read.error());
        if (update_.action != Action::remove) {
            auto const* const item = path_element->next;
            if (!item) return refuse_form(element.at, "'" + std::string(element.name) + "' holds no item.");
            if (auto read = read_value(*item); !read) return tl::unexpected(read.error());
        }
        if (wrong_) return Result<PropertyUpdate>(tl::unexpected(std::move(*wrong_)));
        return Result<PropertyUpdate>(std::move(update_));
    }

private:
    void object(Code code)
    {
        if (!wrong_) wrong_ = fail(code).value();
    }

    // Refused: a property that is newer than the request.
    Readable<void> name_slots(SlotSet const& slots, bool is_whole_list_allowed)
    {
        if (slots.none()) object(Code::invalid_property_request);
        for (auto const& row : slot_table()) {
            if (!contains(slots, row.slot)) continue;
            if (is_newer(row, stated_)) {
                if (row.part.empty()) return refuse(Code::incorrect_schema_version);
                continue;
            }
            bool const may_append = update_.action != Action::append || row.access == Access::appendable
                || row.slot == Slot::body_type;
            if (row.access == Access::derived || !may_append) object(refusal_of(update_.action));
            if (!row.entry_uri.empty() && !is_whole_list_allowed) object(refusal_of(update_.action));
        }
        update_.slots = slots;
        return {};
    }
    Readable<void> name(FieldPath const& path)
    {
        auto const slots = slots_of(path);
        bool const removes = update_.action == Action::remove;
        // What items have elsewhere and none has here is not there: exchangelib takes it away with all else.
        if (removes && slots.none() && path.uri.starts_with("item:")) return {};
        return name_slots(slots, removes);
    }
    Readable<void> name(IndexedFieldPath const& path)
    {
        if (path.uri != member_uri) return name_slots(slots_of(path), true);
        if (update_.action != Action::remove) object(refusal_of(update_.action));
        update_.member_key = path.index;
        return {};
    }
    Readable<void> name(ExtendedFieldPath& path)
    {
        if (update_.action == Action::append) object(Code::invalid_property_append);
        auto const* const row = slot_for(path);
        if (!row)
            update_.extended = std::move(path);
        else if (row->is_stored())
            add(update_.slots, row->slot);
        else
            is_ignored_ = true; // As in a new item: programs write the mark of a picture.
        return {};
    }

    Readable<void> read_value(xml::Element const& item)
    {
        auto written = read_changed_item(item, stated_);
        if (!written) return tl::unexpected(written.error());
        std::size_t count = 0;
        xml::Element const* property = nullptr;
        for (auto const& child : item.children()) {
            if (child.space != types) continue;
            count += properties_in(child);
            property = &child;
        }
        if (count != 1) object(Code::incorrect_update_property_count);
        if (!*written && !wrong_) wrong_ = std::move(written->error());
        if (wrong_) return {};
        if (!is_what_was_named(*property, (*written)->content)) object(Code::update_property_mismatch);
        if (!is_ignored_) update_.value = std::move((*written)->content);
        return {};
    }
    // An element without a text has no value, and still is of a property.
    bool is_what_was_named(xml::Element const& child, ItemContent const& content) const
    {
        if (is_ignored_) return child.name == "ExtendedProperty";
        if (update_.extended) {
            return content.slots.empty() && content.extended.size() == 1
                && content.find(*update_.extended) != nullptr;
        }
        for (auto const& [slot, value] : content.slots.entries())
            if (!contains(update_.slots, slot)) return false;
        if (child.name == "ExtendedProperty") return content.extended.empty();
        return std::ranges::any_of(
            rows_of_element(child.name), [&](auto const& row) { return contains(update_.slots, row.slot); });
    }

    Schema stated_;
    PropertyUpdate update_;
    std::optional<Error> wrong_;
    bool is_ignored_ = false;
};

Readable<Result<ItemUpdates>> read_updates(
    xml::Element const& list, Result<ItemReference>&& item, Schema stated)
{
    std::optional<Error> wrong;
    if (!item) wrong = item.error();
    ItemUpdates updates;
    std::size_t count = 0;
    for (auto const& element : list.children()) {
        if (++count > limits::updates_per_item_max) return refuse(Code::invalid_request);
        auto const action = enumerated(element, element.name, actions);
        if (!action) return tl::unexpected(action.error());
        auto update = UpdateReader(*action, stated).run(element);
        if (!update) return tl::unexpected(update.error());
        if (*update)
            updates.updates.push_back(std::move(**update));
        else if (!wrong)
            wrong = std::move(update->error());
    }
    if (count == 0) return refuse_form(list.at, "'Updates' is empty.");
    if (wrong) return Result<ItemUpdates>(tl::unexpected(std::move(*wrong)));
    updates.item = std::move(*item);
    return Result<ItemUpdates>(std::move(updates));
}

Readable<Result<ItemUpdates>> read_item_change(xml::Element const& element, Schema stated)
{
    if (!element.is(types, "ItemChange") || !element.first_child)
        return refuse_form(element.at, "'" + std::string(element.name) + "' is no change of an item.");
    auto item = read_item_reference(*element.first_child);
    if (!item) return tl::unexpected(item.error());
    auto const list = required_child(element, types, "Updates");
    if (!list) return tl::unexpected(list.error());
    return read_updates(**list, std::move(*item), stated);
}

// What names the slots of an update: none of the schema's names where they are not one property.
std::optional<PropertyPath> path_of(PropertyUpdate const& update)
{
    if (update.extended) return *update.extended;
    if (!update.member_key.empty()) return IndexedFieldPath { std::string(member_uri), update.member_key };
    for (auto const& row : slot_table()) {
        if (!contains(update.slots, row.slot)) continue;
        FieldPath const whole { std::string(row.uri) };
        if (slots_of(whole) == update.slots) return whole;
        IndexedFieldPath const entry { std::string(row.entry_uri), std::string(row.index) };
        if (slots_of(entry) == update.slots) return entry;
    }
    return std::nullopt;
}

void write_update(xml::Writer& writer, PropertyUpdate const& update)
{
    auto const path = path_of(update);
    if (!path) return;
    switch (update.action) {
    case Action::set: writer.open("t:SetItemField"); break;
    case Action::append: writer.open("t:AppendToItemField"); break;
    case Action::remove: writer.open("t:DeleteItemField"); break;
    }
    write_property_path(writer, *path);
    if (update.action != Action::remove) write_written_item(writer, { update.value, {} });
    writer.close();
}

}

Readable<UpdateItem> read_update_item(xml::Element const& operation, Schema stated)
{
    UpdateItem request;
    if (auto const name = operation.attribute("ConflictResolution")) {
        auto const resolution = enumerated(operation, base::trim(*name), resolutions);
        if (!resolution) return tl::unexpected(resolution.error());
        request.resolution = *resolution;
    }
    auto const list = required_child(operation, messages, "ItemChanges");
    if (!list) return tl::unexpected(list.error());
    for (auto const& element : (*list)->children()) {
        if (request.changes.size() == limits::ids_per_call_max) return refuse(Code::invalid_request);
        auto change = read_item_change(element, stated);
        if (!change) return tl::unexpected(change.error());
        request.changes.push_back(std::move(*change));
    }
    if (request.changes.empty()) return refuse_form((*list)->at, "'ItemChanges' is empty.");
    return request;
}

void write_update_item(xml::Writer& writer, UpdateItem const& request)
{
    writer.open("m:UpdateItem").attribute("ConflictResolution", name_in(resolutions, request.resolution));
    writer.open("m:ItemChanges");
    for (auto const& change : request.changes) {
        if (!change) continue;
        writer.open("t:ItemChange");
        write_item_id(writer, "t:ItemId", change->item);
        writer.open("t:Updates");
        for (auto const& update : change->updates) write_update(writer, update);
        writer.close().close();
    }
    writer.close().close();
}

void write_update_item_response(ResponseWriter& response, UpdateItemAnswer const& answer)
{
    write_response_messages(response, names, answer, [](xml::Writer& writer, UpdatedItem const* updated) {
        write_item_message(writer, updated ? &updated->item : nullptr);
        if (!updated) return;
        writer.open("m:ConflictResults").element("t:Count", std::to_string(updated->conflicts)).close();
    });
}

Readable<UpdateItemAnswer> read_update_item_response(xml::Element const& content)
{
    return read_response_messages<UpdatedItem>(
        content, names, [](xml::Element const& message) -> Readable<UpdatedItem> {
            auto item = read_item_message(message);
            if (!item) return tl::unexpected(item.error());
            UpdatedItem updated { std::move(*item) };
            auto const* const results = message.child(messages, "ConflictResults");
            auto const* const count = results ? results->child(types, "Count") : nullptr;
            if (!count) return updated;
            auto const number = read_integer(*count, count->text);
            if (!number) return tl::unexpected(number.error());
            updated.conflicts = *number;
            return updated;
        });
}

}
