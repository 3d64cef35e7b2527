// What a mailbox may hold, each limit named once.
// docs/limits.md lists them, with what a caller is told; a test compares that page with this file.
#pragma once

#include <cstddef>

namespace likeness::limits {

// A mailbox
inline constexpr std::size_t items_per_mailbox_max = 250'000;
inline constexpr std::size_t mailbox_bytes_max = 2048u << 20; ///< Of items and attachments together.
inline constexpr std::size_t made_folders_max = 1'000; ///< Folders that somebody has made.
inline constexpr std::size_t folder_depth_max = 32; ///< Below the top of the mailbox.
inline constexpr std::size_t folder_name_bytes_max = 512;
inline constexpr std::size_t folder_permissions_max = 200; ///< Of one mailbox.

// An item
inline constexpr std::size_t item_bytes_max = 1u << 20; ///< All properties as they are stored.
inline constexpr std::size_t property_bytes_max = 512u << 10; ///< One text, such as the body.
inline constexpr std::size_t texts_per_property_max = 500; ///< Of a list, such as the categories.
inline constexpr std::size_t extended_properties_max = 500;
inline constexpr std::size_t list_members_max = 5'000;

// Attachments
inline constexpr std::size_t attachments_per_item_max = 100;
inline constexpr std::size_t attachment_bytes_max = 20u << 20;
inline constexpr std::size_t contact_photo_bytes_max = 5u << 20;
inline constexpr std::size_t attachment_name_bytes_max = 1024; ///< Also of its other texts.

// What one call may ask for
inline constexpr std::size_t other_mailboxes_max = 100; ///< Of whom an address is looked up.
inline constexpr std::size_t find_items_max = 1'000; ///< One page, as Exchange has it.
inline constexpr std::size_t items_per_answer_max = 5'000; ///< In all folders of one FindItem.
inline constexpr std::size_t sync_changes_max = 512;
inline constexpr std::size_t updates_per_item_max = 500;
inline constexpr std::size_t extended_paths_max = 200; ///< Of a shape: each is looked for in each item.
inline constexpr std::size_t sort_keys_max = 10; ///< Of an order.

}
