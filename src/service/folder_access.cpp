#include "service/folder_access.hpp"

#include "service/exchange_words.hpp"

#include <algorithm>

namespace likeness::service {

namespace {

// Exchange has this one for folders; ours do not change.
constexpr std::string_view folder_change_key = "AQAAAA==";

// Shells can be looked at; nothing can be put in them yet.
constexpr EffectiveRights rights_to_shells { .read = true, .view_private_items = true };

bool can_have_unread(FolderType type)
{
    return type != FolderType::calendar && type != FolderType::contacts;
}

}

CallerMailbox::CallerMailbox(Principal const& caller, Directory& directory)
    : caller_(caller)
    , directory_(directory)
{
}

Result<std::optional<Person>> const& CallerMailbox::owner()
{
    if (!owner_)
        owner_ = caller_.address ? directory_.find(*caller_.address)
                                 : Result<std::optional<Person>>(std::nullopt);
    return *owner_;
}

Result<Person const*> CallerMailbox::owner_or(Code without)
{
    auto const& known = owner();
    if (!known) return tl::unexpected(in_exchange_words(known.error()));
    if (!*known) return fail(without);
    return &**known;
}

FolderAccess::FolderAccess(Principal const& caller, FolderPorts const& ports)
    : ids_(ports.ids)
    , mailbox_(caller, ports.directory)
{
}

Result<FolderNode> FolderAccess::find(Result<FolderReference> const& reference)
{
    if (!reference) return tl::unexpected(reference.error());
    if (auto const* const text = std::get_if<std::string>(&*reference)) return find_by_id(*text);
    return find_by_name(std::get<DistinguishedReference>(*reference));
}

Result<FolderNode> FolderAccess::find_by_id(std::string_view text)
{
    auto const id = ids_.read(text);
    if (!id) return tl::unexpected(id.error());
    auto const owner = mailbox_.owner_or(Code::access_denied);
    if (!owner) return tl::unexpected(owner.error());
    if (id->mailbox != (*owner)->id) return fail(Code::access_denied);

    switch (id->kind) {
    case ObjectKind::folder: break;
    case ObjectKind::item:
    case ObjectKind::attachment: return fail(Code::cannot_use_item_id_for_folder_id);
    case ObjectKind::hierarchy_state:
    case ObjectKind::items_state:
    case ObjectKind::persona: return fail(Code::invalid_id_malformed);
    }
    auto const* const node = tree_.find(id->object);
    if (!node) return fail(Code::folder_not_found);
    return *node;
}

Result<FolderNode> FolderAccess::find_by_name(DistinguishedReference const& reference)
{
    // Access is judged before existence: an address that nobody has is denied like anybody else's.
    auto const without = reference.mailbox ? Code::access_denied : Code::missing_email_address;
    auto const owner = mailbox_.owner_or(without);
    if (!owner) return tl::unexpected(owner.error());
    if (reference.mailbox && !(*owner)->has(*reference.mailbox)) return fail(Code::access_denied);
    return tree_.find(reference.name);
}

FolderId const& FolderAccess::id_of(FolderNumber number)
{
    auto& given = given_[number];
    if (given.id.empty()) {
        auto const& owner = **mailbox_.owner();
        given = { ids_.write({ .kind = ObjectKind::folder, .mailbox = owner.id, .object = number }),
            std::string(folder_change_key) };
    }
    return given;
}

Folder FolderAccess::shown(FolderNode const& node, FolderShape const& shape)
{
    Folder folder { .type = node.type,
        .id = id_of(node.number),
        .display_name = node.display_name,
        .total_count = 0,
        .child_folder_count = tree_.child_count(node.number),
        .rights = rights_to_shells,
        .distinguished = node.distinguished };
    if (node.parent != 0 && shape.has(FolderProperty::parent)) folder.parent = id_of(node.parent);
    if (!node.folder_class.empty()) folder.folder_class = node.folder_class;
    if (can_have_unread(node.type)) folder.unread_count = 0;
    return shaped(std::move(folder), shape);
}

Folder shaped(Folder folder, FolderShape const& shape)
{
    if (!shape.has(FolderProperty::parent)) folder.parent.reset();
    if (!shape.has(FolderProperty::folder_class)) folder.folder_class.reset();
    if (!shape.has(FolderProperty::display_name)) folder.display_name.reset();
    if (!shape.has(FolderProperty::total_count)) folder.total_count.reset();
    if (!shape.has(FolderProperty::child_folder_count)) folder.child_folder_count.reset();
    if (!shape.has(FolderProperty::rights)) folder.rights.reset();
    if (!shape.has(FolderProperty::distinguished)) folder.distinguished.reset();
    if (!shape.has(FolderProperty::unread_count)) folder.unread_count.reset();
    if (folder.rights && !shape.view_private_items) folder.rights->view_private_items.reset();
    return folder;
}

}
