// FileAttachment: an attachment as it travels, to the server and from it.
// Source: spec/contacts.md 4 and 6.
#pragma once

#include "base/bytes.hpp"
#include "base/http_date.hpp"
#include "core/items/item_reference.hpp"

#include <optional>

namespace likeness {

/// nullopt: it was not said, or is not to be shown.
struct FileAttachment {
    std::optional<std::string> id; ///< Opaque; what a client makes up has none.
    std::optional<ItemReference> root; ///< The item with it, and that item's change key now.
    std::optional<std::string> name;
    std::optional<std::string> content_type;
    std::optional<std::string> content_id;
    std::optional<std::string> content_location;
    std::optional<std::int32_t> size;
    std::optional<base::Seconds> modified_at;
    std::optional<bool> is_inline;
    std::optional<bool> is_contact_photo;
    std::optional<base::Bytes> content;

    friend bool operator==(FileAttachment const&, FileAttachment const&) = default;
};

}
