#include "ews/folder_shape.hpp"

#include "base/ascii.hpp"
#include "core/items/limits.hpp"
#include "ews/property_path.hpp"

#include <algorithm>

namespace likeness::ews {

namespace {

enum class BaseShape { id_only, standard, all_properties };

constexpr std::array<std::pair<std::string_view, BaseShape>, 4> base_shapes { {
    { "IdOnly", BaseShape::id_only }, { "Default", BaseShape::standard },
    { "AllProperties", BaseShape::all_properties },
    { "PcxPeopleSearch", BaseShape::id_only }, // Of people, and of no use for a folder.
} };

// Since when a property of folders is there, and which of ours it is.
struct Property {
    std::string_view uri;
    Schema since = Schema::exchange2007;
    std::optional<FolderProperty> property; ///< nullopt: no folder here has it.
};

constexpr std::array<Property, 15> properties { {
    { "folder:ParentFolderId", Schema::exchange2007, FolderProperty::parent },
    { "folder:FolderClass", Schema::exchange2007, FolderProperty::folder_class },
    { "folder:DisplayName", Schema::exchange2007, FolderProperty::display_name },
    { "folder:TotalCount", Schema::exchange2007, FolderProperty::total_count },
    { "folder:ChildFolderCount", Schema::exchange2007, FolderProperty::child_folder_count },
    { "folder:UnreadCount", Schema::exchange2007, FolderProperty::unread_count },
    { "folder:EffectiveRights", Schema::exchange2007_sp1, FolderProperty::rights },
    { "folder:DistinguishedFolderId", Schema::exchange2013, FolderProperty::distinguished },
    { "folder:ManagedFolderInformation", Schema::exchange2007, std::nullopt },
    { "folder:SearchParameters", Schema::exchange2007, std::nullopt },
    { "folder:PermissionSet", Schema::exchange2007_sp1, std::nullopt },
    { "folder:SharingEffectiveRights", Schema::exchange2010, std::nullopt },
    { "folder:PolicyTag", Schema::exchange2013, std::nullopt },
    { "folder:ArchiveTag", Schema::exchange2013, std::nullopt },
    { "folder:ReplicaList", Schema::exchange2013, std::nullopt },
} };

FolderShape shape_of(BaseShape base, Schema stated)
{
    FolderShape shape;
    shape.view_private_items = stated >= Schema::exchange2010;
    switch (base) {
    case BaseShape::id_only: break;
    case BaseShape::standard:
        shape.add(FolderProperty::display_name)
            .add(FolderProperty::total_count)
            .add(FolderProperty::child_folder_count)
            .add(FolderProperty::unread_count);
        break;
    case BaseShape::all_properties:
        for (auto const& known : properties)
            if (known.property && known.since <= stated) shape.add(*known.property);
        break;
    }
    return shape;
}

Readable<void> add_property(FolderShape& shape, xml::Element const& element, Schema stated)
{
    // A path that only answers have; clients that send back what they were told are not worth a fault.
    if (element.is(types, "ExceptionFieldURI")) return {};
    auto path = read_property_path(element);
    if (!path) return tl::unexpected(path.error());
    if (auto* const extended = std::get_if<ExtendedFieldPath>(&*path)) {
        if (shape.extended.size() == limits::extended_paths_max) return refuse(Code::invalid_request);
        shape.extended.push_back(std::move(*extended));
        return {};
    }
    auto const* const field = std::get_if<FieldPath>(&*path);
    if (!field) return {};
    auto const known = std::ranges::find(properties, field->uri, &Property::uri);
    if (known == properties.end()) return {};
    if (known->since > stated) return refuse(Code::incorrect_schema_version);
    if (known->property) shape.add(*known->property);
    return {};
}

}

Readable<FolderShape> read_folder_shape(xml::Element const& operation, Schema stated)
{
    auto const element = required_child(operation, messages, "FolderShape");
    if (!element) return tl::unexpected(element.error());
    auto const base = required_child(**element, types, "BaseShape");
    if (!base) return tl::unexpected(base.error());
    auto const base_shape = enumerated(**base, base::trim((*base)->text), base_shapes);
    if (!base_shape) return tl::unexpected(base_shape.error());

    auto shape = shape_of(*base_shape, stated);
    if (auto const* const more = (*element)->child(types, "AdditionalProperties"))
        for (auto const& path : more->children())
            if (auto added = add_property(shape, path, stated); !added) return tl::unexpected(added.error());
    return shape;
}

void write_folder_shape(xml::Writer& writer, FolderShape const& shape)
{
    writer.open("m:FolderShape").element("t:BaseShape", "IdOnly");
    if (shape.properties.any() || !shape.extended.empty()) {
        writer.open("t:AdditionalProperties");
        for (auto const& known : properties)
            if (known.property && shape.has(*known.property))
                writer.open("t:FieldURI").attribute("FieldURI", known.uri).close();
        for (auto const& path : shape.extended) write_property_path(writer, path);
        writer.close();
    }
    writer.close();
}

}
