#include "core/items/mailbox_rules.hpp"

#include "base/utf8.hpp"
#include "core/items/limits.hpp"

#include <algorithm>

namespace likeness {

namespace {

// How many made folders lie from the tree that all have down to this one, with it.
std::size_t depth_of(MadeFolders const& folders, FolderNumber folder)
{
    std::size_t depth = 0;
    for (auto at = folders.find(folder); at != folders.end(); at = folders.find(at->second.parent)) ++depth;
    return depth;
}

bool lies_below(MadeFolders const& folders, FolderNumber folder, FolderNumber above)
{
    for (auto at = folders.find(folder); at != folders.end(); at = folders.find(at->second.parent))
        if (at->second.parent == above) return true;
    return false;
}

// How many levels lie in and below it.
std::size_t height_of(MadeFolders const& folders, FolderNumber folder)
{
    std::size_t deepest = depth_of(folders, folder);
    for (auto const below : with_all_below(folders, folder))
        deepest = std::max(deepest, depth_of(folders, below));
    return deepest - depth_of(folders, folder) + 1;
}

Result<void> refuse_name(MadeFolders const& folders, MadeFolder const& wanted)
{
    auto const folded = base::fold_case(wanted.display_name);
    for (auto const& [number, other] : folders)
        if (number != wanted.number && other.parent == wanted.parent
            && base::fold_case(other.display_name) == folded)
            return fail(Code::folder_exists);
    return {};
}

}

bool has_folder(MadeFolders const& folders, FolderNumber folder)
{
    return folder > 0 && (folder < first_made_folder || folders.contains(folder));
}

Result<void> refuse_folder(MadeFolders const& folders, MadeFolder const& wanted)
{
    if (wanted.display_name.empty()) return fail(Code::invalid_request, "A folder has a name.");
    if (std::max(wanted.display_name.size(), wanted.folder_class.size()) > limits::folder_name_bytes_max)
        return fail(Code::data_size_limit_exceeded);
    if (!has_folder(folders, wanted.parent)) return fail(Code::parent_folder_not_found);
    if (wanted.parent == wanted.number || lies_below(folders, wanted.parent, wanted.number))
        return fail(Code::move_copy_failed);
    auto const levels = folders.contains(wanted.number) ? height_of(folders, wanted.number) : 1;
    if (depth_of(folders, wanted.parent) + levels > limits::folder_depth_max)
        return fail(Code::quota_exceeded);
    return refuse_name(folders, wanted);
}

std::vector<FolderNumber> with_all_below(MadeFolders const& folders, FolderNumber folder)
{
    std::vector<FolderNumber> all { folder };
    for (auto const& [below, made] : folders)
        if (lies_below(folders, below, folder)) all.push_back(below);
    return all;
}

std::vector<MadeFolder> parents_first(MadeFolders const& folders)
{
    std::vector<MadeFolder> sorted;
    std::vector<MadeFolder> left;
    for (auto const& [number, folder] : folders) left.push_back(folder);
    // A folder may have been moved below one that was made later.
    while (!left.empty()) {
        auto const is_ready = [&](MadeFolder const& folder) {
            return !folders.contains(folder.parent)
                || std::ranges::find(sorted, folder.parent, &MadeFolder::number) != sorted.end();
        };
        auto const next = std::ranges::find_if(left, is_ready);
        sorted.push_back(*next);
        left.erase(next);
    }
    return sorted;
}

Result<void> refuse_attachment(NewAttachment const& attachment, std::size_t already)
{
    auto const& told = attachment.description;
    if (already >= limits::attachments_per_item_max) return fail(Code::quota_exceeded);
    if (attachment.bytes.size()
        > (told.is_contact_photo ? limits::contact_photo_bytes_max : limits::attachment_bytes_max))
        return fail(Code::attachment_size_limit_exceeded);
    for (auto const* const text :
        { &told.name, &told.content_type, &told.content_id, &told.content_location })
        if (text->size() > limits::attachment_name_bytes_max) return fail(Code::data_size_limit_exceeded);
    return {};
}

}
