// Which folder a request means, whether its caller may have it, and what is shown of it.
// Source: spec/contacts.md 1 and 11; spec/auth.md 6.
#pragma once

#include "core/folder_reference.hpp"
#include "core/ports/directory.hpp"
#include "core/principal.hpp"
#include "service/folder_tree.hpp"
#include "service/object_ids.hpp"

#include <map>

namespace likeness::service {

/// What the operations on folders reach the world through. Must outlive the call.
struct FolderPorts {
    Directory& directory;
    ObjectIds const& ids;
};

/// The caller's own mailbox, as one request sees it: everybody whom the directory knows has one. The directory is asked
/// when it is first needed, and once.
class CallerMailbox {
public:
    CallerMailbox(Principal const& caller, Directory& directory);

    /// The caller; nullopt when they are nobody whom the directory knows.
    /// Errors: the directory's, when it cannot be asked.
    Result<std::optional<Person>> const& owner();

    /// Who owns it, for as long as this lives. Errors: `without` when the caller has no mailbox; the directory's.
    Result<Person const*> owner_or(Code without);

private:
    Principal const& caller_;
    Directory& directory_;
    std::optional<Result<std::optional<Person>>> owner_;
};

/// The folders that one request may see, all of them the caller's own.
class FolderAccess {
public:
    FolderAccess(Principal const& caller, FolderPorts const& ports);

    /// Errors: access_denied for anybody else's mailbox, by address or by id, whether or not there is such a person;
    /// missing_email_address for a name without a mailbox from a caller who has none; folder_not_found;
    /// cannot_use_item_id_for_folder_id; invalid_id_empty and invalid_id_malformed; what the reference came with
    /// instead; the directory's.
    Result<FolderNode> find(Result<FolderReference> const& reference);

    /// What `shape` asks for of the folder. In: one that find() gave, or one below it.
    Folder shown(FolderNode const& node, FolderShape const& shape);

    FolderTree const& tree() const { return tree_; }
    CallerMailbox& mailbox() { return mailbox_; }

private:
    Result<FolderNode> find_by_id(std::string_view text);
    Result<FolderNode> find_by_name(DistinguishedReference const& reference);
    FolderId const& id_of(FolderNumber number);

    ObjectIds const& ids_;
    CallerMailbox mailbox_;
    FolderTree tree_;
    std::map<FolderNumber, FolderId> given_; ///< A batch may show a folder a thousand times.
};

/// All that there is to say of a folder, before a shape takes away what was not asked for; used by restrictions.
inline FolderShape whole_folder()
{
    FolderShape shape;
    shape.properties.set();
    return shape;
}

/// `folder` without what `shape` does not ask for.
Folder shaped(Folder folder, FolderShape const& shape);

}
