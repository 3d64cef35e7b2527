#include "service/find_folder.hpp"

#include "core/limits.hpp"
#include "service/folder_match.hpp"
#include "service/page_window.hpp"

namespace likeness::service {

namespace {

using Nodes = std::vector<FolderNode const*>;

// Which of the found an answer holds: `count` from `begin` on; what it says of the next page is filled in already.
struct Window {
    std::size_t begin = 0;
    std::size_t count = 0;
    FoundFolders said;
};

std::size_t entries_of(std::optional<int> entries_max, std::size_t left)
{
    return entries_max ? std::min(static_cast<std::size_t>(*entries_max), left) : left;
}

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
        if (page.entries_max.value_or(1) < 1) return fail(Code::invalid_paging_max_rows);
        if (page.numerator < 0 || page.denominator < 1 || page.numerator > page.denominator)
            return fail(Code::invalid_fractional_paging_parameters);
        auto const numerator = static_cast<std::size_t>(page.numerator);
        auto const begin = total * numerator / static_cast<std::size_t>(page.denominator);
        Window window { begin, entries_of(page.entries_max, total - begin), {} };
        window.said.next_numerator = static_cast<int>(window.begin + window.count);
        window.said.next_denominator = std::max(1, static_cast<int>(total)); // Nothing divides by 0.
        window.said.includes_last = window.begin + window.count == total;
        return window;
    }
};

// One search in one mailbox.
class Search {
public:
    Search(FindFolder const& request, Principal const& caller, FolderPorts const& ports)
        : request_(request)
        , access_(caller, ports)
    {
    }

    Result<FoundFolders> below(Result<FolderReference> const& parent)
    {
        auto const node = access_.find(parent);
        if (!node) return tl::unexpected(node.error());
        auto const found = find(node->number);
        auto window = std::visit(WindowMaker { found.size() }, request_.page);
        if (!window) return tl::unexpected(window.error());
        shown_ += window->count;
        if (shown_ > limits::folders_per_answer_max) return fail(Code::exceeded_find_count_limit);
        auto answer = std::move(window->said);
        answer.total = static_cast<int>(found.size());
        for (std::size_t i = 0; i < window->count; ++i)
            answer.folders.push_back(access_.shown(*found[window->begin + i], request_.shape));
        return answer;
    }

private:
    Nodes find(FolderNumber parent)
    {
        if (request_.traversal == FolderTraversal::soft_deleted) return {};
        bool const deep = request_.traversal == FolderTraversal::deep;
        auto nodes = access_.tree().below(parent, deep ? Below::everything : Below::children);
        std::erase_if(nodes, [&](FolderNode const* node) { return !is_wanted(*node); });
        return nodes;
    }

    // Judged once for a folder, however many parents it is below.
    bool is_wanted(FolderNode const& node)
    {
        if (!request_.restriction) return true;
        auto const [known, is_new] = wanted_.try_emplace(node.number);
        if (is_new) known->second = matches(access_.shown(node, whole_folder()), *request_.restriction);
        return known->second;
    }

    FindFolder const& request_;
    FolderAccess access_;
    std::map<FolderNumber, bool> wanted_;
    std::size_t shown_ = 0; ///< Below all parents so far: what is answered is longer than what asks for it.
};

}

FindFolderAnswer find_folder(FindFolder const& request, Principal const& caller, FolderPorts const& ports)
{
    Search search(request, caller, ports);
    FindFolderAnswer answer;
    answer.reserve(request.parents.size());
    for (auto const& parent : request.parents) answer.push_back(search.below(parent));
    return answer;
}

}
