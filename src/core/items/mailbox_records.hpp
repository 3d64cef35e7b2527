// The values that a MailboxStore takes and gives besides items: folders, attachments, searches, changes, permissions.
// Source: spec/contacts.md 4 to 12.
#pragma once

#include "base/bytes.hpp"
#include "core/error.hpp"
#include "core/items/item_filter.hpp"
#include "core/items/slot_table.hpp"
#include "core/person.hpp"

namespace likeness {

// Folders

/// A folder that somebody has made. Those that every mailbox has are known to the service alone.
struct MadeFolder {
    FolderNumber number = 0;
    FolderNumber parent = 0; ///< Another made folder, or one that every mailbox has.
    std::string folder_class; ///< "IPF.Contact".
    std::string display_name;
    ChangeNumber entered = 0; ///< The change that made it.
    ChangeNumber change = 0; ///< The last change of the folder itself, not of what is in it.

    friend bool operator==(MadeFolder const&, MadeFolder const&) = default;
};

struct NewFolder {
    FolderNumber parent = 0;
    std::string folder_class;
    std::string display_name;
};

/// What is nullopt stays.
struct FolderUpdate {
    std::optional<FolderNumber> parent;
    std::optional<std::string> folder_class;
    std::optional<std::string> display_name;
};

struct ItemCount {
    FolderNumber folder = 0;
    std::uint64_t items = 0;

    friend bool operator==(ItemCount const&, ItemCount const&) = default;
};

/// What has become of a mailbox's made folders since a change.
struct FolderChangesSince {
    std::vector<MadeFolder> present; ///< Made or changed since; `entered` tells which. By change.
    std::vector<FolderNumber> removed; ///< Those that were there before.
    ChangeNumber head = 0; ///< The mailbox's newest change: go on from here.

    friend bool operator==(FolderChangesSince const&, FolderChangesSince const&) = default;
};

// Items

struct NewAttachment {
    AttachmentDescription description; ///< Number, bytes and time are the store's to say.
    base::Bytes bytes;
};

/// Who writes, and when.
struct Stamp {
    base::Seconds at {};
    std::string by; ///< A name to show.
};

struct NewItem {
    FolderNumber folder = 0;
    ItemContent content;
    std::vector<NewAttachment> attachments; ///< Of several contact photos the last one is kept.
};

/// What names an item and this state of it.
struct ItemKey {
    ItemNumber number = 0;
    ChangeNumber change = 0;

    friend bool operator==(ItemKey const&, ItemKey const&) = default;
};

struct CreatedItem {
    ItemKey key;
    std::vector<AttachmentNumber> attachments; ///< One for each that was given, kept or not.

    friend bool operator==(CreatedItem const&, CreatedItem const&) = default;
};

struct ItemUpdate {
    ItemNumber number = 0;
    std::optional<ChangeNumber>
        expected; ///< The item's change must still be this one; nullopt: whatever it is.
    ItemContent content; ///< All of it, in place of what there was.
    SlotSet touched; ///< What differs: slots, and `extended_properties` or `members` for those.
};

enum class WithAttachments : std::uint8_t { no, yes };

struct Attachment {
    AttachmentDescription description;
    base::Bytes bytes;

    friend bool operator==(Attachment const&, Attachment const&) = default;
};

struct CreatedAttachment {
    AttachmentNumber number = 0;
    ChangeNumber item_change = 0; ///< The item's change with it.

    friend bool operator==(CreatedAttachment const&, CreatedAttachment const&) = default;
};

// Searching

/// A part of a folder's items in some order.
struct ItemSearch {
    FolderNumber folder = 0;
    std::optional<ItemFilter> filter;
    std::vector<ItemOrder> order; ///< The first counts most; ties, and with none all, go by item number.
    std::size_t offset = 0;
    std::size_t most = 0; ///< At most limits::find_items_max; 0 counts only.
    bool from_end = false; ///< The page ends so many items, `offset`, before the end, in the same order.
};

struct ItemPage {
    std::vector<StoredItem> items; ///< Without attachments' descriptions.
    std::size_t first = 0; ///< The place of the page's first among all that was found, from 0.
    std::size_t total = 0; ///< Of all that was found.

    friend bool operator==(ItemPage const&, ItemPage const&) = default;
};

// Following

/// How far somebody has followed the items of a folder. Opaque but for the store; any numbers are safe to give.
struct ItemsPoint {
    ChangeNumber change = 0; ///< All changes up to this one are known,
    std::optional<ItemNumber>
        listed; ///< but while the folder is listed for the first time, of items up to this one only.

    friend bool operator==(ItemsPoint const&, ItemsPoint const&) = default;
};

struct ItemChange {
    enum class Kind : std::uint8_t { created, updated, removed };
    Kind kind = Kind::created;
    ItemNumber number = 0;
    std::optional<StoredItem> item; ///< Without attachments' descriptions; nullopt for one that was removed.

    friend bool operator==(ItemChange const&, ItemChange const&) = default;
};

struct ItemChangesSince {
    std::vector<ItemChange> changes; ///< No item twice.
    ItemsPoint point; ///< Where to go on.
    bool is_last
        = true; ///< False: more follows. A list ends with true, and what came since is asked for next.

    friend bool operator==(ItemChangesSince const&, ItemChangesSince const&) = default;
};

// Permissions

/// What somebody else may do with a folder's items. The numbers are stored.
enum class FolderRole : std::uint8_t { reader = 1, editor = 2 };

struct FolderPermission {
    FolderNumber folder = 0;
    PersonId person; ///< To whom it is given.
    FolderRole role = FolderRole::reader;

    friend bool operator==(FolderPermission const&, FolderPermission const&) = default;
};

}
