#include "service/find_item.hpp"

#include "core/items/limits.hpp"
#include "service/exchange_words.hpp"
#include "service/item_search.hpp"
#include "service/page_window.hpp"
#include "service/shown_items.hpp"

namespace likeness::service {

namespace {

std::optional<int> at_most_a_page(std::optional<int> entries_max)
{
    auto const most = static_cast<int>(limits::find_items_max);
    return std::min(entries_max.value_or(most), most);
}

// What is the same for all folders of a request.
struct Question {
    std::optional<ItemFilter> filter;
    std::vector<ItemOrder> order;
};

Result<Question> question_of(FindItem const& request)
{
    Question question;
    if (request.restriction) {
        auto filter = item_filter_of(*request.restriction);
        if (!filter) return tl::unexpected(filter.error());
        question.filter = std::move(*filter);
    }
    auto words = item_filter_of_words(request.query);
    if (!words) return tl::unexpected(words.error());
    question.filter = both(std::move(question.filter), std::move(*words));
    auto order = item_order_of(request.order);
    if (!order) return tl::unexpected(order.error());
    question.order = std::move(*order);

    auto const* const names = std::get_if<ContactsView>(&request.view);
    if (names) question.filter = both(std::move(question.filter), item_filter_of(*names));
    if (question.order.empty())
        question.order.push_back({ names ? Slot::display_name : Slot::file_as, false });
    return question;
}

struct Page {
    ItemPage items;
    FoundItems said; ///< What is said of the next page.
};

// Cuts the page that a view asks for out of a folder.
struct PageReader {
    MailboxStore& store;
    PersonId mailbox;
    ItemSearch search;

    Result<Page> operator()(std::monostate)
    {
        auto page = (*this)(IndexedPage {});
        // Whoever asked for no page is told of one only where there is more.
        if (page && page->said.includes_last) page->said.next_offset.reset();
        return page;
    }
    Result<Page> operator()(IndexedPage page)
    {
        if (auto const possible = window_of(page, 0); !possible) return tl::unexpected(possible.error());
        page.entries_max = at_most_a_page(page.entries_max);
        search.from_end = page.base_point == IndexedPage::BasePoint::end;
        auto found = read(static_cast<std::size_t>(page.offset), *page.entries_max);
        if (!found) return found;
        auto const window = window_of(page, found->items.total);
        if (!window) return tl::unexpected(window.error());
        found->said.next_offset = static_cast<int>(window->next_offset);
        found->said.includes_last = window->includes_last;
        return found;
    }
    Result<Page> operator()(FractionalPage page)
    {
        if (auto const possible = window_of(page, 0); !possible) return tl::unexpected(possible.error());
        page.entries_max = at_most_a_page(page.entries_max);
        auto const counted = read(0, 0);
        if (!counted) return counted;
        auto const window = window_of(page, counted->items.total);
        if (!window) return tl::unexpected(window.error());
        auto found = read(window->begin, static_cast<int>(window->count));
        if (!found) return found;
        found->said.next_numerator = static_cast<int>(window->next_offset);
        found->said.next_denominator = std::max(1, static_cast<int>(counted->items.total));
        found->said.includes_last = window->includes_last;
        return found;
    }
    Result<Page> operator()(ContactsView const& view)
    {
        if (view.entries_max.value_or(1) < 1) return fail(Code::invalid_paging_max_rows);
        auto found = read(0, *at_most_a_page(view.entries_max));
        if (found) found->said.includes_last = found->items.items.size() == found->items.total;
        return found;
    }

private:
    Result<Page> read(std::size_t offset, int most)
    {
        search.offset = offset;
        search.most = static_cast<std::size_t>(most);
        auto items = store.find(mailbox, search);
        if (!items) return tl::unexpected(in_exchange_words(items.error()));
        Page page { std::move(*items), {} };
        page.said.total = static_cast<int>(page.items.total);
        return page;
    }
};

// One search in several folders.
class Search {
public:
    Search(FindItem const& request, Principal const& caller, MailboxPorts const& ports)
        : request_(request)
        , ports_(ports)
        , access_(caller, ports)
        , question_(question_of(request))
        , shape_(without_what_lists_lack(request.shape))
    {
    }

    Result<FoundItems> in(Result<FolderReference> const& parent)
    {
        auto const reached = access_.folder(parent, Right::read);
        if (!reached) return tl::unexpected(reached.error());
        if (!question_) return tl::unexpected(question_.error());
        auto page = page_of(*reached);
        if (!page) return tl::unexpected(page.error());
        shown_ += page->items.items.size();
        if (shown_ > limits::items_per_answer_max) return fail(Code::exceeded_find_count_limit);

        auto const& mailbox = *reached->mailbox;
        bool const may_change = MailboxAccess::may(mailbox, reached->node.number, Right::change).has_value();
        ItemDisplay display(shape_, ports_.ids, mailbox.owner.id);
        auto answer = std::move(page->said);
        answer.items.reserve(page->items.items.size());
        for (auto& item : page->items.items)
            answer.items.push_back(display.show(std::move(item), may_change));
        return answer;
    }

private:
    Result<Page> page_of(ReachedFolder const& reached)
    {
        PageReader reader { ports_.store, reached.mailbox->owner.id,
            { .folder = request_.traversal == ItemTraversal::shallow ? reached.node.number : no_folder,
                .filter = question_->filter,
                .order = question_->order } };
        return std::visit(reader, request_.view);
    }

    static constexpr FolderNumber no_folder = 0; ///< In which nothing lies.

    FindItem const& request_;
    MailboxPorts ports_;
    MailboxAccess access_;
    Result<Question> question_;
    ItemShape shape_;
    std::size_t shown_ = 0; ///< In all folders so far.
};

}

FindItemAnswer find_item(FindItem const& request, Principal const& caller, MailboxPorts const& ports)
{
    Search search(request, caller, ports);
    FindItemAnswer answer;
    answer.reserve(request.parents.size());
    for (auto const& parent : request.parents) answer.push_back(search.in(parent));
    return answer;
}

}
