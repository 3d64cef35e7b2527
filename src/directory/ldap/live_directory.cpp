#include "directory/ldap/live_directory.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "core/limits.hpp"
#include "directory/ldap/name_match.hpp"

#include <algorithm>

namespace likeness::directory::ldap {

namespace {

constexpr std::size_t namesakes_max = 20; ///< Entries with one address: a mistake that must not cost much.
constexpr std::size_t ids_per_search = 50;

void append(std::vector<Filter>& parts, std::span<std::string const> names, auto const& make)
{
    for (auto const& name : names) parts.push_back(make(name));
}

// spec/directory.md 9, "photo by address".
Filter with_address(AttributeMap const& attributes, std::string const& address)
{
    std::vector<Filter> parts;
    append(parts, attributes.of("proxy_addresses"),
        [&](auto const& name) { return Filter::equals(name, "smtp:" + address); });
    for (auto const key : { "mail", "proxy_addresses", "principal_name" })
        append(parts, attributes.of(key), [&](auto const& name) { return Filter::equals(name, address); });
    return Filter::any_of(parts);
}

Filter with_domain(AttributeMap const& attributes, std::string_view domain)
{
    std::vector<Filter> parts;
    for (auto const key : { "mail", "proxy_addresses", "principal_name" })
        append(parts, attributes.of(key),
            [&](auto const& name) { return Filter::ends_with(name, std::string("@").append(domain)); });
    return Filter::any_of(parts);
}

// What is left of `text` behind `kind` ("smtp:"), both folded; "" where it is a part of that; nullopt where it is of
// another kind.
std::optional<std::string_view> behind(std::string_view text, std::string_view kind)
{
    if (text.starts_with(kind)) return text.substr(kind.size());
    if (kind.starts_with(text)) return "";
    return std::nullopt;
}

Filter with_proxy(AttributeMap const& attributes, std::string_view prefix, ProxyMatch match)
{
    auto const compare = [&](std::string const& name, std::string_view value) {
        return match == ProxyMatch::whole ? Filter::equals(name, value) : Filter::begins_with(name, value);
    };
    std::vector<Filter> parts;
    append(parts, attributes.of("proxy_addresses"), [&](auto const& name) { return compare(name, prefix); });
    if (auto const rest = behind(prefix, "smtp:"))
        for (auto const key : { "mail", "proxy_addresses", "principal_name" })
            append(parts, attributes.of(key), [&](auto const& name) { return compare(name, *rest); });
    if (auto const rest = behind(prefix, "x500:"))
        append(parts, attributes.of("legacy_exchange_dn"),
            [&](auto const& name) { return compare(name, *rest); });
    return Filter::any_of(parts);
}

bool has_proxy(Person const& person, std::string_view folded_prefix, ProxyMatch match)
{
    auto const matches = [&](std::string const& proxy) {
        auto const folded = base::fold_case(proxy);
        return match == ProxyMatch::whole ? folded == folded_prefix : folded.starts_with(folded_prefix);
    };
    return std::ranges::any_of(person.addresses, [&](auto const& one) {
        return matches("smtp:" + one.text());
    }) || std::ranges::any_of(person.other_proxies, matches);
}

// spec/directory.md 9, "name search": by ANR where there is, and by what our rule looks at besides.
Filter with_name(AttributeMap const& attributes, NameQuery const& query)
{
    auto const compare = [&](std::string const& name, std::string_view value) {
        return query.whole ? Filter::equals(name, value) : Filter::begins_with(name, value);
    };
    auto const with_field = [&](std::string_view key, std::string_view value) {
        std::vector<Filter> parts;
        append(parts, attributes.of(key), [&](auto const& name) { return compare(name, value); });
        return Filter::any_of(parts);
    };
    std::vector<Filter> parts;
    if (attributes.kind() == LdapKind::active_directory)
        parts.push_back(Filter::equals("anr", query.whole ? "=" + query.text : query.text));
    for (auto const key : { "name", "given_name", "surname", "office", "alias", "mail", "proxy_addresses" })
        append(parts, attributes.of(key), [&](auto const& name) { return compare(name, query.text); });
    append(parts, attributes.of("proxy_addresses"),
        [&](auto const& name) { return compare(name, "smtp:" + query.text); });
    // A given name may have blanks in it: the surname may begin behind any of them.
    for (auto at = query.text.find(' '); at != std::string::npos; at = query.text.find(' ', at + 1)) {
        auto const before = base::trim(std::string_view(query.text).substr(0, at));
        auto const after = base::trim(std::string_view(query.text).substr(at));
        parts.push_back(Filter::all_of({ with_field("given_name", before), with_field("surname", after) }));
        parts.push_back(Filter::all_of({ with_field("surname", before), with_field("given_name", after) }));
    }
    return Filter::any_of(parts);
}

std::vector<Person> persons_of(std::vector<MirrorEntry>&& entries)
{
    std::vector<Person> people;
    people.reserve(entries.size());
    for (auto& entry : entries) people.push_back(std::move(entry.entry.person));
    return people;
}

// Those whom the text names exactly come first, then in order of the name.
void sort_by_match(std::vector<Person>& people, NameMatcher const& matcher)
{
    auto const key = [&](Person const& person) {
        return std::tuple(
            matcher.match(person) != NameMatch::whole, base::fold_name(person.display_name), person.id);
    };
    using Key = decltype(key(people.front()));
    std::vector<std::pair<Key, Person>> keyed;
    for (auto& person : people) {
        auto of_person = key(person);
        keyed.emplace_back(std::move(of_person), std::move(person));
    }
    std::ranges::sort(keyed, {}, &std::pair<Key, Person>::first);
    people.clear();
    for (auto& [ignored, person] : keyed) people.push_back(std::move(person));
}

void add_new(std::vector<Person>& people, std::vector<Person>&& more)
{
    for (auto& person : more)
        if (std::ranges::find(people, person.id, &Person::id) == people.end())
            people.push_back(std::move(person));
}

NameHits hits_of(std::vector<Person>&& people, bool more)
{
    auto const owner = std::make_shared<std::vector<Person> const>(std::move(people));
    NameHits hits { .more = more, .owner = owner };
    for (auto const& person : *owner)
        hits.hits.push_back({ .id = person.id,
            .kind = person.kind,
            .name = person.display_name,
            .address = person.primary_address().text() });
    return hits;
}

}

LiveDirectory::LiveDirectory(ConnectionPool& pool, Clock const& clock)
    : people_(pool)
    , clock_(clock)
{
}

Result<std::optional<Person>> LiveDirectory::find(EmailAddress const& address)
{
    auto found = people_.find(
        { .filter = [&](AttributeMap const& attributes) { return with_address(attributes, address.text()); },
            .is_wanted = [&](Person const& person) { return person.has(address); },
            .most = namesakes_max });
    if (!found) return tl::unexpected(found.error());
    if (found->people.empty()) return std::nullopt;
    auto people = persons_of(std::move(found->people));
    auto const rank = [&](Person const& one) { return std::pair(one.primary_address() != address, one.id); };
    return std::move(*std::ranges::min_element(people, {}, rank));
}

Result<std::optional<Person>> LiveDirectory::find(PersonId person)
{
    auto found = people_.find(person);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    return std::move((*found)->entry.person);
}

Result<bool> LiveDirectory::serves_domain(std::string_view folded_domain)
{
    {
        std::scoped_lock const lock(mutex_);
        auto const known = served_domains_.find(folded_domain);
        if (known != served_domains_.end() && clock_.steady_now() < known->second.until)
            return known->second.is_served;
    }
    auto const is_served = ask_for_domain(folded_domain);
    if (!is_served) return is_served;
    std::scoped_lock const lock(mutex_);
    if (served_domains_.size() >= limits::served_domains_max) served_domains_.clear();
    served_domains_.insert_or_assign(std::string(folded_domain),
        ServedDomain { *is_served, clock_.steady_now() + limits::served_domain_time_max });
    return is_served;
}

Result<bool> LiveDirectory::ask_for_domain(std::string_view folded_domain)
{
    auto const found = people_.find(
        { .filter = [&](AttributeMap const& attributes) { return with_domain(attributes, folded_domain); },
            .is_wanted =
                [&](Person const& person) {
                    return std::ranges::any_of(person.addresses,
                        [&](auto const& one) { return one.folded_domain() == folded_domain; });
                } });
    if (!found) return tl::unexpected(found.error());
    return !found->people.empty();
}

Result<std::optional<Photo>> LiveDirectory::find_thumbnail(PersonId person)
{
    auto found = people_.find(person, true);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    return std::move((*found)->entry.thumbnail);
}

Result<std::vector<Person>> LiveDirectory::find_all(std::span<PersonId const> people)
{
    std::map<PersonId, Person> found;
    for (std::size_t first = 0; first < people.size(); first += ids_per_search) {
        auto const some = people.subspan(first, std::min(ids_per_search, people.size() - first));
        auto part = people_.find({ .filter =
                                       [&](AttributeMap const& attributes) {
                                           std::vector<Filter> parts;
                                           for (auto const& id : some)
                                               parts.push_back(attributes.with_id(id));
                                           return Filter::any_of(parts);
                                       },
            .most = some.size() });
        if (!part) return tl::unexpected(part.error());
        for (auto& person : persons_of(std::move(part->people))) found.emplace(person.id, std::move(person));
    }
    std::vector<Person> in_order;
    for (auto const& id : people)
        if (auto const one = found.find(id); one != found.end()) in_order.push_back(one->second);
    return in_order;
}

Result<std::vector<Person>> LiveDirectory::find_by_proxy(
    std::string_view prefix, ProxyMatch match, std::size_t most)
{
    auto const folded = base::fold_case(prefix);
    auto found = people_.find(
        { .filter = [&](AttributeMap const& attributes) { return with_proxy(attributes, folded, match); },
            .is_wanted =
                [&](Person const& person) {
                    return person.visibility == Visibility::visible && has_proxy(person, folded, match);
                },
            .most = most });
    if (!found) return tl::unexpected(found.error());
    return persons_of(std::move(found->people));
}

Result<std::vector<Person>> LiveDirectory::find_related(PersonId person, Relation relation, std::size_t most)
{
    auto const found = people_.find(person);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::vector<Person> {};
    switch (relation) {
    case Relation::manager: {
        auto const& manager = (*found)->entry.links->manager;
        if (manager.empty()) return std::vector<Person> {};
        return people_.read_all({ manager }, most);
    }
    case Relation::direct_reports: return direct_reports_of(**found, most);
    case Relation::members: {
        auto const members = people_.members_of((*found)->dn);
        if (!members) return tl::unexpected(members.error());
        return people_.read_all(*members, most);
    }
    }
    return std::vector<Person> {};
}

Result<std::vector<Person>> LiveDirectory::direct_reports_of(MirrorEntry const& manager, std::size_t most)
{
    // All of them, for the first `most` in order of the address are wanted.
    auto found = people_.find({ .filter =
                                    [&](AttributeMap const& attributes) {
                                        std::vector<Filter> parts;
                                        append(parts, attributes.of("manager"), [&](auto const& name) {
                                            return Filter::equals(name, manager.dn);
                                        });
                                        return Filter::any_of(parts);
                                    },
        .most = likeness::limits::members_per_group_max });
    if (!found) return tl::unexpected(found.error());
    auto people = persons_of(std::move(found->people));
    std::ranges::sort(people, {}, [](Person const& one) { return one.primary_address().folded(); });
    if (people.size() > most) people.erase(people.begin() + static_cast<std::ptrdiff_t>(most), people.end());
    return people;
}

Result<NameHits> LiveDirectory::search(NameQuery const& query, std::size_t most)
{
    NameMatcher const matcher(query);
    auto const ask = [&](NameQuery const& asked) {
        return people_.find(
            { .filter = [&](AttributeMap const& attributes) { return with_name(attributes, asked); },
                .is_wanted =
                    [&](Person const& person) {
                        return person.visibility == Visibility::visible
                            && matcher.match(person) != NameMatch::none;
                    },
                .most = most });
    };
    auto found = ask(query);
    if (!found) return tl::unexpected(found.error());
    auto people = persons_of(std::move(found->people));
    if (found->more && !query.whole) {
        // Who is named exactly must not be among those left out.
        auto exact = ask({ .text = query.text, .whole = true });
        if (!exact) return tl::unexpected(exact.error());
        add_new(people, persons_of(std::move(exact->people)));
    }
    sort_by_match(people, matcher);
    if (people.size() > most) people.erase(people.begin() + static_cast<std::ptrdiff_t>(most), people.end());
    return hits_of(std::move(people), found->more);
}

}
