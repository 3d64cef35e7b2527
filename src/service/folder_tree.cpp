#include "service/folder_tree.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <unordered_set>

namespace likeness::service {

namespace {

using Name = DistinguishedFolder;
using enum FolderType;

constexpr FolderNumber root_number = 1;
constexpr FolderNumber top_number = 2;
constexpr FolderNumber contacts_number = 12;

// Numbers stand in ids that are out: a line may be added, none changed. Parents come first.
std::vector<FolderNode> shells()
{
    return {
        { root_number, 0, folder, "", "Root", Name::root },
        { top_number, root_number, folder, "IPF.Note", "Top of Information Store", Name::msgfolderroot },
        { 3, root_number, folder, "", "Finder", Name::searchfolders },
        { 4, root_number, search, "IPF.Contact", "My Contacts", Name::mycontacts },
        { 5, top_number, folder, "IPF.Note", "Inbox", Name::inbox },
        { 6, top_number, folder, "IPF.Note", "Drafts", Name::drafts },
        { 7, top_number, folder, "IPF.Note", "Sent Items", Name::sentitems },
        { 8, top_number, folder, "IPF.Note", "Deleted Items", Name::deleteditems },
        { 9, top_number, folder, "IPF.Note", "Outbox", Name::outbox },
        { 10, top_number, folder, "IPF.Note", "Junk Email", Name::junkemail },
        { 11, top_number, calendar, "IPF.Appointment", "Calendar", Name::calendar },
        { contacts_number, top_number, contacts, "IPF.Contact", "Contacts", Name::contacts },
        { 13, top_number, tasks, "IPF.Task", "Tasks", Name::tasks },
        { 14, top_number, folder, "IPF.StickyNote", "Notes", Name::notes },
        { 15, top_number, folder, "IPF.Journal", "Journal", Name::journal },
        { 16, contacts_number, contacts, "IPF.Contact.MOC.QuickContacts",
            "{06967759-274D-40B2-A3EB-D7F9E73727D7}", Name::quickcontacts },
        { 17, contacts_number, contacts, "IPF.Contact.RecipientCache", "Recipient Cache",
            Name::recipientcache },
        { 18, contacts_number, contacts, "IPF.Contact.MOC.ImContactList",
            "{A9E2BC46-B3A0-4243-B315-60D991004455}", Name::imcontactlist },
        { 19, contacts_number, contacts, "IPF.Contact.PeopleConnect", "PeopleConnect", Name::peopleconnect },
    };
}

}

FolderNumber number_of(DistinguishedFolder name)
{
    static auto const known = shells();
    return std::ranges::find(known, std::optional(name), &FolderNode::distinguished)
        ->number; // Every name has a shell.
}

bool can_hold_items(FolderNode const& node)
{
    return node.type == contacts || node.distinguished == Name::deleteditems
        || (node.is_made() && node.type == folder);
}

bool can_hold_folders(FolderNode const& node)
{
    return node.is_made() || node.distinguished == Name::msgfolderroot || node.distinguished == Name::contacts
        || node.distinguished == Name::deleteditems;
}

FolderType type_of_class(std::string_view folder_class)
{
    static constexpr std::pair<std::string_view, FolderType> types[]
        = { { "ipf.contact", contacts }, { "ipf.appointment", calendar }, { "ipf.task", tasks } };
    for (auto const& [name, type] : types) {
        auto const beginning = folder_class.substr(0, name.size());
        bool const ends = folder_class.size() == beginning.size() || folder_class[name.size()] == '.';
        if (base::equals_ignoring_ascii_case(beginning, name) && ends) return type;
    }
    return folder;
}

FolderTree::FolderTree(std::span<MadeFolder const> made)
    : nodes_(shells())
{
    for (auto const& folder : made)
        nodes_.push_back({ .number = folder.number,
            .parent = folder.parent,
            .type = type_of_class(folder.folder_class),
            .folder_class = folder.folder_class,
            .display_name = folder.display_name,
            .distinguished = std::nullopt,
            .entered = folder.entered,
            .change = folder.change });
    for (std::size_t i = 0; i < nodes_.size(); ++i) places_.emplace(nodes_[i].number, i);
}

FolderNode const* FolderTree::find(FolderNumber number) const
{
    auto const found = places_.find(number);
    return found == places_.end() ? nullptr : &nodes_[found->second];
}

std::vector<FolderNode const*> FolderTree::below(FolderNumber number, Below how) const
{
    std::vector<FolderNode const*> found;
    std::unordered_set<FolderNumber> parents { number };
    for (auto const& node : nodes_) {
        if (!parents.contains(node.parent)) continue;
        found.push_back(&node);
        if (how == Below::everything) parents.insert(node.number);
    }
    return found;
}

bool FolderTree::is_below(FolderNumber number, FolderNumber above) const
{
    auto const* node = find(number);
    while (node && node->parent != above) node = find(node->parent);
    return node != nullptr;
}

}
