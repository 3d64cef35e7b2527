#include "ews/change_folders.hpp"

#include "base/ascii.hpp"
#include "core/limits.hpp"
#include "ews/delete_type.hpp"
#include "ews/folder_element.hpp"
#include "ews/folder_reference.hpp"
#include "ews/property_path.hpp"
#include "ews/response_messages.hpp"

namespace likeness::ews {

namespace {

constexpr MessageNames create_names { "m:CreateFolderResponse", "m:CreateFolderResponseMessage" };
constexpr MessageNames update_names { "m:UpdateFolderResponse", "m:UpdateFolderResponseMessage" };
constexpr MessageNames delete_names { "m:DeleteFolderResponse", "m:DeleteFolderResponseMessage" };

struct FolderElement {
    std::string_view tag;
    FolderType type;
};
constexpr std::array folder_elements {
    FolderElement { "t:Folder", FolderType::folder },
    FolderElement { "t:CalendarFolder", FolderType::calendar },
    FolderElement { "t:ContactsFolder", FolderType::contacts },
    FolderElement { "t:SearchFolder", FolderType::search },
    FolderElement { "t:TasksFolder", FolderType::tasks },
};

std::optional<std::string> text_in(xml::Element const& parent, std::string_view name)
{
    auto const* const child = parent.child(types, name);
    return child ? std::optional(std::string(base::trim(child->text))) : std::nullopt;
}

Readable<WrittenFolder> read_written_folder(xml::Element const& element)
{
    for (auto const& [tag, type] : folder_elements)
        if (element.is(types, tag.substr(2)))
            return WrittenFolder { type, text_in(element, "FolderClass"), text_in(element, "DisplayName") };
    return refuse_form(element.at, "'" + std::string(element.name) + "' is no folder.");
}

void write_written_folder(xml::Writer& writer, WrittenFolder const& folder)
{
    for (auto const& [tag, type] : folder_elements)
        if (type == folder.type) writer.open(tag);
    if (folder.folder_class) writer.element("t:FolderClass", *folder.folder_class);
    if (folder.display_name) writer.element("t:DisplayName", *folder.display_name);
    writer.close();
}

void write_folder_message(xml::Writer& writer, Folder const* folder)
{
    writer.open("m:Folders"); // Empty for a failure, as Exchange's is.
    if (folder) write_folder(writer, *folder);
    writer.close();
}

Readable<Folder> read_folder_message(xml::Element const& message)
{
    auto folders = read_folders(message, messages, "Folders");
    if (!folders) return tl::unexpected(folders.error());
    if (folders->size() != 1) return refuse_form(message.at, "the message holds not exactly one folder");
    return std::move(folders->front());
}

// One change of a folder, put into what is known of them so far; what is wrong with it alone is the folder's answer.
Readable<void> read_update(xml::Element const& element, FolderUpdates& updates, std::optional<Error>& wrong)
{
    auto const object = [&](Code code) {
        if (!wrong) wrong = fail(code).value();
    };
    auto const* const path_element = element.first_child;
    if (!path_element) return refuse_form(element.at, "'" + std::string(element.name) + "' is empty.");
    auto const path = read_property_path(*path_element);
    if (!path) return tl::unexpected(path.error());
    auto const* const field = std::get_if<FieldPath>(&*path);
    if (element.is(types, "DeleteFolderField")) {
        // exchangelib, which writes whatever a folder can have, takes away the permissions that it was not shown.
        if (!field || field->uri != "folder:PermissionSet") object(Code::invalid_property_delete);
        return {};
    }
    if (element.is(types, "AppendToFolderField")) {
        object(Code::invalid_property_append);
        return {};
    }
    auto const* const value = path_element->next;
    if (!element.is(types, "SetFolderField") || !value)
        return refuse_form(element.at, "'" + std::string(element.name) + "' is no change of a folder.");
    auto folder = read_written_folder(*value);
    if (!folder) return tl::unexpected(folder.error());

    auto const set = [&](std::optional<std::string>& target, std::optional<std::string>& from) {
        if (!from) object(Code::update_property_mismatch);
        target = std::move(from);
    };
    if (field && field->uri == "folder:DisplayName")
        set(updates.display_name, folder->display_name);
    else if (field && field->uri == "folder:FolderClass")
        set(updates.folder_class, folder->folder_class);
    else
        object(Code::invalid_property_set);
    return {};
}

Readable<Result<FolderUpdates>> read_folder_change(xml::Element const& element)
{
    if (!element.is(types, "FolderChange") || !element.first_child)
        return refuse_form(element.at, "'" + std::string(element.name) + "' is no change of a folder.");
    auto folder = read_folder_reference(*element.first_child);
    if (!folder) return tl::unexpected(folder.error());
    auto const list = required_child(element, types, "Updates");
    if (!list) return tl::unexpected(list.error());
    FolderUpdates updates { .folder = std::move(*folder) };
    std::optional<Error> wrong;
    for (auto const& update : (*list)->children())
        if (auto read = read_update(update, updates, wrong); !read) return tl::unexpected(read.error());
    if (wrong) return Result<FolderUpdates>(tl::unexpected(std::move(*wrong)));
    return Result<FolderUpdates>(std::move(updates));
}

void write_field(xml::Writer& writer, std::string_view uri, WrittenFolder const& folder)
{
    writer.open("t:SetFolderField");
    write_property_path(writer, FieldPath { std::string(uri) });
    write_written_folder(writer, folder);
    writer.close();
}

// The things in the operation's child `name`, each read by `read`. Refused: none, or too many.
template <class Value, class Read>
Readable<std::vector<Result<Value>>> read_list(
    xml::Element const& operation, std::string_view name, Read read)
{
    auto const list = required_child(operation, messages, name);
    if (!list) return tl::unexpected(list.error());
    std::vector<Result<Value>> values;
    for (auto const& element : (*list)->children()) {
        if (values.size() == limits::ids_per_call_max) return refuse(Code::invalid_request);
        auto value = read(element);
        if (!value) return tl::unexpected(value.error());
        values.push_back(std::move(*value));
    }
    if (values.empty()) return refuse_form((*list)->at, "'" + std::string(name) + "' is empty.");
    return values;
}

}

Readable<CreateFolder> read_create_folder(xml::Element const& operation)
{
    auto parent = read_target_folder(operation, "ParentFolderId");
    if (!parent) return tl::unexpected(parent.error());
    auto folders = read_list<WrittenFolder>(operation, "Folders", read_written_folder);
    if (!folders) return tl::unexpected(folders.error());
    return CreateFolder { std::move(*parent), std::move(*folders) };
}

void write_create_folder(xml::Writer& writer, CreateFolder const& request)
{
    writer.open("m:CreateFolder");
    if (request.parent) write_target_folder(writer, "m:ParentFolderId", *request.parent);
    writer.open("m:Folders");
    for (auto const& folder : request.folders)
        if (folder) write_written_folder(writer, *folder);
    writer.close().close();
}

void write_create_folder_response(ResponseWriter& response, CreateFolderAnswer const& answer)
{
    write_response_messages(response, create_names, answer, write_folder_message);
}

Readable<CreateFolderAnswer> read_create_folder_response(xml::Element const& content)
{
    return read_response_messages<Folder>(content, create_names, read_folder_message);
}

Readable<UpdateFolder> read_update_folder(xml::Element const& operation)
{
    return read_list<FolderUpdates>(operation, "FolderChanges", read_folder_change).map([](auto&& changes) {
        return UpdateFolder { std::move(changes) };
    });
}

void write_update_folder(xml::Writer& writer, UpdateFolder const& request)
{
    writer.open("m:UpdateFolder").open("m:FolderChanges");
    for (auto const& change : request.changes) {
        if (!change || !change->folder) continue;
        writer.open("t:FolderChange");
        write_folder_reference(writer, *change->folder);
        writer.open("t:Updates");
        if (change->folder_class)
            write_field(writer, "folder:FolderClass", { .folder_class = change->folder_class });
        if (change->display_name)
            write_field(writer, "folder:DisplayName", { .display_name = change->display_name });
        writer.close().close();
    }
    writer.close().close();
}

void write_update_folder_response(ResponseWriter& response, UpdateFolderAnswer const& answer)
{
    write_response_messages(response, update_names, answer, write_folder_message);
}

Readable<UpdateFolderAnswer> read_update_folder_response(xml::Element const& content)
{
    return read_response_messages<Folder>(content, update_names, read_folder_message);
}

Readable<DeleteFolder> read_delete_folder(xml::Element const& operation)
{
    auto const type = read_delete_type(operation);
    if (!type) return tl::unexpected(type.error());
    auto folders = read_folder_references(operation, "FolderIds");
    if (!folders) return tl::unexpected(folders.error());
    return DeleteFolder { *type, std::move(*folders) };
}

void write_delete_folder(xml::Writer& writer, DeleteFolder const& request)
{
    writer.open("m:DeleteFolder").attribute("DeleteType", name_in(delete_types, request.type));
    write_folder_references(writer, "m:FolderIds", request.folders);
    writer.close();
}

void write_delete_folder_response(ResponseWriter& response, DeleteFolderAnswer const& answer)
{
    write_response_messages(response, delete_names, answer, [](xml::Writer&, Done const*) { });
}

Readable<DeleteFolderAnswer> read_delete_folder_response(xml::Element const& content)
{
    return read_response_messages<Done>(
        content, delete_names, [](xml::Element const&) -> Readable<Done> { return Done {}; });
}

}
