// FolderNumber: names a folder within its mailbox.
// Source: spec/contacts.md 1 and 11.
#pragma once

#include <cstdint>

namespace likeness {

/// Stable for good: it is inside the ids that clients keep.
using FolderNumber = std::uint64_t;

/// Folders that users make are numbered from here on; those that every mailbox has are below, and their numbers are
/// never used for another.
inline constexpr FolderNumber first_made_folder = 1000;

}
