// MailboxStore: what lies in mailboxes - folders that somebody made, contacts, distribution lists, attachments.
// Source: spec/contacts.md; every store passes tests/storage/mailbox_store_contract.cpp.
#pragma once

#include "core/items/mailbox_records.hpp"

#include <span>

namespace likeness {

/// A mailbox is named by its owner; it is there as soon as something is put into it, and goes with its owner. Folders
/// that every mailbox has, numbered below first_made_folder, are taken as being there: the service knows which are.
///
/// Any thread may call any member; calls may block on the disk. Each is atomic: it takes place as a whole or not at all,
/// what it reads is of one instant, and what it wrote is durable when it returns. Whatever is changed, made or taken away
/// gets a change number of its own. No number is ever given out again.
/// Errors of every member: mailbox_store_unavailable when the store cannot be read or written, internal_server_error for
/// what it holds that cannot be read; of the writing ones also server_busy when another writer holds it for longer than
/// 5 s, and non_existent_mailbox when there is no such person.
class MailboxStore {
public:
    virtual ~MailboxStore() = default;

    // Folders

    /// All that were made, a parent before what is below it, else by number; at most limits::made_folders_max.
    virtual Result<std::vector<MadeFolder>> folders(PersonId mailbox) = 0;

    /// Of the folders, made or not, that hold items; by number.
    virtual Result<std::vector<ItemCount>> item_counts(PersonId mailbox) = 0;

    /// Errors: parent_folder_not_found; folder_exists when the parent has one of this name, without regard to case;
    /// quota_exceeded past limits::made_folders_max or folder_depth_max; data_size_limit_exceeded for a name or class
    /// longer than folder_name_bytes_max, invalid_request for an empty name.
    virtual Result<MadeFolder> create_folder(PersonId mailbox, NewFolder const& folder) = 0;

    /// Renames, moves or reclassifies. Errors: as create_folder, with itself not counted; folder_not_found;
    /// move_copy_failed when it would come to lie below itself.
    virtual Result<MadeFolder> update_folder(
        PersonId mailbox, FolderNumber folder, FolderUpdate const& update)
        = 0;

    /// Drops it with all that is in it and below it, and the permissions for them. Errors: folder_not_found.
    virtual Result<void> remove_folder(PersonId mailbox, FolderNumber folder) = 0;

    /// What has become of made folders after the change `since`; from 0 on, all that there are.
    virtual Result<FolderChangesSince> folder_changes(PersonId mailbox, ChangeNumber since) = 0;

    // Items

    /// Each of them succeeds or fails for itself, in order, in one transaction; numbers grow in order.
    /// Errors of one: folder_not_found for a made folder that is not there; quota_exceeded past
    /// limits::items_per_mailbox_max or mailbox_bytes_max; data_size_limit_exceeded past item_bytes_max;
    /// those of create_attachments.
    virtual Result<std::vector<Result<CreatedItem>>> create_items(
        PersonId mailbox, std::span<NewItem const> items, Stamp const& stamp)
        = 0;

    /// One for each number, in order; nullopt where there is no such item.
    virtual Result<std::vector<std::optional<StoredItem>>> find_items(
        PersonId mailbox, std::span<ItemNumber const> items, WithAttachments with)
        = 0;

    /// As create_items. Errors of one: item_not_found; irresolvable_conflict when `expected` is another change than the
    /// item's; object_type_changed for content of the other kind; quota_exceeded; data_size_limit_exceeded.
    virtual Result<std::vector<Result<ItemKey>>> update_items(
        PersonId mailbox, std::span<ItemUpdate const> updates, Stamp const& stamp)
        = 0;

    /// What updates have touched of an item after the change `since`, and `attachments` where those were changed. Of
    /// older changes than the last 30 of an item everything counts as touched. Errors: item_not_found.
    virtual Result<SlotSet> touched_since(PersonId mailbox, ItemNumber item, ChangeNumber since) = 0;

