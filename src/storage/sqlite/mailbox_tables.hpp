// MailboxStore in the database: what happens in one transaction; the rows themselves are written elsewhere.
#pragma once

#include "core/ports/mailbox_store.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/sqlite/item_search.hpp"

namespace likeness::storage {

class SqliteMailboxes final : public MailboxStore {
public:
    explicit SqliteMailboxes(Database& database, SearchSizes const& sizes = {})
        : database_(database)
        , searches_(database, sizes)
    {
    }

    Result<std::vector<MadeFolder>> folders(PersonId mailbox) override;
    Result<std::vector<ItemCount>> item_counts(PersonId mailbox) override;
    Result<MadeFolder> create_folder(PersonId mailbox, NewFolder const& folder) override;
    Result<MadeFolder> update_folder(
        PersonId mailbox, FolderNumber folder, FolderUpdate const& update) override;
    Result<void> remove_folder(PersonId mailbox, FolderNumber folder) override;
    Result<FolderChangesSince> folder_changes(PersonId mailbox, ChangeNumber since) override;

    Result<std::vector<Result<CreatedItem>>> create_items(
        PersonId mailbox, std::span<NewItem const> items, Stamp const& stamp) override;
    Result<std::vector<std::optional<StoredItem>>> find_items(
        PersonId mailbox, std::span<ItemNumber const> items, WithAttachments with) override;
    Result<std::vector<Result<ItemKey>>> update_items(
        PersonId mailbox, std::span<ItemUpdate const> updates, Stamp const& stamp) override;
    Result<SlotSet> touched_since(PersonId mailbox, ItemNumber item, ChangeNumber since) override;
    Result<std::vector<Result<void>>> remove_items(
        PersonId mailbox, std::span<ItemNumber const> items) override;
    Result<std::vector<Result<ItemKey>>> move_items(
        PersonId mailbox, std::span<ItemNumber const> items, FolderNumber to) override;
    Result<std::vector<Result<ItemKey>>> copy_items(PersonId mailbox, std::span<ItemNumber const> items,
        PersonId to_mailbox, FolderNumber to, Stamp const& stamp) override;

    Result<std::vector<Result<CreatedAttachment>>> create_attachments(PersonId mailbox, ItemNumber item,
        std::span<NewAttachment const> attachments, Stamp const& stamp) override;
    Result<std::optional<Attachment>> find_attachment(
        PersonId mailbox, ItemNumber item, AttachmentNumber attachment) override;
    Result<ChangeNumber> remove_attachment(
        PersonId mailbox, ItemNumber item, AttachmentNumber attachment, Stamp const& stamp) override;

    Result<ItemPage> find(PersonId mailbox, ItemSearch const& search) override;
    Result<ItemChangesSince> changes(PersonId mailbox, FolderNumber folder,
        std::optional<ItemsPoint> const& from, std::size_t most) override;

    Result<std::vector<FolderPermission>> permissions(PersonId mailbox) override;
    Result<std::optional<FolderRole>> role_of(
        PersonId mailbox, FolderNumber folder, PersonId person) override;
    Result<void> grant(PersonId mailbox, FolderPermission const& permission) override;
    Result<void> revoke(PersonId mailbox, FolderNumber folder, PersonId person) override;

private:
    Database& database_;
    ItemSearches searches_;
};

}
