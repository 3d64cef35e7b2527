// Folder: one folder of a mailbox as an answer shows it, and the shape that says how much of it to show.
// Source: spec/contacts.md 11.
#pragma once

#include "core/items/item_content.hpp"

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace likeness {

/// Which of the protocol's elements a folder is.
enum class FolderType : std::uint8_t { folder, calendar, contacts, search, tasks };

/// The folders with a name of their own that every mailbox here has.
enum class DistinguishedFolder : std::uint8_t {
    root,
    msgfolderroot,
    inbox,
    drafts,
    sentitems,
    deleteditems,
    outbox,
    junkemail,
    calendar,
    contacts,
    tasks,
    notes,
    journal,
    quickcontacts,
    recipientcache,
    imcontactlist,
    peopleconnect,
    searchfolders,
    mycontacts,
};

/// An id as a client keeps it: opaque text.
struct FolderId {
    std::string id;
    std::string change_key;

    friend bool operator==(FolderId const&, FolderId const&) = default;
};

/// What the caller may do with a folder.
struct EffectiveRights {
    bool create_associated = false;
    bool create_contents = false;
    bool create_hierarchy = false;
    bool remove = false;
    bool modify = false;
    bool read = false;
    std::optional<bool> view_private_items;

    friend bool operator==(EffectiveRights const&, EffectiveRights const&) = default;
};

/// The id is always there; of the rest what was asked for and the folder has.
struct Folder {
    FolderType type = FolderType::folder;
    FolderId id;
    std::optional<FolderId> parent; ///< The root has none.
    std::optional<std::string> folder_class; ///< "IPF.Contact".
    std::optional<std::string> display_name;
    std::optional<int> total_count; ///< Of items.
    std::optional<int> child_folder_count;
    std::optional<EffectiveRights> rights;
    std::optional<DistinguishedFolder> distinguished;
    std::optional<int> unread_count; ///< Calendars and contact folders never have one.
    std::vector<ExtendedProperty>
        extended; ///< Of MAPI's properties, those that were asked for and are known.

    friend bool operator==(Folder const&, Folder const&) = default;
};

/// What a shape can ask for besides the id.
enum class FolderProperty : std::uint8_t {
    parent,
    folder_class,
    display_name,
    total_count,
    child_folder_count,
    rights,
    distinguished,
    unread_count,
};
inline constexpr std::size_t folder_property_count = 8;

/// What of a folder an answer is to hold.
struct FolderShape {
    std::bitset<folder_property_count> properties;
    std::vector<ExtendedFieldPath> extended; ///< At most limits::extended_paths_max.
    bool view_private_items
        = true; ///< Whether EffectiveRights may have this part: older clients do not know it.

    bool has(FolderProperty property) const { return properties.test(static_cast<std::size_t>(property)); }
    FolderShape& add(FolderProperty property)
    {
        properties.set(static_cast<std::size_t>(property));
        return *this;
    }

    friend bool operator==(FolderShape const&, FolderShape const&) = default;
};

}
