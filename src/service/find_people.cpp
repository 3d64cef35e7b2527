#include "service/find_people.hpp"

#include "base/utf8.hpp"
#include "core/limits.hpp"
#include "service/exchange_words.hpp"
#include "service/find_names.hpp"
#include "service/find_visible.hpp"
#include "service/page_window.hpp"
#include "service/personas.hpp"

#include <algorithm>

namespace likeness::service {

namespace {

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
        if (request_.where == Where::folder) return in_folder();
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

    Result<NameHits> in_folder()
    {
        if (!request_.folder) return NameHits {};
        auto const folder = MailboxAccess(caller_, ports_.mailboxes).folder(*request_.folder);
        if (!folder) return tl::unexpected(folder.error());
        return NameHits {};
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
