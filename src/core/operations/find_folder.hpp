// FindFolder: the request and the answer, whichever wire they travel on.
// Source: spec/contacts.md 10 and 11.
#pragma once

#include "core/folder_reference.hpp"
#include "core/restriction.hpp"

namespace likeness {

enum class FolderTraversal : std::uint8_t {
    shallow, ///< The children.
    deep, ///< And theirs, and so on.
    soft_deleted, ///< What was deleted and can be restored: nothing is, here.
};

/// A part of what was found, from a place on.
struct IndexedPage {
    enum class BasePoint : std::uint8_t { beginning, end };
    std::optional<int> entries_max;
    int offset = 0; ///< How many to leave out at the base point.
    BasePoint base_point = BasePoint::beginning;

    friend bool operator==(IndexedPage const&, IndexedPage const&) = default;
};

/// A part of what was found, from a fraction of the way on.
struct FractionalPage {
    std::optional<int> entries_max;
    int numerator = 0;
    int denominator = 1;

    friend bool operator==(FractionalPage const&, FractionalPage const&) = default;
};

/// monostate: all of it.
using Page = std::variant<std::monostate, IndexedPage, FractionalPage>;

struct FindFolder {
    FolderTraversal traversal = FolderTraversal::shallow;
    FolderShape shape;
    Page page;
    std::optional<Restriction> restriction;
    FolderReferences parents;
};

/// What was found below one of the parents.
struct FoundFolders {
    std::vector<Folder> folders;
    int total = 0; ///< Of all that was found, on this page or not.
    bool includes_last = true; ///< Whether there is nothing behind this page.
    std::optional<int> next_offset; ///< To an IndexedPage: where the next one begins.
    std::optional<int> next_numerator; ///< To a FractionalPage: where the next one begins,
    std::optional<int> next_denominator; ///< and of how many.

    friend bool operator==(FoundFolders const&, FoundFolders const&) = default;
};

/// One for each parent, in order.
using FindFolderAnswer = std::vector<Result<FoundFolders>>;

}