    /// For good. As create_items; errors of one: item_not_found, also for one that is named twice.
    virtual Result<std::vector<Result<void>>> remove_items(
        PersonId mailbox, std::span<ItemNumber const> items)
        = 0;

    /// To another folder of the same mailbox, or to the one where it is; with attachments, and with its times and who
    /// wrote it. Each gets a new number. As create_items; errors of one: item_not_found; folder_not_found.
    virtual Result<std::vector<Result<ItemKey>>> move_items(
        PersonId mailbox, std::span<ItemNumber const> items, FolderNumber to)
        = 0;

    /// Copies, with attachments, into a folder of this or another mailbox. As create_items.
    virtual Result<std::vector<Result<ItemKey>>> copy_items(PersonId mailbox,
        std::span<ItemNumber const> items, PersonId to_mailbox, FolderNumber to, Stamp const& stamp)
        = 0;

    // Attachments

    /// Adds them to one item in order, in one transaction, each for itself; each changes the item's change. Of an item's
    /// contact photos only the last is kept: one that comes drops the one before, also within this call, whose number is
    /// given all the same.
    /// Errors of one: item_not_found; quota_exceeded past limits::attachments_per_item_max or mailbox_bytes_max;
    /// attachment_size_limit_exceeded past attachment_bytes_max, of a photo contact_photo_bytes_max;
    /// data_size_limit_exceeded for a text longer than attachment_name_bytes_max.
    virtual Result<std::vector<Result<CreatedAttachment>>> create_attachments(
        PersonId mailbox, ItemNumber item, std::span<NewAttachment const> attachments, Stamp const& stamp)
        = 0;

    /// nullopt when the item has no such attachment. Errors: item_not_found.
    virtual Result<std::optional<Attachment>> find_attachment(
        PersonId mailbox, ItemNumber item, AttachmentNumber attachment)
        = 0;

    /// The item's change without it. Errors: item_not_found; invalid_attachment_id when there is no such attachment.
    virtual Result<ChangeNumber> remove_attachment(
        PersonId mailbox, ItemNumber item, AttachmentNumber attachment, Stamp const& stamp)
        = 0;

    // Searching and following

    /// A page of a folder's items: those that `filter` matches, sorted by sort_key of each order. A folder that is not
    /// there is empty. Cost: below that of looking at every item where the folder is large and the filter is of slots.
    /// Errors: invalid_request for `most` past limits::find_items_max.
    virtual Result<ItemPage> find(PersonId mailbox, ItemSearch const& search) = 0;

    /// What has become of a folder's items after `from`, at most `most`, which is 1 to limits::sync_changes_max.
    /// From nullopt on the folder is listed, by number, as created; then what has changed since that list was begun
    /// follows, by change: who takes every answer in turn ends with what is there. An item that came and went in between
    /// is not told of, one that changed twice once. Cost for an unchanged folder: of one row.
    /// A point beyond the mailbox's newest change is refused: invalid_sync_state_data.
    virtual Result<ItemChangesSince> changes(
        PersonId mailbox, FolderNumber folder, std::optional<ItemsPoint> const& from, std::size_t most)
        = 0;

    // Permissions

    /// All that an owner's folders give to others; by folder and person.
    virtual Result<std::vector<FolderPermission>> permissions(PersonId mailbox) = 0;

    /// What `person` may do with a folder; nullopt: nothing. Folders do not inherit.
    virtual Result<std::optional<FolderRole>> role_of(PersonId mailbox, FolderNumber folder, PersonId person)
        = 0;

    /// In place of what they had. Errors: folder_not_found; non_existent_mailbox also where there is no such `person`;
    /// quota_exceeded past limits::folder_permissions_max.
    virtual Result<void> grant(PersonId mailbox, FolderPermission const& permission) = 0;

    /// What was not given is no error.
    virtual Result<void> revoke(PersonId mailbox, FolderNumber folder, PersonId person) = 0;
};

}
