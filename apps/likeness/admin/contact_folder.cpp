#include "apps/likeness/admin/contact_folder.hpp"

#include "apps/likeness/admin/folder_path.hpp"
#include "base/ascii.hpp"
#include "core/items/limits.hpp"
#include "service/folder_tree.hpp"

#include <vector>

namespace likeness::app {

namespace {

constexpr std::string_view contact_folder_class = "IPF.Contact";

bool holds_contacts(service::FolderNode const& node)
{
    return service::can_hold_items(node) && node.type != FolderType::search
        && base::starts_with_ignoring_ascii_case(node.folder_class, contact_folder_class);
}

}

Result<ContactFolder> find_contact_folder(MailboxStore& store, Person owner, std::string const& path)
{
    auto const made = store.folders(owner.id);
    if (!made) return tl::unexpected(made.error());
    service::FolderTree const tree(*made);
    auto const* const found = find_by_path(tree, path);
    if (!found) return fail(Code::folder_not_found, "there is no such folder", path);
    if (!holds_contacts(*found)) return fail(Code::invalid_request, "this is no folder of contacts", path);
    return ContactFolder { std::move(owner), found->number };
}

Result<std::uint64_t> count_items(MailboxStore& store, ContactFolder const& folder)
{
    return store.item_counts(folder.owner.id).map([&](std::vector<ItemCount> const& counts) {
        for (auto const& count : counts)
            if (count.folder == folder.number) return count.items;
        return std::uint64_t { 0 };
    });
}

Result<void> for_all_items(MailboxStore& store, ContactFolder const& folder,
    std::function<Result<bool>(std::span<StoredItem>)> const& take)
{
    std::optional<ItemsPoint> point;
    bool is_last = false;
    while (!is_last) {
        auto listed = store.changes(folder.owner.id, folder.number, point, limits::sync_changes_max);
        if (!listed) return tl::unexpected(listed.error());
        std::vector<StoredItem> items;
        for (auto& change : listed->changes)
            if (change.item) items.push_back(*std::move(change.item));
        auto const goes_on = take(items);
        if (!goes_on) return tl::unexpected(goes_on.error());
        point = listed->point;
        is_last = listed->is_last || !*goes_on;
    }
    return {};
}

}
