// ObjectId: what an id on the wire names, once it has been read: whose, what kind, which.
// Source: spec/contacts.md 1.
#pragma once

#include "core/person.hpp"

#include <cstdint>

namespace likeness {

/// The numbers are inside ids that clients keep for years: they never change.
enum class ObjectKind : std::uint8_t {
    folder = 1,
    item = 2,
    attachment = 3,
    hierarchy_state = 4, ///< How far a client has followed a folder's tree: a SyncState, and nobody's object.
    items_state = 5, ///< The same of a folder's items.
    persona = 6, ///< Somebody of the directory, `mailbox`; not what is in their mailbox.
};

struct ObjectId {
    ObjectKind kind = ObjectKind::folder;
    PersonId mailbox; ///< Whose.
    std::uint64_t object = 0; ///< The number of the folder or item in its mailbox; of a state: the folder's.
    std::uint64_t extra = 0; ///< The number of an attachment in its item; of a state: how far.
    std::uint64_t listed
        = 0; ///< Of a state of items, while a folder is told for the first time: how far that is.

    friend bool operator==(ObjectId const&, ObjectId const&) = default;
};

}
