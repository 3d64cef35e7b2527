// GetAttachment, CreateAttachment and DeleteAttachment: the requests and the answers.
// Source: spec/contacts.md 6.
#pragma once

#include "core/items/file_attachment.hpp"

namespace likeness {

struct GetAttachment {
    std::vector<std::string> ids; ///< As they were written.
};

/// One for each id, in order.
using GetAttachmentAnswer = std::vector<Result<FileAttachment>>;

struct CreateAttachment {
    Result<ItemReference> parent;
    std::vector<Result<FileAttachment>> attachments; ///< An error is that one's answer.
};

/// One for each attachment, in order: its id and the item's.
using CreateAttachmentAnswer = std::vector<Result<FileAttachment>>;

struct DeleteAttachment {
    std::vector<std::string> ids;
};

/// One for each id, in order: the item without it.
using DeleteAttachmentAnswer = std::vector<Result<ItemReference>>;

}
