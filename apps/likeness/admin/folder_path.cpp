#include "apps/likeness/admin/folder_path.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "ews/folder_reference.hpp"

namespace likeness::app {

std::string path_of(service::FolderTree const& tree, service::FolderNode const& folder)
{
    auto const top = service::number_of(DistinguishedFolder::msgfolderroot);
    auto path = folder.display_name;
    if (!tree.is_below(folder.number, top)) return path;
    for (auto const* above = tree.find(folder.parent); above && above->number != top;
        above = tree.find(above->parent))
        path = above->display_name + "/" + path;
    return path;
}

service::FolderNode const* find_by_path(service::FolderTree const& tree, std::string_view path)
{
    for (auto const& [name, folder] : ews::distinguished_folder_names)
        if (base::equals_ignoring_ascii_case(name, path)) return tree.find(service::number_of(folder));
    // Names may have a slash in them: whole paths are compared.
    auto const folded = base::fold_case(path);
    for (auto const& node : tree.nodes())
        if (base::fold_case(path_of(tree, node)) == folded) return &node;
    return nullptr;
}

}
