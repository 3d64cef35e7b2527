#include "storage/memory/memory_mailbox.hpp"

#include "core/items/item_encoding.hpp"
#include "core/items/limits.hpp"
#include "core/items/mailbox_rules.hpp"

#include <algorithm>

namespace likeness::storage {

namespace {

SlotSet only(Slot slot)
{
    SlotSet set;
    add(set, slot);
    return set;
}

}

StoredMailbox::Item const* StoredMailbox::find(ItemNumber number) const
{
    auto const found = items.find(number);
    return found == items.end() ? nullptr : &found->second;
}

Result<StoredMailbox::Item*> StoredMailbox::need(ItemNumber number)
{
    auto const found = items.find(number);
    if (found == items.end()) return fail(Code::item_not_found);
    return &found->second;
}

Result<MadeFolder> StoredMailbox::create_folder(NewFolder const& folder)
{
    MadeFolder made {
        .parent = folder.parent, .folder_class = folder.folder_class, .display_name = folder.display_name
    };
    if (auto refused = refuse_folder(folders, made); !refused) return tl::unexpected(refused.error());
    if (folders.size() >= limits::made_folders_max) return fail(Code::quota_exceeded);
    made.number = ++last_folder;
    made.entered = made.change = ++head;
    return folders.emplace(made.number, made).first->second;
}

Result<MadeFolder> StoredMailbox::update_folder(FolderNumber number, FolderUpdate const& update)
{
    auto const found = folders.find(number);
    if (found == folders.end()) return fail(Code::folder_not_found);
    auto changed = found->second;
    changed.parent = update.parent.value_or(changed.parent);
    changed.folder_class = update.folder_class.value_or(changed.folder_class);
    changed.display_name = update.display_name.value_or(changed.display_name);
    if (auto refused = refuse_folder(folders, changed); !refused) return tl::unexpected(refused.error());
    changed.change = ++head;
    return found->second = changed;
}

Result<void> StoredMailbox::remove_folder(FolderNumber number)
{
    if (!folders.contains(number)) return fail(Code::folder_not_found);
    for (auto const folder : with_all_below(folders, number)) {
        for (auto at = items.begin(); at != items.end();)
            if (auto const here = at++; here->second.item.folder == folder) bury(here->first);
        std::erase_if(permissions, [&](auto const& entry) { return entry.first.first == folder; });
        gone_folders[folder] = { .entered = folders.at(folder).entered, .change = ++head };
        folders.erase(folder);
    }
    return {};
}

Result<void> StoredMailbox::refuse_bytes(std::uint64_t more, std::uint64_t instead_of) const
{
    if (bytes - instead_of + more > limits::mailbox_bytes_max) return fail(Code::quota_exceeded);
    return {};
}

void StoredMailbox::recount(Item& item)
{
    auto& stored = item.item;
    bytes -= stored.bytes;
    stored.bytes = encode(stored.content).size();
    for (auto const& attachment : stored.attachments) stored.bytes += attachment.bytes;
    bytes += stored.bytes;
    stored.has_attachments = !stored.attachments.empty();
    stored.has_picture = std::ranges::any_of(stored.attachments, &AttachmentDescription::is_contact_photo);
}

void StoredMailbox::drop_attachment(Item& item, AttachmentNumber number)
{
    std::erase_if(item.item.attachments, [&](auto const& known) { return known.number == number; });
    item.bytes.erase(number);
}

// The last photo wins.
AttachmentNumber StoredMailbox::add_bytes(Item& item, NewAttachment const& attachment, base::Seconds at)
{
    auto description = attachment.description;
    if (description.is_contact_photo) {
        auto const& all = item.item.attachments;
        auto const photo = std::ranges::find_if(all, &AttachmentDescription::is_contact_photo);
        if (photo != all.end()) drop_attachment(item, photo->number);
    }
    description.number = ++item.last_attachment;
    description.bytes = attachment.bytes.size();
    description.modified_at = at;
    item.item.attachments.push_back(description);
    item.bytes.emplace(description.number, attachment.bytes);
    return description.number;
}

void StoredMailbox::touch(Item& item, SlotSet const& touched, Stamp const& stamp)
{
    item.item.change = ++head;
    item.item.modified_at = stamp.at;
    item.item.modified_by = stamp.by;
    item.touched.emplace_back(head, touched);
    if (item.touched.size() > touches_kept) {
        item.touched_known_since = item.touched.front().first;
        item.touched.pop_front();
    }
    recount(item);
}

ItemKey StoredMailbox::insert(Item item, FolderNumber folder)
{
    item.item.number = ++last_item;
    item.item.folder = folder;
    item.item.entered = item.item.change = item.touched_known_since = ++head;
    item.touched.clear();
    item.item.bytes = 0; // Not counted yet.
    auto& stored = items[last_item] = std::move(item);
    recount(stored);
    return { last_item, head };
}

void StoredMailbox::bury(ItemNumber number)
{
    ++head;
    auto const& item = items.at(number).item;
    bytes -= item.bytes;
    gone_items[number] = { .folder = item.folder, .entered = item.entered, .change = head };
    items.erase(number);
}

Result<CreatedItem> StoredMailbox::create(NewItem const& item, Stamp const& stamp)
{
    if (!knows_folder(item.folder)) return fail(Code::folder_not_found);
    if (items.size() >= limits::items_per_mailbox_max) return fail(Code::quota_exceeded);
    std::uint64_t more = encode(item.content).size();
    if (more > limits::item_bytes_max) return fail(Code::data_size_limit_exceeded);
    Item made { .item = { .created_at = stamp.at,
                    .modified_at = stamp.at,
                    .modified_by = stamp.by,
                    .content = item.content } };
    CreatedItem created;
    for (auto const& attachment : item.attachments) {
        if (auto refused = refuse_attachment(attachment, made.item.attachments.size()); !refused)
            return tl::unexpected(refused.error());
        created.attachments.push_back(add_bytes(made, attachment, stamp.at));
    }
    for (auto const& attachment : made.item.attachments) more += attachment.bytes;
    if (auto refused = refuse_bytes(more, 0); !refused) return tl::unexpected(refused.error());
    created.key = insert(std::move(made), item.folder);
    return created;
}

Result<ItemKey> StoredMailbox::update(ItemUpdate const& update, Stamp const& stamp)
{
    auto const found = need(update.number);
    if (!found) return tl::unexpected(found.error());
    auto& item = **found;
    if (update.expected && *update.expected != item.item.change) return fail(Code::irresolvable_conflict);
    if (update.content.kind != item.item.content.kind) return fail(Code::object_type_changed);
    auto const more = encode(update.content).size();
    if (more > limits::item_bytes_max) return fail(Code::data_size_limit_exceeded);
    if (auto refused = refuse_bytes(more, encode(item.item.content).size()); !refused)
        return tl::unexpected(refused.error());
    item.item.content = update.content;
    touch(item, update.touched, stamp);
    return ItemKey { update.number, item.item.change };
}

Result<void> StoredMailbox::remove(ItemNumber number)
{
    if (auto const found = need(number); !found) return tl::unexpected(found.error());
    bury(number);
    return {};
}

Result<ItemKey> StoredMailbox::move(ItemNumber number, FolderNumber to)
{
    auto const found = need(number);
    if (!found) return tl::unexpected(found.error());
    if (!knows_folder(to)) return fail(Code::folder_not_found);
    Item item = **found;
    bury(number);
    return insert(std::move(item), to);
}

Result<ItemKey> StoredMailbox::take_copy(Item const& original, FolderNumber to, Stamp const& stamp)
{
    if (!knows_folder(to)) return fail(Code::folder_not_found);
    if (items.size() >= limits::items_per_mailbox_max) return fail(Code::quota_exceeded);
    if (auto refused = refuse_bytes(original.item.bytes, 0); !refused) return tl::unexpected(refused.error());
    Item item = original;
    item.item.created_at = item.item.modified_at = stamp.at;
    item.item.modified_by = stamp.by;
    return insert(std::move(item), to);
}

Result<CreatedAttachment> StoredMailbox::attach(
    ItemNumber number, NewAttachment const& attachment, Stamp const& stamp)
{
    auto const found = need(number);
    if (!found) return tl::unexpected(found.error());
    auto& item = **found;
    if (auto refused = refuse_attachment(attachment, item.item.attachments.size()); !refused)
        return tl::unexpected(refused.error());
    if (auto refused = refuse_bytes(attachment.bytes.size(), 0); !refused)
        return tl::unexpected(refused.error());
    auto const made = add_bytes(item, attachment, stamp.at);
    touch(item, only(Slot::attachments), stamp);
    return CreatedAttachment { made, item.item.change };
}

Result<ChangeNumber> StoredMailbox::detach(ItemNumber number, AttachmentNumber attachment, Stamp const& stamp)
{
    auto const found = need(number);
    if (!found) return tl::unexpected(found.error());
    auto& item = **found;
    if (!item.bytes.contains(attachment)) return fail(Code::invalid_attachment_id);
    drop_attachment(item, attachment);
    touch(item, only(Slot::attachments), stamp);
    return item.item.change;
}

}
