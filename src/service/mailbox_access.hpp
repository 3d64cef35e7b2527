// Whose mailbox a request reaches into, which folder or item of it an id means, and what its caller may do there.
// Source: spec/contacts.md 1 and 11; spec/auth.md 6.
#pragma once

#include "core/folder_reference.hpp"
#include "core/items/item_reference.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/mailbox_store.hpp"
#include "core/principal.hpp"
#include "service/folder_tree.hpp"
#include "service/object_ids.hpp"

#include <map>
#include <set>

namespace likeness::service {

/// What the operations on mailboxes reach the world through. Must outlive the call.
struct MailboxPorts {
    Directory& directory;
    MailboxStore& store;
    ObjectIds const& ids;
    Clock const& clock;
};

/// What somebody wants to do with the items of a folder.
enum class Right : std::uint8_t { read, change };

/// One mailbox as one request sees it. Lives as long as its MailboxAccess.
struct OpenMailbox {
    Person owner;
    bool is_own = false; ///< The caller's: they may do everything.
    std::map<FolderNumber, FolderRole> roles; ///< What the caller may do in somebody else's.
    std::optional<FolderTree> tree; ///< Read once, when a folder is first reached.

    /// Whether the caller may know that the folder is there.
    bool shows(FolderNumber folder) const { return is_own || roles.contains(folder); }
};

struct ReachedFolder {
    OpenMailbox* mailbox = nullptr; ///< With its tree.
    FolderNode node;
};

struct NamedItem {
    OpenMailbox* mailbox = nullptr;
    ItemNumber number = 0;
    std::optional<ChangeNumber> expected; ///< The one that the change key stands for.
};

struct NamedAttachment {
    OpenMailbox* mailbox = nullptr;
    ItemNumber item = 0;
    AttachmentNumber attachment = 0;
};

/// The mailboxes that one request may reach into: the caller's own, as everybody whom the directory knows has one, and
/// of others' the folders that they have a permission for. An administrator has no more than anybody else. Directory and
/// store are asked when they are first needed, for each mailbox once.
/// Errors of every member: those of the directory and of the store, in Exchange's words.
class MailboxAccess {
public:
    MailboxAccess(Principal const& caller, MailboxPorts const& ports);
    MailboxAccess(MailboxAccess const&) = delete;
    MailboxAccess& operator=(MailboxAccess const&) = delete;

    /// Errors: `without` when the caller has no mailbox.
    Result<OpenMailbox*> own(Code without);

    /// Errors: access_denied for one of which the caller may see nothing.
    Result<OpenMailbox*> mailbox(PersonId owner);

    /// A folder that may be looked at at all.
    /// Errors: access_denied for anybody else's without a permission, by address or by id, whether or not there is such a
    /// person or folder; missing_email_address for a name without a mailbox from a caller who has none;
    /// folder_not_found; cannot_use_item_id_for_folder_id; invalid_id_empty and invalid_id_malformed; what the reference
    /// came with instead.
    Result<ReachedFolder> folder(Result<FolderReference> const& reference);

    /// The same, where its items are to be read or changed. Errors: also access_denied for a reader who changes.
    Result<ReachedFolder> folder(Result<FolderReference> const& reference, Right right);

    /// Which item is meant, whether or not it is there. Its folder is judged by may() once it has been read.
    /// Errors: item_not_found for a mailbox of which the caller may see nothing; cannot_use_folder_id_for_item_id;
    /// invalid_id_empty and invalid_id_malformed; invalid_change_key; what the reference came with instead.
    Result<NamedItem> item(Result<ItemReference> const& reference);

    /// Errors: as item(); invalid_id_not_an_item_attachment_id for a folder's or an item's.
    Result<NamedAttachment> attachment(std::string_view id);

    /// Whether the caller may do so with an item that lies in this folder.
    /// Errors: item_not_found for who may not read there, access_denied for a reader who changes.
    static Result<void> may(OpenMailbox const& mailbox, FolderNumber folder, Right right);

    /// The mailbox's folders, read when they are first needed.
    Result<FolderTree const*> tree_of(OpenMailbox& mailbox);

    /// Has the mailbox's folders as they are now.
    Result<FolderTree const*> read_tree(OpenMailbox& mailbox);

private:
    /// nullptr: the caller has none.
    Result<OpenMailbox*> own_or_none();

    /// nullptr: the caller may see nothing of it, or there is none.
    Result<OpenMailbox*> open(PersonId owner);
    Result<OpenMailbox*> open_other(PersonId owner);
    Result<OpenMailbox*> open_named(EmailAddress const& address);

    Result<ReachedFolder> folder_by_id(std::string_view text);
    Result<ReachedFolder> folder_by_name(DistinguishedReference const& reference);
    Result<ReachedFolder> reach(OpenMailbox* mailbox, FolderNumber number);

    Principal const& caller_;
    MailboxPorts ports_;
    std::optional<Result<OpenMailbox*>> own_;
    std::map<PersonId, OpenMailbox> open_;
    std::set<PersonId> closed_; ///< Of which the caller may see nothing.
    std::map<std::string, std::optional<PersonId>> named_; ///< Who has an address, folded.
};

}
