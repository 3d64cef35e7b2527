#include "directory/without_sources.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

namespace likeness::directory {

WithoutSources::WithoutSources(Directory& behind, std::vector<std::string> sources)
    : behind_(behind)
    , sources_(std::move(sources))
{
}

Result<std::optional<Person>> WithoutSources::find(EmailAddress const& address)
{
    return sifted(behind_.find(address));
}

Result<std::optional<Person>> WithoutSources::find(PersonId person)
{
    return sifted(behind_.find(person));
}

Result<bool> WithoutSources::serves_domain(std::string_view folded_domain)
{
    return behind_.serves_domain(folded_domain);
}

Result<std::optional<Photo>> WithoutSources::find_thumbnail(PersonId person)
{
    auto const known = find(person);
    if (!known) return tl::unexpected(known.error());
    if (!*known) return std::nullopt;
    return behind_.find_thumbnail(person);
}

Result<std::vector<Person>> WithoutSources::find_all(std::span<PersonId const> people)
{
    return sifted(behind_.find_all(people));
}

Result<std::vector<Person>> WithoutSources::find_by_proxy(
    std::string_view prefix, ProxyMatch match, std::size_t most)
{
    return sifted(behind_.find_by_proxy(prefix, match, most));
}

Result<std::vector<Person>> WithoutSources::find_related(PersonId person, Relation relation, std::size_t most)
{
    return sifted(behind_.find_related(person, relation, most));
}

bool WithoutSources::leaves_out(Person const& person) const
{
    return std::ranges::find(sources_, person.source) != sources_.end();
}

Result<std::optional<Person>> WithoutSources::sifted(Result<std::optional<Person>>&& found) const
{
    if (found && *found && leaves_out(**found)) return std::nullopt;
    return std::move(found);
}

Result<std::vector<Person>> WithoutSources::sifted(Result<std::vector<Person>>&& found) const
{
    if (found) std::erase_if(*found, [&](Person const& person) { return leaves_out(person); });
    return std::move(found);
}

Result<NameHits> NamesWithin::search(NameQuery const& query, std::size_t most)
{
    auto found = names_.search(query, most);
    if (!found) return found;
    std::vector<PersonId> ids;
    std::ranges::transform(found->hits, std::back_inserter(ids), &NameHit::id);
    auto const people = directory_.find_all(ids);
    if (!people) return tl::unexpected(people.error());
    std::unordered_set<PersonId> there;
    for (auto const& person : *people) there.insert(person.id);
    std::erase_if(found->hits, [&](NameHit const& hit) { return !there.contains(hit.id); });
    return found;
}

}
