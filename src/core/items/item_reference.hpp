// ItemReference: how a request names an item.
// Source: spec/contacts.md 1.
#pragma once

#include "core/error.hpp"

#include <string>
#include <vector>

namespace likeness {

/// Opaque texts, not yet judged.
struct ItemReference {
    std::string id;
    std::string change_key; ///< "": none was given.

    friend bool operator==(ItemReference const&, ItemReference const&) = default;
};

/// A batch in the order of the request. An error stands where a reference could not be read: it is that one's answer.
using ItemReferences = std::vector<Result<ItemReference>>;

}
