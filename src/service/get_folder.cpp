#include "service/get_folder.hpp"

#include "service/shown_folder.hpp"

namespace likeness::service {

GetFolderAnswer get_folder(GetFolder const& request, Principal const& caller, MailboxPorts const& ports)
{
    MailboxAccess access(caller, ports);
    FolderViews views(access, ports);
    GetFolderAnswer answer;
    answer.reserve(request.folders.size());
    for (auto const& reference : request.folders)
        answer.push_back(access.folder(reference).and_then([&](ReachedFolder const& reached) {
            return views.shown(*reached.mailbox, reached.node, request.shape);
        }));
    return answer;
}

}
