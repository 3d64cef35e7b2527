#include "service/shown_folder.hpp"

#include "base/ascii.hpp"
#include "base/date_time.hpp"
#include "service/change_keys.hpp"
#include "service/exchange_words.hpp"

#include <algorithm>
#include <limits>

namespace likeness::service {

namespace {

// Exchange has this one for folders; those that every mailbox has do not change.
constexpr std::string_view unchanged_key = "AQAAAA==";

// Where the times begin that stand for numbers of changes: the year 2000.
constexpr base::Seconds first_commit { std::chrono::seconds(946'684'800) };

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
    for (auto const& path : shape.extended) {
        auto value = mapi_value(mailbox, node, path);
        if (!value) return tl::unexpected(value.error());
        if (*value) folder.extended.push_back({ path, { std::move(**value) } });
    }
    return folder;
}

Result<std::optional<std::string>> FolderViews::mapi_value(
    OpenMailbox& mailbox, FolderNode const& node, ExtendedFieldPath const& path)
{
    using Value = std::optional<std::string>;
    auto const is = [&](std::string_view tag, std::string_view type) {
        return path.type == type && base::equals_ignoring_ascii_case(path.tag.value_or(""), tag);
    };
    auto const written = [](int number) { return Value(std::to_string(number)); };

    // DavMail takes a folder for an address book by the second, and calls it by the third.
    if (is("0x3001", "String")) return node.display_name;
    if (is("0x3613", "String")) return node.folder_class.empty() ? Value() : Value(node.folder_class);
    if (is("0x10f3", "String")) return node.display_name;
    if (is("0x3602", "Integer")) return item_count(mailbox, node.number).map(written);
    if (is("0x3603", "Integer")) return written(0);
    if (is("0x360a", "Boolean"))
        return child_count(mailbox, node.number).map([](int count) {
            return Value(count > 0 ? "true" : "false");
        });
    // When something in the folder was last changed, by which DavMail's clients see whether to look again: what counts is
    // that it differs then. Ours is the number of the mailbox's newest change, as a time.
    if (is("0x670a", "SystemTime"))
        return head_of(mailbox).map([](ChangeNumber head) {
            return Value(base::format_date_time(first_commit + std::chrono::seconds(head)));
        });
    return Value();
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

Result<ChangeNumber> FolderViews::head_of(OpenMailbox const& mailbox)
{
    auto& head = counts_[mailbox.owner.id].head;
    if (!head) {
        // Of no folder, but with the newest change.
        auto const changes
            = ports_.store.folder_changes(mailbox.owner.id, std::numeric_limits<ChangeNumber>::max());
        if (!changes) return tl::unexpected(in_exchange_words(changes.error()));
        head = changes->head;
    }
    return *head;
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
