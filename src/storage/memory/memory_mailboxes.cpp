#include "storage/memory/memory_mailboxes.hpp"

#include "core/items/limits.hpp"

#include <algorithm>
#include <limits>

namespace likeness::storage {

namespace {

using Items = std::vector<StoredMailbox::Item const*>;

StoredItem without_attachments(StoredItem item)
{
    item.attachments.clear();
    return item;
}

// One for each of `inputs`, in order.
template <class Output, class Inputs, class Do> std::vector<Result<Output>> each(Inputs const& inputs, Do act)
{
    std::vector<Result<Output>> outputs;
    for (auto const& input : inputs) outputs.push_back(act(input));
    return outputs;
}

bool comes_before(StoredItem const& left, StoredItem const& right, std::span<ItemOrder const> orders)
{
    for (auto const& [by, descending] : orders) {
        auto const one = sort_key(left, by);
        auto const other = sort_key(right, by);
        if (one != other) return (one < other) != descending;
    }
    return left.number < right.number;
}

// Listed for the first time: by number, whatever has changed since the list was begun.
ItemChangesSince list_on(
    StoredMailbox const& mailbox, FolderNumber folder, ItemsPoint const& from, std::size_t most)
{
    ItemChangesSince answer { .changes = {}, .point = from, .is_last = true };
    for (auto at = mailbox.items.upper_bound(*from.listed); at != mailbox.items.end(); ++at) {
        auto const& item = at->second.item;
        if (item.folder != folder || item.entered > from.change) continue;
        if (answer.changes.size() == most) {
            answer.is_last = false;
            return answer;
        }
        answer.changes.push_back({ ItemChange::Kind::created, item.number, without_attachments(item) });
        answer.point.listed = item.number;
    }
    answer.point.listed.reset();
    return answer;
}

ItemChangesSince follow(
    StoredMailbox const& mailbox, FolderNumber folder, ItemsPoint const& from, std::size_t most)
{
    std::map<ChangeNumber, ItemChange> by_change;
    for (auto const& [number, stored] : mailbox.items) {
        auto const& item = stored.item;
        if (item.folder != folder || item.change <= from.change) continue;
        auto const kind = item.entered > from.change ? ItemChange::Kind::created : ItemChange::Kind::updated;
        by_change[item.change] = { kind, number, without_attachments(item) };
    }
    for (auto const& [number, gone] : mailbox.gone_items)
        if (gone.folder == folder && gone.change > from.change && gone.entered <= from.change)
            by_change[gone.change] = { ItemChange::Kind::removed, number, std::nullopt };

    ItemChangesSince answer { .changes = {}, .point = { mailbox.head, std::nullopt }, .is_last = true };
    ChangeNumber told = from.change;
    for (auto& [change, item] : by_change) {
        if (answer.changes.size() == most) {
            answer.point.change = told;
            answer.is_last = false;
            return answer;
        }
        answer.changes.push_back(std::move(item));
        told = change;
    }
    return answer;
}

}

StoredMailbox const& MemoryMailboxes::of(PersonId mailbox) const
{
    static StoredMailbox const empty;
    auto const found = state_.mailboxes.find(mailbox);
    return found == state_.mailboxes.end() ? empty : found->second;
}

Result<StoredMailbox*> MemoryMailboxes::need(PersonId mailbox)
{
    return state_.need(mailbox).map([&](StoredPerson*) { return &state_.mailboxes[mailbox]; });
}

Result<std::vector<MadeFolder>> MemoryMailboxes::folders(PersonId mailbox)
{
    std::lock_guard const lock(state_.mutex);
    return parents_first(of(mailbox).folders);
}

Result<std::vector<ItemCount>> MemoryMailboxes::item_counts(PersonId mailbox)
{
    std::lock_guard const lock(state_.mutex);
    std::map<FolderNumber, std::uint64_t> counts;
    for (auto const& [number, item] : of(mailbox).items) ++counts[item.item.folder];
    std::vector<ItemCount> sorted;
    for (auto const& [folder, count] : counts) sorted.push_back({ folder, count });
    return sorted;
}

Result<MadeFolder> MemoryMailboxes::create_folder(PersonId mailbox, NewFolder const& folder)
{
    std::lock_guard const lock(state_.mutex);
    return need(mailbox).and_then([&](StoredMailbox* stored) { return stored->create_folder(folder); });
}

Result<MadeFolder> MemoryMailboxes::update_folder(
    PersonId mailbox, FolderNumber folder, FolderUpdate const& update)
{
    std::lock_guard const lock(state_.mutex);
    return need(mailbox).and_then(
        [&](StoredMailbox* stored) { return stored->update_folder(folder, update); });
}

Result<void> MemoryMailboxes::remove_folder(PersonId mailbox, FolderNumber folder)
{
    std::lock_guard const lock(state_.mutex);
    return need(mailbox).and_then([&](StoredMailbox* stored) { return stored->remove_folder(folder); });
}

Result<FolderChangesSince> MemoryMailboxes::folder_changes(PersonId mailbox, ChangeNumber since)
{
    std::lock_guard const lock(state_.mutex);
    auto const& stored = of(mailbox);
    FolderChangesSince changes { .present = {}, .removed = {}, .head = stored.head };
    for (auto const& [number, folder] : stored.folders)
        if (folder.change > since) changes.present.push_back(folder);
    std::ranges::sort(changes.present, {}, &MadeFolder::change);
    for (auto const& [number, gone] : stored.gone_folders)
        if (gone.change > since && gone.entered <= since) changes.removed.push_back(number);
    return changes;
}

Result<std::vector<Result<CreatedItem>>> MemoryMailboxes::create_items(
    PersonId mailbox, std::span<NewItem const> items, Stamp const& stamp)
{
    std::lock_guard const lock(state_.mutex);
    return need(mailbox).map([&](StoredMailbox* stored) {
        return each<CreatedItem>(items, [&](NewItem const& item) { return stored->create(item, stamp); });
    });
}

Result<std::vector<std::optional<StoredItem>>> MemoryMailboxes::find_items(
    PersonId mailbox, std::span<ItemNumber const> items, WithAttachments with)
{
    std::lock_guard const lock(state_.mutex);
    auto const& stored = of(mailbox);
    std::vector<std::optional<StoredItem>> found;
    for (auto const number : items) {
        auto const* const item = stored.find(number);
        if (!item)
            found.push_back(std::nullopt);
        else
            found.push_back(with == WithAttachments::yes ? item->item : without_attachments(item->item));
    }
    return found;
}

Result<std::vector<Result<ItemKey>>> MemoryMailboxes::update_items(
    PersonId mailbox, std::span<ItemUpdate const> updates, Stamp const& stamp)
{
    std::lock_guard const lock(state_.mutex);
    return need(mailbox).map([&](StoredMailbox* stored) {
        return each<ItemKey>(
            updates, [&](ItemUpdate const& update) { return stored->update(update, stamp); });
    });
}

Result<SlotSet> MemoryMailboxes::touched_since(PersonId mailbox, ItemNumber number, ChangeNumber since)
{
    std::lock_guard const lock(state_.mutex);
    auto const* const item = of(mailbox).find(number);
    if (!item) return fail(Code::item_not_found);
    SlotSet touched;
    if (since < item->touched_known_since) return touched.set();
    for (auto const& [change, slots] : item->touched)
        if (change > since) touched |= slots;
    return touched;
}

Result<std::vector<Result<void>>> MemoryMailboxes::remove_items(
    PersonId mailbox, std::span<ItemNumber const> items)
{
    std::lock_guard const lock(state_.mutex);
    return need(mailbox).map([&](StoredMailbox* stored) {
        return each<void>(items, [&](ItemNumber number) { return stored->remove(number); });
    });
}

Result<std::vector<Result<ItemKey>>> MemoryMailboxes::move_items(
    PersonId mailbox, std::span<ItemNumber const> items, FolderNumber to)
{
    std::lock_guard const lock(state_.mutex);
    return need(mailbox).map([&](StoredMailbox* stored) {
        return each<ItemKey>(items, [&](ItemNumber number) { return stored->move(number, to); });
    });
}

Result<std::vector<Result<ItemKey>>> MemoryMailboxes::copy_items(PersonId mailbox,
    std::span<ItemNumber const> items, PersonId to_mailbox, FolderNumber to, Stamp const& stamp)
{
    std::lock_guard const lock(state_.mutex);
    auto const target = need(to_mailbox);
    if (!target) return tl::unexpected(target.error());
    auto const& source = of(mailbox);
    return each<ItemKey>(items, [&](ItemNumber number) -> Result<ItemKey> {
        auto const* const original = source.find(number);
        if (!original) return fail(Code::item_not_found);
        return (*target)->take_copy(*original, to, stamp);
    });
}

Result<std::vector<Result<CreatedAttachment>>> MemoryMailboxes::create_attachments(
    PersonId mailbox, ItemNumber item, std::span<NewAttachment const> attachments, Stamp const& stamp)
{
    std::lock_guard const lock(state_.mutex);
    return need(mailbox).map([&](StoredMailbox* stored) {
        return each<CreatedAttachment>(attachments,
            [&](NewAttachment const& attachment) { return stored->attach(item, attachment, stamp); });
    });
}

Result<std::optional<Attachment>> MemoryMailboxes::find_attachment(
    PersonId mailbox, ItemNumber number, AttachmentNumber attachment)
{
    std::lock_guard const lock(state_.mutex);
    auto const* const item = of(mailbox).find(number);
    if (!item) return fail(Code::item_not_found);
    for (auto const& known : item->item.attachments)
        if (known.number == attachment) return Attachment { known, item->bytes.at(attachment) };
    return std::nullopt;
}

Result<ChangeNumber> MemoryMailboxes::remove_attachment(
    PersonId mailbox, ItemNumber item, AttachmentNumber attachment, Stamp const& stamp)
{
    std::lock_guard const lock(state_.mutex);
    return need(mailbox).and_then(
        [&](StoredMailbox* stored) { return stored->detach(item, attachment, stamp); });
}

Result<ItemPage> MemoryMailboxes::find(PersonId mailbox, ItemSearch const& search)
{
    if (search.most > limits::find_items_max) return fail(Code::invalid_request);
    std::lock_guard const lock(state_.mutex);
    std::vector<StoredItem> all;
    for (auto const& [number, stored] : of(mailbox).items)
        if (stored.item.folder == search.folder && (!search.filter || matches(*search.filter, stored.item)))
            all.push_back(without_attachments(stored.item));
    std::ranges::sort(
        all, [&](auto const& one, auto const& other) { return comes_before(one, other, search.order); });

    auto const skipped = std::min(search.offset, all.size());
    auto const count = std::min(search.most, all.size() - skipped);
    auto const first = search.from_end ? all.size() - skipped - count : skipped;
    auto const begin = all.begin() + static_cast<std::ptrdiff_t>(first);
    return ItemPage { { begin, begin + static_cast<std::ptrdiff_t>(count) }, first, all.size() };
}

Result<ItemChangesSince> MemoryMailboxes::changes(
    PersonId mailbox, FolderNumber folder, std::optional<ItemsPoint> const& from, std::size_t most)
{
    if (most == 0 || most > limits::sync_changes_max) return fail(Code::invalid_request);
    std::lock_guard const lock(state_.mutex);
    auto const& stored = of(mailbox);
    auto const point = from.value_or(ItemsPoint { stored.head, 0 });
    if (point.change > stored.head) return fail(Code::invalid_sync_state_data);
    return point.listed ? list_on(stored, folder, point, most) : follow(stored, folder, point, most);
}

Result<std::vector<FolderPermission>> MemoryMailboxes::permissions(PersonId mailbox)
{
    std::lock_guard const lock(state_.mutex);
    std::vector<FolderPermission> all;
    for (auto const& [key, permission] : of(mailbox).permissions) all.push_back(permission);
    return all;
}

Result<std::optional<FolderRole>> MemoryMailboxes::role_of(
    PersonId mailbox, FolderNumber folder, PersonId person)
{
    std::lock_guard const lock(state_.mutex);
    auto const& all = of(mailbox).permissions;
    auto const found = all.find({ folder, base::to_string(person) });
    return found == all.end() ? std::nullopt : std::optional(found->second.role);
}

Result<void> MemoryMailboxes::grant(PersonId mailbox, FolderPermission const& permission)
{
    std::lock_guard const lock(state_.mutex);
    return need(mailbox).and_then([&](StoredMailbox* stored) -> Result<void> {
        if (!stored->knows_folder(permission.folder)) return fail(Code::folder_not_found);
        if (auto const person = state_.need(permission.person); !person)
            return tl::unexpected(person.error());
        StoredMailbox::PermissionKey const key { permission.folder, base::to_string(permission.person) };
        if (!stored->permissions.contains(key)
            && stored->permissions.size() >= limits::folder_permissions_max)
            return fail(Code::quota_exceeded);
        stored->permissions.insert_or_assign(key, permission);
        return {};
    });
}

Result<void> MemoryMailboxes::revoke(PersonId mailbox, FolderNumber folder, PersonId person)
{
    std::lock_guard const lock(state_.mutex);
    return need(mailbox).map(
        [&](StoredMailbox* stored) { stored->permissions.erase({ folder, base::to_string(person) }); });
}

}
