// The folders that every mailbox has, and their tree.
// Source: spec/contacts.md 11.
#pragma once

#include "core/folder.hpp"
#include "core/folder_number.hpp"

#include <cstdint>
#include <string>
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
};

/// Grows when a version of the program brings folders that no mailbox had before: a client that has followed the tree
/// up to an older revision is told of them.
inline constexpr std::uint64_t hierarchy_revision = 1;

enum class Below : std::uint8_t { children, everything };

/// The tree of one mailbox: the folders that all have.
class FolderTree {
public:
    FolderTree();

    FolderNode const* find(FolderNumber number) const; ///< nullptr: there is none.
    FolderNode const& find(DistinguishedFolder name) const;

    /// A parent comes before its children. Pointers last as long as the tree.
    std::vector<FolderNode const*> below(FolderNumber number, Below how) const;

    int child_count(FolderNumber number) const;

private:
    std::vector<FolderNode> nodes_; ///< A parent comes before its children.
};

}
