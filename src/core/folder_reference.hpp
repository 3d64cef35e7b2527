// FolderReference: how a request names a folder.
// Source: spec/contacts.md 1 and 11.
#pragma once

#include "core/email_address.hpp"
#include "core/folder.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace likeness {

/// By the name that every mailbox has it under.
struct DistinguishedReference {
    DistinguishedFolder name = DistinguishedFolder::inbox;
    std::optional<EmailAddress> mailbox; ///< Whose; nullopt: the caller's own.

    friend bool operator==(DistinguishedReference const&, DistinguishedReference const&) = default;
};

/// By an id's text, not yet judged, or by name.
using FolderReference = std::variant<std::string, DistinguishedReference>;

/// A batch in the order of the request. An error stands where a reference could not be read: it is that one's answer.
using FolderReferences = std::vector<Result<FolderReference>>;

}
