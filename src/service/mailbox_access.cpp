#include "service/mailbox_access.hpp"

#include "core/items/limits.hpp"
#include "service/change_keys.hpp"
#include "service/exchange_words.hpp"

namespace likeness::service {

namespace {

tl::unexpected<Error> failed(Error const& error)
{
    return tl::unexpected(in_exchange_words(error));
}

}

MailboxAccess::MailboxAccess(Principal const& caller, MailboxPorts const& ports)
    : caller_(caller)
    , ports_(ports)
{
}

Result<OpenMailbox*> MailboxAccess::own(Code without)
{
    auto const mailbox = own_or_none();
    if (mailbox && !*mailbox) return fail(without);
    return mailbox;
}

Result<OpenMailbox*> MailboxAccess::mailbox(PersonId owner)
{
    auto const mailbox = open(owner);
    if (mailbox && !*mailbox) return fail(Code::access_denied);
    return mailbox;
}

Result<OpenMailbox*> MailboxAccess::own_or_none()
{
    if (own_) return *own_;
    auto person = caller_.address ? ports_.directory.find(*caller_.address) : Result<std::optional<Person>>();
    if (!person)
        own_ = failed(person.error());
    else if (!*person)
        own_ = nullptr;
    else {
        auto const id = (*person)->id;
        own_ = &open_.insert_or_assign(id, OpenMailbox { std::move(**person), true, {}, {} }).first->second;
    }
    return *own_;
}

Result<OpenMailbox*> MailboxAccess::open(PersonId owner)
{
    if (auto const mine = own_or_none(); !mine) return mine;
    if (auto const known = open_.find(owner); known != open_.end()) return &known->second;
    if (closed_.contains(owner)) return nullptr;
    auto const opened = open_other(owner);
    if (opened && !*opened) closed_.insert(owner);
    return opened;
}

Result<OpenMailbox*> MailboxAccess::open_other(PersonId owner)
{
    auto const mine = own_or_none();
    if (!mine || !*mine) return mine;
    // What is given is given to people: the role of an administrator opens nothing.
    auto const permissions = ports_.store.permissions(owner);
    if (!permissions) return failed(permissions.error());
    std::map<FolderNumber, FolderRole> roles;
    for (auto const& permission : *permissions)
        if (permission.person == (*mine)->owner.id) roles.emplace(permission.folder, permission.role);
    if (roles.empty()) return nullptr;
    auto person = ports_.directory.find(owner);
    if (!person) return failed(person.error());
    if (!*person) return nullptr;
    return &open_.try_emplace(owner, OpenMailbox { std::move(**person), false, std::move(roles), {} })
                .first->second;
}

Result<OpenMailbox*> MailboxAccess::open_named(EmailAddress const& address)
{
    auto const mine = own_or_none();
    if (!mine || !*mine || (*mine)->owner.has(address)) return mine;
    auto const [named, is_new] = named_.try_emplace(address.folded());
    if (is_new) {
        // A directory elsewhere may take long to answer.
        if (named_.size() > limits::other_mailboxes_max) return fail(Code::batch_processing_stopped);
        auto const person = ports_.directory.find(address);
        if (!person) {
            named_.erase(named);
            return failed(person.error());
        }
        if (*person) named->second = (*person)->id;
    }
    return named->second ? open(*named->second) : nullptr;
}

Result<ReachedFolder> MailboxAccess::folder(Result<FolderReference> const& reference)
{
    if (!reference) return tl::unexpected(reference.error());
    if (auto const* const text = std::get_if<std::string>(&*reference)) return folder_by_id(*text);
    return folder_by_name(std::get<DistinguishedReference>(*reference));
}

Result<ReachedFolder> MailboxAccess::folder(Result<FolderReference> const& reference, Right right)
{
    auto reached = folder(reference);
    if (!reached) return reached;
    if (!may(*reached->mailbox, reached->node.number, right)) return fail(Code::access_denied);
    return reached;
}

Result<ReachedFolder> MailboxAccess::folder_by_id(std::string_view text)
{
    auto const id = ports_.ids.read(text);
    if (!id) return tl::unexpected(id.error());
    auto const opened = mailbox(id->mailbox);
    if (!opened) return tl::unexpected(opened.error());

    switch (id->kind) {
    case ObjectKind::folder: break;
    case ObjectKind::item:
    case ObjectKind::attachment: return fail(Code::cannot_use_item_id_for_folder_id);
    case ObjectKind::hierarchy_state:
    case ObjectKind::items_state:
    case ObjectKind::persona: return fail(Code::invalid_id_malformed);
    }
    return reach(*opened, id->object);
}

Result<ReachedFolder> MailboxAccess::folder_by_name(DistinguishedReference const& reference)
{
    // Access is judged before existence: an address that nobody has is denied like anybody else's.
    auto const without = reference.mailbox ? Code::access_denied : Code::missing_email_address;
    auto const mailbox = reference.mailbox ? open_named(*reference.mailbox) : own_or_none();
    if (!mailbox) return tl::unexpected(mailbox.error());
    if (!*mailbox) return fail(without);
    return reach(*mailbox, number_of(reference.name));
}

Result<ReachedFolder> MailboxAccess::reach(OpenMailbox* mailbox, FolderNumber number)
{
    if (!mailbox->shows(number)) return fail(Code::access_denied);
    auto const tree = tree_of(*mailbox);
    if (!tree) return tl::unexpected(tree.error());
    auto const* const node = (*tree)->find(number);
    if (!node) return fail(Code::folder_not_found);
    return ReachedFolder { mailbox, *node };
}

Result<NamedItem> MailboxAccess::item(Result<ItemReference> const& reference)
{
    if (!reference) return tl::unexpected(reference.error());
    auto const id = ports_.ids.read(reference->id);
    if (!id) return tl::unexpected(id.error());
    switch (id->kind) {
    case ObjectKind::item: break;
    case ObjectKind::folder: return fail(Code::cannot_use_folder_id_for_item_id);
    case ObjectKind::attachment:
    case ObjectKind::hierarchy_state:
    case ObjectKind::items_state:
    case ObjectKind::persona: return fail(Code::invalid_id_malformed);
    }
    auto const expected = read_change_key(reference->change_key);
    if (!expected) return tl::unexpected(expected.error());
    auto const mailbox = open(id->mailbox);
    if (!mailbox) return tl::unexpected(mailbox.error());
    if (!*mailbox) return fail(Code::item_not_found);
    return NamedItem { *mailbox, id->object, *expected };
}

Result<NamedAttachment> MailboxAccess::attachment(std::string_view text)
{
    auto const id = ports_.ids.read(text);
    if (!id) return tl::unexpected(id.error());
    switch (id->kind) {
    case ObjectKind::attachment: break;
    case ObjectKind::folder:
    case ObjectKind::item: return fail(Code::invalid_id_not_an_item_attachment_id);
    case ObjectKind::hierarchy_state:
    case ObjectKind::items_state:
    case ObjectKind::persona: return fail(Code::invalid_id_malformed);
    }
    auto const mailbox = open(id->mailbox);
    if (!mailbox) return tl::unexpected(mailbox.error());
    if (!*mailbox) return fail(Code::item_not_found);
    return NamedAttachment { *mailbox, id->object, id->extra };
}

Result<void> MailboxAccess::may(OpenMailbox const& mailbox, FolderNumber folder, Right right)
{
    if (mailbox.is_own) return {};
    auto const role = mailbox.roles.find(folder);
    if (role == mailbox.roles.end()) return fail(Code::item_not_found);
    if (right == Right::change && role->second != FolderRole::editor) return fail(Code::access_denied);
    return {};
}

Result<FolderTree const*> MailboxAccess::tree_of(OpenMailbox& mailbox)
{
    return mailbox.tree ? &*mailbox.tree : read_tree(mailbox);
}

Result<FolderTree const*> MailboxAccess::read_tree(OpenMailbox& mailbox)
{
    auto const made = ports_.store.folders(mailbox.owner.id);
    if (!made) return failed(made.error());
    return &mailbox.tree.emplace(*made);
}

}
