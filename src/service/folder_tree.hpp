// The folders of a mailbox: those that every one has, those that somebody made, and the tree of both.
// Source: spec/contacts.md 11.
#pragma once

#include "core/folder.hpp"
#include "core/folder_number.hpp"
#include "core/items/mailbox_records.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace likeness::service {

/// One folder of a mailbox, apart from whose mailbox it is.
struct FolderNode {
    FolderNumber number = 0;
    FolderNumber parent = 0; ///< 0: none.
    FolderType type = FolderType::folder;
    std::string folder_class; ///< Empty: it has none.
    std::string display_name;
    std::optional<DistinguishedFolder> distinguished;
    std::uint64_t since_revision = 1; ///< The first hierarchy_revision that has it.
    ChangeNumber entered = 0; ///< Of one that was made: the change that made it,
    ChangeNumber change = 0; ///< and its last one.

    bool is_made() const { return number >= first_made_folder; }
};

/// The number of a folder that every mailbox has.
FolderNumber number_of(DistinguishedFolder name);

/// Whether items may lie in it: in contact folders, in Deleted Items and in whatever somebody made.
bool can_hold_items(FolderNode const& node);

/// Whether folders may be made below it.
bool can_hold_folders(FolderNode const& node);

/// What the protocol calls a folder of this class.
FolderType type_of_class(std::string_view folder_class);

/// Grows when a version of the program brings folders that no mailbox had before: a client that has followed the tree
/// up to an older revision is told of them.
inline constexpr std::uint64_t hierarchy_revision = 1;

enum class Below : std::uint8_t { children, everything };

class FolderTree {
public:
    /// In: what was made, a parent before what is below it.
    explicit FolderTree(std::span<MadeFolder const> made = {});

    FolderNode const* find(FolderNumber number) const; ///< nullptr: there is none. Lasts as long as the tree.

    std::vector<FolderNode> const& nodes() const { return nodes_; } ///< A parent before its children.

    /// A parent comes before its children. Pointers last as long as the tree.
    std::vector<FolderNode const*> below(FolderNumber number, Below how) const;

    bool is_below(FolderNumber number, FolderNumber above) const; ///< At any depth; not so of itself.

private:
    std::vector<FolderNode> nodes_; ///< A parent comes before its children.
    std::unordered_map<FolderNumber, std::size_t> places_; ///< In `nodes_`.
};

}
