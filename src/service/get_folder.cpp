#include "service/get_folder.hpp"

namespace likeness::service {

GetFolderAnswer get_folder(GetFolder const& request, Principal const& caller, FolderPorts const& ports)
{
    FolderAccess access(caller, ports);
    GetFolderAnswer answer;
    answer.reserve(request.folders.size());
    for (auto const& reference : request.folders)
        answer.push_back(access.find(reference).map(
            [&](FolderNode const& node) { return access.shown(node, request.shape); }));
    return answer;
}

}
