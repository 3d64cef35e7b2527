#include "ews/sync_folder_items.hpp"

#include "base/ascii.hpp"
#include "core/items/limits.hpp"
#include "core/limits.hpp"
#include "ews/folder_reference.hpp"
#include "ews/item_element.hpp"
#include "ews/item_reference.hpp"
#include "ews/item_shape.hpp"
#include "ews/response_messages.hpp"

namespace likeness::ews {

namespace {

using Kind = SyncedChange::Kind;

constexpr MessageNames names { "m:SyncFolderItemsResponse", "m:SyncFolderItemsResponseMessage" };

constexpr std::array<std::pair<std::string_view, Kind>, 3> kinds { {
    { "t:Create", Kind::created },
    { "t:Update", Kind::updated },
    { "t:Delete", Kind::deleted },
} };

// There is nothing but normal items, so that both mean the same.
constexpr std::array<std::pair<std::string_view, bool>, 2> scopes { {
    { "NormalItems", false },
    { "NormalAndAssociatedItems", true },
} };

constexpr std::array left_to_get_item { Slot::body, Slot::body_type, Slot::attachments, Slot::photo };

Readable<void> read_scope(xml::Element const& operation, Schema stated)
{
    auto const* const element = operation.child(messages, "SyncScope");
    if (!element) return {};
    if (stated < Schema::exchange2010) return refuse(Code::incorrect_schema_version);
    auto const scope = enumerated(*element, base::trim(element->text), scopes);
    if (!scope) return tl::unexpected(scope.error());
    return {};
}

Readable<std::vector<ItemReference>> read_ignored(xml::Element const& operation)
{
    std::vector<ItemReference> ignored;
    auto const* const list = operation.child(messages, "Ignore");
    if (!list) return ignored;
    for (auto const& element : list->children()) {
        if (ignored.size() == limits::ids_per_call_max) return refuse(Code::invalid_request);
        auto reference = read_item_reference(element);
        if (!reference) return tl::unexpected(reference.error());
        if (*reference) ignored.push_back(std::move(**reference));
    }
    return ignored;
}

Readable<int> read_changes_max(xml::Element const& operation)
{
    auto const element = required_child(operation, messages, "MaxChangesReturned");
    if (!element) return tl::unexpected(element.error());
    auto const number = read_integer(**element, base::trim((*element)->text));
    if (!number) return number;
    if (*number < 1 || static_cast<std::size_t>(*number) > limits::sync_changes_max)
        return refuse_form((*element)->at, "'MaxChangesReturned' is not from 1 to 512.");
    return number;
}

void write_change(xml::Writer& writer, SyncedChange const& change)
{
    writer.open(name_in(kinds, change.kind));
    if (change.kind == Kind::deleted)
        write_item_id(writer, "t:ItemId", change.item.id);
    else
        write_item(writer, change.item);
    writer.close();
}

void write_changes(xml::Writer& writer, SyncedItems const& synced)
{
    writer.element("m:SyncState", synced.state);
    writer.element("m:IncludesLastItemInRange", synced.includes_last ? "true" : "false");
    writer.open("m:Changes");
    for (auto const& change : synced.changes) write_change(writer, change);
    writer.close();
}

Readable<SyncedChange> read_change(xml::Element const& element)
{
    for (auto const& [name, kind] : kinds) {
        if (!element.is(types, name.substr(2))) continue;
        auto const* const what = element.first_child;
        if (!what) return refuse_form(element.at, "'" + std::string(element.name) + "' is empty.");
        if (kind != Kind::deleted)
            return read_item(*what).map([&](auto&& item) { return SyncedChange { kind, std::move(item) }; });
        auto id = read_item_reference(*what);
        if (!id) return tl::unexpected(id.error());
        if (!*id) return refuse_form(what->at, "'" + std::string(what->name) + "' is no id.");
        return SyncedChange { kind, ShownItem { .id = std::move(**id) } };
    }
    return refuse_form(element.at, "'" + std::string(element.name) + "' is no change.");
}

Readable<SyncedItems> read_changes(xml::Element const& message)
{
    SyncedItems synced;
    if (auto const* const state = message.child(messages, "SyncState"))
        synced.state = base::trim(state->text);
    if (auto const* const last = message.child(messages, "IncludesLastItemInRange")) {
        auto const truth = read_boolean(*last, last->text);
        if (!truth) return tl::unexpected(truth.error());
        synced.includes_last = *truth;
    }
    auto const* const list = message.child(messages, "Changes");
    if (!list) return synced;
    for (auto const& element : list->children()) {
        if (element.is(types, "ReadFlagChange")) continue; // Of messages.
        auto change = read_change(element);
        if (!change) return tl::unexpected(change.error());
        synced.changes.push_back(std::move(*change));
    }
    return synced;
}

}

Readable<SyncFolderItems> read_sync_folder_items(xml::Element const& operation, Schema stated)
{
    auto shape = read_item_shape(operation, stated);
    if (!shape) return tl::unexpected(shape.error());
    auto folder = read_target_folder(operation, "SyncFolderId");
    if (!folder) return tl::unexpected(folder.error());
    SyncFolderItems request { .shape = std::move(*shape), .folder = std::move(*folder) };
    for (auto const slot : left_to_get_item) request.shape.slots.reset(static_cast<std::size_t>(slot));
    if (auto const* const state = operation.child(messages, "SyncState"))
        request.state = base::trim(state->text);
    auto ignored = read_ignored(operation);
    if (!ignored) return tl::unexpected(ignored.error());
    request.ignored = std::move(*ignored);
    auto const most = read_changes_max(operation);
    if (!most) return tl::unexpected(most.error());
    request.changes_max = *most;
    if (auto read = read_scope(operation, stated); !read) return tl::unexpected(read.error());
    return request;
}

void write_sync_folder_items(xml::Writer& writer, SyncFolderItems const& request)
{
    writer.open("m:SyncFolderItems");
    write_item_shape(writer, request.shape);
    if (request.folder) write_target_folder(writer, "m:SyncFolderId", *request.folder);
    if (!request.state.empty()) writer.element("m:SyncState", request.state);
    if (!request.ignored.empty()) {
        writer.open("m:Ignore");
        for (auto const& item : request.ignored) write_item_id(writer, "t:ItemId", item);
        writer.close();
    }
    writer.element("m:MaxChangesReturned", std::to_string(request.changes_max)).close();
}

void write_sync_folder_items_response(ResponseWriter& response, SyncFolderItemsAnswer const& answer)
{
    std::vector const answers { answer };
    write_response_messages(response, names, answers, [](xml::Writer& writer, SyncedItems const* synced) {
        if (synced) return write_changes(writer, *synced);
        // exchangelib looks at these before it looks for an error.
        writer.element("m:SyncState", "").element("m:IncludesLastItemInRange", "true");
    });
}

Readable<SyncFolderItemsAnswer> read_sync_folder_items_response(xml::Element const& content)
{
    auto answers = read_response_messages<SyncedItems>(content, names, read_changes);
    if (!answers) return tl::unexpected(answers.error());
    if (answers->size() != 1) return refuse_form(content.at, "there is more than one response message");
    return std::move(answers->front());
}

}
