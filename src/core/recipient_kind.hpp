// How a RecipientKind is spelled: in files, in the database, in a directory's configuration.
#pragma once

#include "core/person.hpp"

#include <optional>

namespace likeness {

inline std::string_view name_of(RecipientKind kind)
{
    switch (kind) {
    case RecipientKind::mailbox: return "mailbox";
    case RecipientKind::group: return "group";
    case RecipientKind::contact: return "contact";
    }
    return "";
}

/// nullopt for any other text; case matters.
inline std::optional<RecipientKind> recipient_kind_from(std::string_view name)
{
    for (auto const kind : { RecipientKind::mailbox, RecipientKind::group, RecipientKind::contact })
        if (name == name_of(kind)) return kind;
    return std::nullopt;
}

}
