#include "service/change_folders.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "service/exchange_words.hpp"
#include "service/shown_folder.hpp"

#include <set>

namespace likeness::service {

namespace {

constexpr std::string_view contact_folder_class = "IPF.Contact";
constexpr std::string_view plain_folder_class = "IPF.Note";

FolderNode node_of(MadeFolder const& made)
{
    return { .number = made.number,
        .parent = made.parent,
        .type = type_of_class(made.folder_class),
        .entered = made.entered,
        .change = made.change };
}

// What the store is to make of what was written.
Result<NewFolder> new_folder(WrittenFolder const& written, FolderNumber parent)
{
    if (written.type != FolderType::contacts && written.type != FolderType::folder)
        return fail(Code::access_denied);
    auto const written_name = written.display_name.value_or("");
    auto const name = base::trim(written_name);
    if (name.empty()) return fail(Code::required_property_missing);
    bool const is_for_contacts = written.type == FolderType::contacts;
    std::string folder_class(base::trim(written.folder_class.value_or("")));
    if (folder_class.empty()) folder_class = is_for_contacts ? contact_folder_class : plain_folder_class;
    // Some programs write a contact folder as a plain one with its class; the other way around there is none.
    auto const type = type_of_class(folder_class);
    if (is_for_contacts && type != FolderType::contacts) return fail(Code::object_type_changed);
    if (type != FolderType::contacts && type != FolderType::folder) return fail(Code::access_denied);
    return NewFolder { parent, std::move(folder_class), std::string(name) };
}

// The changes that one request makes.
class FolderChanger {
public:
    FolderChanger(Principal const& caller, MailboxPorts const& ports)
        : ports_(ports)
        , access_(caller, ports)
        , views_(access_, ports)
    {
    }

    /// Where folders are to be made.
    Result<ReachedFolder> parent(Result<FolderReference> const& reference)
    {
        auto parent = access_.folder(reference);
        if (!parent && parent.error().code == Code::folder_not_found)
            return fail(Code::parent_folder_not_found);
        if (parent && (!parent->mailbox->is_own || !can_hold_folders(parent->node)))
            return fail(Code::access_denied);
        return parent;
    }

    Result<Folder> create(Result<ReachedFolder> const& parent, Result<WrittenFolder> const& written)
    {
        if (!parent) return tl::unexpected(parent.error());
        if (!written) return tl::unexpected(written.error());
        auto const folder = new_folder(*written, parent->node.number);
        if (!folder) return tl::unexpected(folder.error());
        return shown(*parent->mailbox, ports_.store.create_folder(parent->mailbox->owner.id, *folder));
    }

    Result<Folder> update(Result<FolderUpdates> const& updates)
    {
        if (!updates) return tl::unexpected(updates.error());
        auto const reached = access_.folder(updates->folder);
        if (!reached) return tl::unexpected(reached.error());
        if (!reached->mailbox->is_own || !reached->node.is_made()) return fail(Code::access_denied);
        FolderUpdate update { .parent = std::nullopt,
            .folder_class = updates->folder_class,
            .display_name = updates->display_name };
        if (update.folder_class && type_of_class(*update.folder_class) != reached->node.type)
            return fail(Code::object_type_changed);
        if (update.display_name && update.display_name->empty()) return fail(Code::required_property_missing);
        return shown(*reached->mailbox,
            ports_.store.update_folder(reached->mailbox->owner.id, reached->node.number, update));
    }

    Result<Done> remove(Result<FolderReference> const& reference, DeleteType how)
    {
        auto const reached = access_.folder(reference);
        if (!reached) return tl::unexpected(reached.error());
        if (!reached->mailbox->is_own) return fail(Code::access_denied);
        if (!reached->node.is_made()) return fail(Code::delete_distinguished_folder);
        auto const bin = number_of(DistinguishedFolder::deleteditems);
        auto& mailbox = *reached->mailbox;
        if (how == DeleteType::move_to_deleted_items && !mailbox.tree->is_below(reached->node.number, bin))
            return throw_away(mailbox, reached->node, bin);
        return ports_.store.remove_folder(mailbox.owner.id, reached->node.number)
            .map([] { return Done {}; })
            .map_error(in_exchange_words);
    }

private:
    Result<Folder> shown(OpenMailbox const& mailbox, Result<MadeFolder> const& made)
    {
        if (!made) return tl::unexpected(in_exchange_words(made.error()));
        return views_.named(mailbox, node_of(*made));
    }

    Result<Done> throw_away(OpenMailbox& mailbox, FolderNode const& node, FolderNumber bin)
    {
        FolderUpdate const update { .parent = bin,
            .folder_class = std::nullopt,
            .display_name = free_name(*mailbox.tree, bin, node.display_name) };
        auto const moved = ports_.store.update_folder(mailbox.owner.id, node.number, update);
        if (!moved) return tl::unexpected(in_exchange_words(moved.error()));
        // The next one of this request may have the same name.
        if (auto const tree = access_.read_tree(mailbox); !tree) return tl::unexpected(tree.error());
        return Done {};
    }

    // The name, with a number behind it where another folder there has the same: that must not keep anybody from
    // deleting.
    static std::string free_name(FolderTree const& tree, FolderNumber parent, std::string const& name)
    {
        std::set<std::string> taken;
        for (auto const* const child : tree.below(parent, Below::children))
            taken.insert(base::fold_case(child->display_name));
        auto free = name;
        for (int number = 1; taken.contains(base::fold_case(free)); ++number)
            free = name + " " + std::to_string(number);
        return free;
    }

    MailboxPorts ports_;
    MailboxAccess access_;
    FolderViews views_;
};

}

CreateFolderAnswer create_folder(
    CreateFolder const& request, Principal const& caller, MailboxPorts const& ports)
{
    FolderChanger changer(caller, ports);
    auto const parent = changer.parent(request.parent);
    CreateFolderAnswer answer;
    answer.reserve(request.folders.size());
    for (auto const& folder : request.folders) answer.push_back(changer.create(parent, folder));
    return answer;
}

UpdateFolderAnswer update_folder(
    UpdateFolder const& request, Principal const& caller, MailboxPorts const& ports)
{
    FolderChanger changer(caller, ports);
    UpdateFolderAnswer answer;
    answer.reserve(request.changes.size());
    for (auto const& change : request.changes) answer.push_back(changer.update(change));
    return answer;
}

DeleteFolderAnswer delete_folder(
    DeleteFolder const& request, Principal const& caller, MailboxPorts const& ports)
{
    FolderChanger changer(caller, ports);
    DeleteFolderAnswer answer;
    answer.reserve(request.folders.size());
    for (auto const& folder : request.folders) answer.push_back(changer.remove(folder, request.type));
    return answer;
}

}
