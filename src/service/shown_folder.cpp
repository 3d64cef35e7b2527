#include "service/shown_folder.hpp"

#include "service/change_keys.hpp"
#include "service/exchange_words.hpp"

#include <algorithm>
#include <limits>

namespace likeness::service {

namespace {

// Exchange has this one for folders; those that every mailbox has do not change.
constexpr std::string_view unchanged_key = "AQAAAA==";

std::string change_key_of(FolderNode const& node)
{
    return node.is_made() ? folder_change_key(node.change) : std::string(unchanged_key);
}

bool can_have_unread(FolderType type)
{
    return type != FolderType::calendar && type != FolderType::contacts;
}

EffectiveRights rights_to(OpenMailbox const& mailbox, FolderNode const& node, FolderShape const& shape)
{
    bool const may_change = MailboxAccess::may(mailbox, node.number, Right::change).has_value();
    EffectiveRights rights { .create_contents = may_change && can_hold_items(node),
        .create_hierarchy = mailbox.is_own && can_hold_folders(node),
        .remove = mailbox.is_own && node.is_made(),
        .modify = mailbox.is_own && node.is_made(),
        .read = true };
    if (shape.view_private_items) rights.view_private_items = true;
    return rights;
}

}

FolderViews::FolderViews(MailboxAccess& access, MailboxPorts const& ports)
    : access_(access)
    , ports_(ports)
{
}

std::string const& FolderViews::id_of(OpenMailbox const& mailbox, FolderNumber number)
{
    auto& id = counts_[mailbox.owner.id].ids[number];
    if (id.empty())
        id = ports_.ids.write({ .kind = ObjectKind::folder, .mailbox = mailbox.owner.id, .object = number });
    return id;
}

Folder FolderViews::named(OpenMailbox const& mailbox, FolderNode const& node)
{
    return { .type = node.type, .id = { id_of(mailbox, node.number), change_key_of(node) } };
}

Result<Folder> FolderViews::shown(OpenMailbox& mailbox, FolderNode const& node, FolderShape const& shape)
{
    auto folder = named(mailbox, node);
    if (shape.has(FolderProperty::total_count)) {
        auto const count = item_count(mailbox, node.number);
        if (!count) return tl::unexpected(count.error());
        folder.total_count = *count;
    }
    if (shape.has(FolderProperty::child_folder_count)) {
        auto const count = child_count(mailbox, node.number);
        if (!count) return tl::unexpected(count.error());
        folder.child_folder_count = *count;
    }
    auto const* const parent = node.parent != 0 && shape.has(FolderProperty::parent) && mailbox.tree
        ? mailbox.tree->find(node.parent)
        : nullptr;
    if (parent) folder.parent = named(mailbox, *parent).id;
    if (!node.folder_class.empty() && shape.has(FolderProperty::folder_class))
        folder.folder_class = node.folder_class;
    if (shape.has(FolderProperty::display_name)) folder.display_name = node.display_name;
    if (shape.has(FolderProperty::rights)) folder.rights = rights_to(mailbox, node, shape);
    if (shape.has(FolderProperty::distinguished)) folder.distinguished = node.distinguished;
    if (can_have_unread(node.type) && shape.has(FolderProperty::unread_count)) folder.unread_count = 0;
    return folder;
}

Result<int> FolderViews::item_count(OpenMailbox const& mailbox, FolderNumber folder)
{
    auto& items = counts_[mailbox.owner.id].items;
    if (!items) {
        auto const counted = ports_.store.item_counts(mailbox.owner.id);
        if (!counted) return tl::unexpected(in_exchange_words(counted.error()));
        items.emplace();
        constexpr std::uint64_t most = std::numeric_limits<int>::max();
        for (auto const& count : *counted) items->emplace(count.folder, std::min(count.items, most));
    }
    auto const found = items->find(folder);
    return found == items->end() ? 0 : found->second;
}

Result<int> FolderViews::child_count(OpenMailbox& mailbox, FolderNumber folder)
{
    auto& children = counts_[mailbox.owner.id].children;
    if (!children) {
        auto const tree = access_.tree_of(mailbox);
        if (!tree) return tl::unexpected(tree.error());
        children.emplace();
        for (auto const& node : (*tree)->nodes())
            if (mailbox.shows(node.number)) ++(*children)[node.parent];
    }
    auto const found = children->find(folder);
    return found == children->end() ? 0 : found->second;
}

}
