#include "service/find_folder.hpp"

#include "core/limits.hpp"
#include "service/folder_match.hpp"
#include "service/page_window.hpp"
#include "service/shown_folder.hpp"

#include <map>
#include <span>

namespace likeness::service {

namespace {

using Nodes = std::vector<FolderNode const*>;

// Which of the found an answer holds: `count` from `begin` on; what it says of the next page is filled in already.
struct Window {
    std::size_t begin = 0;
    std::size_t count = 0;
    FoundFolders said;
};

struct WindowMaker {
    std::size_t total;

    Result<Window> operator()(std::monostate) const { return Window { 0, total, {} }; }

    Result<Window> operator()(IndexedPage const& page) const
    {
        auto const at = window_of(page, total);
        if (!at) return tl::unexpected(at.error());
        Window window { at->begin, at->count, {} };
        window.said.next_offset = static_cast<int>(at->next_offset);
        window.said.includes_last = at->includes_last;
        return window;
    }

    Result<Window> operator()(FractionalPage const& page) const
    {
        auto const at = window_of(page, total);
        if (!at) return tl::unexpected(at.error());
        Window window { at->begin, at->count, {} };
        window.said.next_numerator = static_cast<int>(at->next_offset);
        window.said.next_denominator = std::max(1, static_cast<int>(total)); // Nothing divides by 0.
        window.said.includes_last = at->includes_last;
        return window;
    }
};

// One search in one mailbox.
class Search {
public:
    Search(FindFolder const& request, Principal const& caller, MailboxPorts const& ports)
        : request_(request)
        , access_(caller, ports)
        , views_(access_, ports)
    {
    }

    Result<FoundFolders> below(Result<FolderReference> const& parent)
    {
        auto const reached = access_.folder(parent);
        if (!reached) return tl::unexpected(reached.error());
        auto const found = find(*reached->mailbox, reached->node.number);
        if (!found) return tl::unexpected(found.error());
        auto window = std::visit(WindowMaker { found->size() }, request_.page);
        if (!window) return tl::unexpected(window.error());
        shown_ += window->count;
        if (shown_ > limits::folders_per_answer_max) return fail(Code::exceeded_find_count_limit);
        auto answer = std::move(window->said);
        answer.total = static_cast<int>(found->size());
        for (auto const* const node : std::span(*found).subspan(window->begin, window->count)) {
            auto folder = views_.shown(*reached->mailbox, *node, request_.shape);
            if (!folder) return tl::unexpected(folder.error());
            answer.folders.push_back(std::move(*folder));
        }
        return answer;
    }

private:
    Result<Nodes> find(OpenMailbox& mailbox, FolderNumber parent)
    {
        if (request_.traversal == FolderTraversal::soft_deleted) return Nodes {};
        bool const deep = request_.traversal == FolderTraversal::deep;
        Nodes found;
        for (auto const* const node :
            mailbox.tree->below(parent, deep ? Below::everything : Below::children)) {
            auto const wanted = is_wanted(mailbox, *node);
            if (!wanted) return tl::unexpected(wanted.error());
            if (*wanted) found.push_back(node);
        }
        return found;
    }

    // Judged once for a folder, however many parents it is below.
    Result<bool> is_wanted(OpenMailbox& mailbox, FolderNode const& node)
    {
        if (!mailbox.shows(node.number)) return false;
        if (!request_.restriction) return true;
        auto const [known, is_new] = wanted_.try_emplace({ mailbox.owner.id, node.number });
        if (is_new) {
            auto const folder = views_.shown(mailbox, node, whole_folder());
            if (!folder) return tl::unexpected(folder.error());
            known->second = matches(*folder, *request_.restriction);
        }
        return known->second;
    }

    FindFolder const& request_;
    MailboxAccess access_;
    FolderViews views_;
    std::map<std::pair<PersonId, FolderNumber>, bool> wanted_;
    std::size_t shown_ = 0; ///< Below all parents so far: what is answered is longer than what asks for it.
};

}

FindFolderAnswer find_folder(FindFolder const& request, Principal const& caller, MailboxPorts const& ports)
{
    Search search(request, caller, ports);
    FindFolderAnswer answer;
    answer.reserve(request.parents.size());
    for (auto const& parent : request.parents) answer.push_back(search.below(parent));
    return answer;
}

}
