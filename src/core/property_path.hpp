// PropertyPath: how a request names a property of an item or a folder.
// Source: spec/contacts.md 2.
#pragma once

#include <optional>
#include <string>
#include <variant>

namespace likeness {

/// "folder:DisplayName": one of the schema's names.
struct FieldPath {
    std::string uri;

    friend bool operator==(FieldPath const&, FieldPath const&) = default;
};

/// One entry of a property that is a dictionary: "contacts:EmailAddress", "EmailAddress1".
struct IndexedFieldPath {
    std::string uri;
    std::string index;

    friend bool operator==(IndexedFieldPath const&, IndexedFieldPath const&) = default;
};

/// A property of MAPI, by tag or by set and name or id. The texts are the request's.
struct ExtendedFieldPath {
    std::optional<std::string> distinguished_set;
    std::optional<std::string> set;
    std::optional<std::string> tag;
    std::optional<std::string> name;
    std::optional<std::string> id;
    std::string type; ///< One of the schema's names.

    friend bool operator==(ExtendedFieldPath const&, ExtendedFieldPath const&) = default;
};

using PropertyPath = std::variant<FieldPath, IndexedFieldPath, ExtendedFieldPath>;

}
