#include "ews/folder_element.hpp"

#include "base/ascii.hpp"
#include "ews/extended_property.hpp"
#include "ews/folder_reference.hpp"
#include "ews/rights_element.hpp"

namespace likeness::ews {

namespace {

struct TypeName {
    FolderType type;
    std::string_view written; ///< With the prefix of an answer.
    std::string_view name;
};

constexpr std::array<TypeName, 5> type_names { {
    { FolderType::folder, "t:Folder", "Folder" },
    { FolderType::calendar, "t:CalendarFolder", "CalendarFolder" },
    { FolderType::contacts, "t:ContactsFolder", "ContactsFolder" },
    { FolderType::search, "t:SearchFolder", "SearchFolder" },
    { FolderType::tasks, "t:TasksFolder", "TasksFolder" },
} };

TypeName const* type_of(xml::Element const& element)
{
    for (auto const& known : type_names)
        if (element.is(types, known.name)) return &known;
    return nullptr;
}

void write_number(xml::Writer& writer, std::string_view name, std::optional<int> number)
{
    if (number) writer.element(name, std::to_string(*number));
}

std::optional<std::string> text_of(xml::Element const& parent, std::string_view name)
{
    auto const* const child = parent.child(types, name);
    return child ? std::optional(std::string(child->text)) : std::nullopt;
}

// Numbers into the folder. Refused: one that is none.
Readable<void> read_counts(xml::Element const& element, Folder& folder)
{
    constexpr std::array<std::pair<std::string_view, std::optional<int> Folder::*>, 3> names { {
        { "TotalCount", &Folder::total_count },
        { "ChildFolderCount", &Folder::child_folder_count },
        { "UnreadCount", &Folder::unread_count },
    } };
    for (auto const& [name, count] : names) {
        auto const* const child = element.child(types, name);
        if (!child) continue;
        auto const number = read_integer(*child, child->text);
        if (!number) return tl::unexpected(number.error());
        folder.*count = *number;
    }
    return {};
}

void read_distinguished(xml::Element const& element, Folder& folder)
{
    auto const* const child = element.child(types, "DistinguishedFolderId");
    if (!child) return;
    for (auto const& [name, value] : distinguished_folder_names)
        if (name == base::trim(child->text)) folder.distinguished = value;
}

}

void write_folder_id(xml::Writer& writer, std::string_view name, FolderId const& id)
{
    writer.open(name).attribute("Id", id.id);
    if (!id.change_key.empty()) writer.attribute("ChangeKey", id.change_key);
    writer.close();
}

Readable<FolderId> read_folder_id(xml::Element const& element)
{
    auto const id = required_attribute(element, "Id");
    if (!id) return tl::unexpected(id.error());
    return FolderId { std::string(*id), std::string(element.attribute("ChangeKey").value_or("")) };
}

void write_folder(xml::Writer& writer, Folder const& folder)
{
    writer.open(type_names[static_cast<std::size_t>(folder.type)].written);
    write_folder_id(writer, "t:FolderId", folder.id);
    if (folder.parent) write_folder_id(writer, "t:ParentFolderId", *folder.parent);
    if (folder.folder_class) writer.element("t:FolderClass", *folder.folder_class);
    if (folder.display_name) writer.element("t:DisplayName", *folder.display_name);
    write_number(writer, "t:TotalCount", folder.total_count);
    write_number(writer, "t:ChildFolderCount", folder.child_folder_count);
    for (auto const& property : folder.extended) write_extended_property(writer, property);
    if (folder.rights) write_rights(writer, *folder.rights);
    if (folder.distinguished)
        writer.element("t:DistinguishedFolderId", name_in(distinguished_folder_names, *folder.distinguished));
    write_number(writer, "t:UnreadCount", folder.unread_count);
    writer.close();
}

void write_folders(xml::Writer& writer, std::string_view name, std::vector<Folder> const& folders)
{
    writer.open(name);
    for (auto const& folder : folders) write_folder(writer, folder);
    writer.close();
}

bool is_folder(xml::Element const& element)
{
    return type_of(element) != nullptr;
}

Readable<Folder> read_folder(xml::Element const& element)
{
    auto const* const type = type_of(element);
    if (!type) return refuse_form(element.at, "'" + std::string(element.name) + "' is no folder.");
    auto const id_element = required_child(element, types, "FolderId");
    if (!id_element) return tl::unexpected(id_element.error());
    auto id = read_folder_id(**id_element);
    if (!id) return tl::unexpected(id.error());

    Folder folder { .type = type->type,
        .id = std::move(*id),
        .folder_class = text_of(element, "FolderClass"),
        .display_name = text_of(element, "DisplayName") };
    if (auto const* const parent = element.child(types, "ParentFolderId")) {
        auto parent_id = read_folder_id(*parent);
        if (!parent_id) return tl::unexpected(parent_id.error());
        folder.parent = std::move(*parent_id);
    }
    if (auto read = read_counts(element, folder); !read) return tl::unexpected(read.error());
    for (auto const& child : element.children()) {
        if (!child.is(types, "ExtendedProperty")) continue;
        auto property = read_extended_property(child);
        if (!property) return tl::unexpected(property.error());
        folder.extended.push_back(std::move(*property));
    }
    if (auto const* const rights = element.child(types, "EffectiveRights")) {
        auto const read = read_rights(*rights);
        if (!read) return tl::unexpected(read.error());
        folder.rights = *read;
    }
    read_distinguished(element, folder);
    return folder;
}

Readable<std::vector<Folder>> read_folders(
    xml::Element const& parent, xml::Space space, std::string_view name)
{
    std::vector<Folder> folders;
    auto const* const list = parent.child(space, name);
    if (!list) return folders;
    for (auto const& element : list->children()) {
        auto folder = read_folder(element);
        if (!folder) return tl::unexpected(folder.error());
        folders.push_back(std::move(*folder));
    }
    return folders;
}

}
