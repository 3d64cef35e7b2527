// What is shown of a folder, to whom.
// Source: spec/contacts.md 11.
#pragma once

#include "service/mailbox_access.hpp"

#include <unordered_map>

namespace likeness::service {

/// The folders of one request: what they hold is counted once for each mailbox, when a shape first asks for it.
class FolderViews {
public:
    FolderViews(MailboxAccess& access, MailboxPorts const& ports);

    /// What `shape` asks for of a folder of this mailbox, as the caller sees it: of somebody else's, subfolders that they
    /// may not see do not count. Errors: the store's.
    Result<Folder> shown(OpenMailbox& mailbox, FolderNode const& node, FolderShape const& shape);

    /// Its id alone, also of one that is no more.
    Folder named(OpenMailbox const& mailbox, FolderNode const& node);

private:
    struct Counts {
        std::optional<std::unordered_map<FolderNumber, int>> items;
        std::optional<std::unordered_map<FolderNumber, int>> children;
        std::optional<ChangeNumber> head; ///< The mailbox's newest change.
        std::unordered_map<FolderNumber, std::string> ids; ///< A batch may show a folder a thousand times.
    };

    std::string const& id_of(OpenMailbox const& mailbox, FolderNumber number);
    Result<int> item_count(OpenMailbox const& mailbox, FolderNumber folder);
    Result<int> child_count(OpenMailbox& mailbox, FolderNumber folder);
    Result<ChangeNumber> head_of(OpenMailbox const& mailbox);

    /// The value of one of MAPI's properties; nullopt: folders here do not have it.
    Result<std::optional<std::string>> mapi_value(
        OpenMailbox& mailbox, FolderNode const& node, ExtendedFieldPath const& path);

    MailboxAccess& access_;
    MailboxPorts ports_;
    std::map<PersonId, Counts> counts_;
};

/// All that there is to say of a folder, before a shape takes away what was not asked for; used by restrictions.
inline FolderShape whole_folder()
{
    FolderShape shape;
    shape.properties.set();
    return shape;
}

}
