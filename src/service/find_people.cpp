#include "service/find_people.hpp"

#include "base/utf8.hpp"
#include "core/items/limits.hpp"
#include "core/limits.hpp"
#include "service/contact_names.hpp"
#include "service/exchange_words.hpp"
#include "service/find_names.hpp"
#include "service/find_visible.hpp"
#include "service/page_window.hpp"
#include "service/personas.hpp"

#include <algorithm>

namespace likeness::service {

namespace {

static_assert(limits::people_page_max <= limits::find_items_max);

std::string key_of(NameHit const& hit, PeopleOrder::By by)
{
    switch (by) {
    case PeopleOrder::By::display_name: return base::fold_name(hit.name);
    case PeopleOrder::By::email_address: return base::fold_case(hit.address);
    case PeopleOrder::By::relevance: return {}; // As they were found.
    }
    return {};
}

void sort_by(std::vector<NameHit>& hits, PeopleOrder const& order)
{
    std::vector<std::pair<std::string, NameHit>> keyed;
    keyed.reserve(hits.size());
    for (auto const& hit : hits) keyed.emplace_back(key_of(hit, order.by), hit);
    auto const key = [](auto const& entry) -> std::string const& { return entry.first; };
    if (order.descending)
        std::ranges::stable_sort(keyed, std::ranges::greater(), key);
    else
        std::ranges::stable_sort(keyed, {}, key);
    std::ranges::transform(keyed, hits.begin(), [](auto const& entry) { return entry.second; });
}

Result<void> put_in_order(std::vector<NameHit>& hits, std::vector<Result<PeopleOrder>> const& order)
{
    for (auto const& by : order)
        if (!by) return tl::unexpected(by.error());
    // The least important first: a stable sort keeps it where the more important are equal.
    for (auto by = order.rbegin(); by != order.rend(); ++by) sort_by(hits, **by);
    return {};
}

class PeopleSearch {
public:
    PeopleSearch(FindPeople const& request, Principal const& caller, PeoplePorts const& ports)
        : request_(request)
        , caller_(caller)
        , ports_(ports)
    {
    }

    FindPeopleAnswer find()
    {
        if (request_.where == FindPeople::Where::folder) return find_in_folder();
        auto view = view_of_names();
        if (!view) return tl::unexpected(view.error());
        if (auto sorted = put_in_order(view->hits, request_.order); !sorted)
            return tl::unexpected(sorted.error());
        auto page = request_.page;
        auto const most = static_cast<int>(limits::people_page_max);
        page.entries_max = std::min(page.entries_max.value_or(most), most);
        auto const window = window_of(page, view->hits.size());
        if (!window) return tl::unexpected(window.error());

        FoundPeople answer { .total = static_cast<int>(view->hits.size()),
            .first_loaded = static_cast<int>(window->begin) };
        auto added = add_people(answer, std::span(view->hits).subspan(window->begin, window->count));
        if (!added) return tl::unexpected(added.error());
        return answer;
    }

private:
    Result<NameHits> view_of_names()
    {
        using Where = FindPeople::Where;
        if (request_.query.empty()) {
            // Nobody browses the whole directory; everywhere else there is nothing to be found.
            if (request_.where == Where::directory) return fail(Code::invalid_request);
            return NameHits {};
        }
        if (request_.restriction) return fail(Code::invalid_request);
        auto const entry = parse_unresolved_entry(request_.query);
        if (!entry) return tl::unexpected(entry.error());
        return find_names(*entry, caller_, ports_, limits::people_view_max).map([](FoundNames&& found) {
            return std::move(found.names);
        });
    }

    // The people of a contact folder, in order and a page at a time as the store has them.
    FindPeopleAnswer find_in_folder()
    {
        if (!request_.folder) return FoundPeople {};
        auto const& ports = ports_.mailboxes;
        MailboxAccess access(caller_, ports);
        auto const folder = access.folder(*request_.folder, Right::read);
        if (!folder) return tl::unexpected(folder.error());
        if (request_.restriction) return fail(Code::invalid_request);
        auto search = folder_search(folder->node.number);
        if (!search) return tl::unexpected(search.error());
        auto const owner = folder->mailbox->owner.id;
        auto page = ports.store.find(owner, *search);
        if (!page) return tl::unexpected(page.error());

        FoundPeople answer { .total = static_cast<int>(page->total),
            .first_loaded = static_cast<int>(page->first) };
        auto const items = std::make_shared<std::vector<StoredItem> const>(std::move(page->items));
        for (auto const& item : *items) {
            auto persona = persona_of(item);
            persona.id = persona_id_of(owner, item.number, ports.ids);
            answer.people.push_back(shaped(std::move(persona), request_.shape));
        }
        answer.owners.push_back(items);
        return answer;
    }

    Result<ItemSearch> folder_search(FolderNumber folder)
    {
        ItemSearch search { .folder = folder, .filter = std::nullopt, .order = {} };
        if (!request_.query.empty()) {
            auto const entry = parse_unresolved_entry(request_.query);
            if (!entry) return tl::unexpected(entry.error());
            search.filter = contact_filter_of(*entry);
            if (!search.filter) search.folder = 0; // Where nothing lies: no contact can be meant.
        }
        for (auto const& by : request_.order) {
            if (!by) return tl::unexpected(by.error());
            if (by->by != PeopleOrder::By::relevance)
                search.order.push_back(
                    { by->by == PeopleOrder::By::display_name ? Slot::display_name : Slot::email_address1,
                        by->descending });
        }
        if (request_.order.empty()) search.order.push_back({ Slot::display_name, false });
        auto const window = window_of(request_.page, 0);
        if (!window) return tl::unexpected(window.error());
        auto const most = static_cast<int>(limits::people_page_max);
        search.most = static_cast<std::size_t>(std::min(request_.page.entries_max.value_or(most), most));
        search.offset = static_cast<std::size_t>(request_.page.offset);
        search.from_end = request_.page.base_point == IndexedPage::BasePoint::end;
        return search;
    }

    // As the directory has them now: who has gone or hidden since they were found is left out.
    Result<void> add_people(FoundPeople& answer, std::span<NameHit const> hits)
    {
        if (hits.empty()) return {};
        std::vector<PersonId> ids;
        ids.reserve(hits.size());
        for (auto const& hit : hits) ids.push_back(hit.id);
        auto found = ports_.directory().find_all(ids);
        if (!found) return tl::unexpected(found.error());
        auto const people = std::make_shared<std::vector<Person> const>(std::move(*found));
        answer.people.reserve(people->size());
        for (auto const& person : *people)
            if (is_there_for(caller_, person))
                answer.people.push_back(shaped(persona_of(person, ports_.mailboxes.ids), request_.shape));
        answer.owners.push_back(people);
        return {};
    }

    FindPeople const& request_;
    Principal const& caller_;
    PeoplePorts const& ports_;
};

}

FindPeopleAnswer find_people(FindPeople const& request, Principal const& caller, PeoplePorts const& ports)
{
    return PeopleSearch(request, caller, ports).find().map_error(in_exchange_words);
}

}
