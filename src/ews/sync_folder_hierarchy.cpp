#include "ews/sync_folder_hierarchy.hpp"

#include "base/ascii.hpp"
#include "ews/folder_element.hpp"
#include "ews/folder_reference.hpp"
#include "ews/folder_shape.hpp"
#include "ews/response_messages.hpp"

namespace likeness::ews {

namespace {

using Kind = FolderChange::Kind;

constexpr MessageNames names { "m:SyncFolderHierarchyResponse", "m:SyncFolderHierarchyResponseMessage" };

constexpr std::array<std::pair<std::string_view, Kind>, 3> kinds { {
    { "t:Create", Kind::created },
    { "t:Update", Kind::updated },
    { "t:Delete", Kind::deleted },
} };

void write_change(xml::Writer& writer, FolderChange const& change)
{
    writer.open(name_in(kinds, change.kind));
    if (change.kind == Kind::deleted)
        write_folder_id(writer, "t:FolderId", change.folder.id);
    else
        write_folder(writer, change.folder);
    writer.close();
}

void write_changes(xml::Writer& writer, FolderChanges const& changes)
{
    writer.element("m:SyncState", changes.state);
    writer.element("m:IncludesLastFolderInRange", changes.includes_last ? "true" : "false");
    writer.open("m:Changes");
    for (auto const& change : changes.changes) write_change(writer, change);
    writer.close();
}

Readable<FolderChange> read_change(xml::Element const& element)
{
    for (auto const& [name, kind] : kinds) {
        if (!element.is(types, name.substr(2))) continue;
        auto const* const what = element.first_child;
        if (!what) return refuse_form(element.at, "'" + std::string(element.name) + "' is empty.");
        if (kind == Kind::deleted) {
            auto id = read_folder_id(*what);
            if (!id) return tl::unexpected(id.error());
            return FolderChange { kind, Folder { .id = std::move(*id) } };
        }
        auto folder = read_folder(*what);
        if (!folder) return tl::unexpected(folder.error());
        return FolderChange { kind, std::move(*folder) };
    }
    return refuse_form(element.at, "'" + std::string(element.name) + "' is no change.");
}

Readable<FolderChanges> read_changes(xml::Element const& message)
{
    FolderChanges changes;
    if (auto const* const state = message.child(messages, "SyncState"))
        changes.state = base::trim(state->text);
    if (auto const* const last = message.child(messages, "IncludesLastFolderInRange")) {
        auto const truth = read_boolean(*last, last->text);
        if (!truth) return tl::unexpected(truth.error());
        changes.includes_last = *truth;
    }
    auto const* const list = message.child(messages, "Changes");
    if (!list) return changes;
    for (auto const& element : list->children()) {
        auto change = read_change(element);
        if (!change) return tl::unexpected(change.error());
        changes.changes.push_back(std::move(*change));
    }
    return changes;
}

}

Readable<SyncFolderHierarchy> read_sync_folder_hierarchy(xml::Element const& operation, Schema stated)
{
    auto const shape = read_folder_shape(operation, stated);
    if (!shape) return tl::unexpected(shape.error());
    SyncFolderHierarchy request { .shape = *shape };
    if (auto const* const target = operation.child(messages, "SyncFolderId")) {
        auto const* const id = target->first_child;
        if (!id || id->next) return refuse_form(target->at, "'SyncFolderId' holds exactly one id.");
        auto folder = read_folder_reference(*id);
        if (!folder) return tl::unexpected(folder.error());
        request.folder = std::move(*folder);
    }
    if (auto const* const state = operation.child(messages, "SyncState"))
        request.state = base::trim(state->text);
    return request;
}

void write_sync_folder_hierarchy(xml::Writer& writer, SyncFolderHierarchy const& request)
{
    writer.open("m:SyncFolderHierarchy");
    write_folder_shape(writer, request.shape);
    if (request.folder && *request.folder) {
        writer.open("m:SyncFolderId");
        write_folder_reference(writer, **request.folder);
        writer.close();
    }
    if (!request.state.empty()) writer.element("m:SyncState", request.state);
    writer.close();
}

void write_sync_folder_hierarchy_response(ResponseWriter& response, Result<FolderChanges> const& answer)
{
    std::vector const answers { answer };
    write_response_messages(response, names, answers, [](xml::Writer& writer, FolderChanges const* changes) {
        if (changes) return write_changes(writer, *changes);
        // exchangelib looks at these before it looks for an error.
        writer.element("m:SyncState", "").element("m:IncludesLastFolderInRange", "true");
    });
}

Readable<Result<FolderChanges>> read_sync_folder_hierarchy_response(xml::Element const& content)
{
    auto answers = read_response_messages<FolderChanges>(content, names, read_changes);
    if (!answers) return tl::unexpected(answers.error());
    if (answers->size() != 1) return refuse_form(content.at, "there is more than one response message");
    return std::move(answers->front());
}

}
