// StoredItem: an item as it lies in a mailbox, with what the store knows of it.
// Source: spec/contacts.md 1 to 5.
#pragma once

#include "core/folder_number.hpp"
#include "core/items/item_content.hpp"

namespace likeness {

/// Names an item within its mailbox; never used for another. An item that moves to another folder gets a new one.
using ItemNumber = std::uint64_t;

/// Names an attachment within its item; never used for another.
using AttachmentNumber = std::uint64_t;

/// Counts the changes of one mailbox, from 1: every change of whatever is in it has a greater one than all before.
using ChangeNumber = std::uint64_t;

/// What is told of an attachment without its bytes.
struct AttachmentDescription {
    AttachmentNumber number = 0;
    std::string name;
    std::string content_type; ///< Of this and the next two: "" where it was not said.
    std::string content_id;
    std::string content_location;
    std::uint64_t bytes = 0;
    base::Seconds modified_at {};
    bool is_inline = false;
    bool is_contact_photo = false;

    friend bool operator==(AttachmentDescription const&, AttachmentDescription const&) = default;
};

struct StoredItem {
    ItemNumber number = 0;
    FolderNumber folder = 0;
    ChangeNumber entered = 0; ///< The change that brought it into its folder.
    ChangeNumber change = 0; ///< The last change of it or of its attachments.
    base::Seconds created_at {};
    base::Seconds modified_at {};
    std::string modified_by; ///< A name to show.
    std::uint64_t bytes = 0; ///< Of its encoding and its attachments.
    bool has_attachments = false; ///< Its picture counts as well: programs ask this before they look for it.
    bool has_picture = false;
    ItemContent content;
    std::vector<AttachmentDescription>
        attachments; ///< In the order in which they came; filled where it is said so.

    friend bool operator==(StoredItem const&, StoredItem const&) = default;
};

/// The value of any slot that has one, stored or made up of the rest; nullopt: absent.
std::optional<SlotValue> value_of(StoredItem const& item, Slot slot);

}
