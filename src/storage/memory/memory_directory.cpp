#include "storage/memory/memory_directory.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace likeness::storage {

namespace {

bool has_proxy(Person const& person, std::string_view wanted, ProxyMatch match)
{
    auto const matches = [&](std::string_view proxy) {
        auto const folded = base::fold_case(proxy);
        return match == ProxyMatch::whole ? folded == wanted : folded.starts_with(wanted);
    };
    if (wanted.starts_with("smtp:"))
        return std::ranges::any_of(person.addresses,
            [&](EmailAddress const& address) { return matches("smtp:" + address.folded()); });
    return std::ranges::any_of(person.other_proxies, matches);
}

// Whether a link of `from` means `person`.
bool means(std::string const& target, StoredPerson const& from, StoredPerson const& person)
{
    if (target.empty()) return false;
    return std::ranges::any_of(person.person.addresses, [&](EmailAddress const& address) {
        return address.folded() == target;
    }) || (!person.is_local() && person.person.source == from.person.source && person.dn == target);
}

Result<void> refuse_if_mirrored(Person const& person)
{
    if (person.source.empty()) return {};
    return fail(Code::invalid_operation,
        person.primary_address().text() + " comes from the directory " + person.source
            + " and is changed there.");
}

Result<void> refuse_unless_local(Person const& person)
{
    if (person.source.empty()) return {};
    return fail(
        Code::invalid_operation, "People of the directory " + person.source + " are added there alone.");
}

}

Result<std::optional<Person>> MemoryDirectory::find(EmailAddress const& address)
{
    std::lock_guard const lock(state_.mutex);
    auto const* const owner = state_.find_owner(address.folded());
    return owner ? std::optional(owner->person) : std::nullopt;
}

Result<std::optional<Person>> MemoryDirectory::find(PersonId id)
{
    std::lock_guard const lock(state_.mutex);
    auto const* const stored = state_.find(id);
    return stored ? std::optional(stored->person) : std::nullopt;
}

Result<bool> MemoryDirectory::serves_domain(std::string_view folded_domain)
{
    std::lock_guard const lock(state_.mutex);
    return std::ranges::any_of(state_.people, [&](auto const& entry) {
        return std::ranges::any_of(entry.second.person.addresses,
            [&](EmailAddress const& address) { return address.folded_domain() == folded_domain; });
    });
}

Result<std::optional<Photo>> MemoryDirectory::find_thumbnail(PersonId id)
{
    std::lock_guard const lock(state_.mutex);
    auto const* const stored = state_.find(id);
    return stored ? stored->thumbnail : std::nullopt;
}

Result<std::vector<Person>> MemoryDirectory::find_all(std::span<PersonId const> people)
{
    std::lock_guard const lock(state_.mutex);
    std::vector<Person> found;
    for (auto const& id : people)
        if (auto const* const stored = state_.find(id)) found.push_back(stored->person);
    return found;
}

Result<std::vector<Person>> MemoryDirectory::find_by_proxy(
    std::string_view prefix, ProxyMatch match, std::size_t most)
{
    std::lock_guard const lock(state_.mutex);
    auto const wanted = base::fold_case(prefix);
    std::vector<Person> found;
    for (auto const& [id, stored] : state_.people) {
        if (found.size() == most) break;
        if (stored.person.visibility == Visibility::visible && has_proxy(stored.person, wanted, match))
            found.push_back(stored.person);
    }
    return found;
}

std::vector<Person> MemoryDirectory::people_meant(
    StoredPerson const& self, std::span<std::string const> targets)
{
    std::vector<Person> found;
    for (auto const& target : targets) {
        auto const meant = std::ranges::find_if(
            state_.people, [&](auto const& entry) { return means(target, self, entry.second); });
        if (meant != state_.people.end()
            && std::ranges::find(found, meant->first, &Person::id) == found.end())
            found.push_back(meant->second.person);
    }
    return found;
}

std::vector<Person> MemoryDirectory::direct_reports(StoredPerson const& manager)
{
    std::vector<Person> found;
    for (auto const& [id, stored] : state_.people)
        if (means(stored.links.manager, stored, manager)) found.push_back(stored.person);
    std::ranges::sort(found, {}, [](Person const& person) { return person.primary_address().folded(); });
    return found;
}

Result<std::vector<Person>> MemoryDirectory::find_related(PersonId id, Relation relation, std::size_t most)
{
    std::lock_guard const lock(state_.mutex);
    auto const* const self = state_.find(id);
    if (!self) return std::vector<Person> {};
    auto found = relation == Relation::direct_reports ? direct_reports(*self)
        : relation == Relation::members               ? people_meant(*self, self->links.members)
                                        : people_meant(*self, std::span(&self->links.manager, 1));
    if (found.size() > most) found.erase(found.begin() + static_cast<std::ptrdiff_t>(most), found.end());
    return found;
}

Result<void> MemoryDirectory::add(PersonEntry const& entry)
{
    std::lock_guard const lock(state_.mutex);
    return insert(entry).map([&] { state_.record(ChangeKind::people, entry.person.id); });
}

Result<std::vector<Rejected>> MemoryDirectory::import(std::span<PersonEntry const> people)
{
    if (people.size() > import_batch_max)
        return fail(Code::invalid_request, "Too many people are imported at once.");
    std::lock_guard const lock(state_.mutex);
    std::vector<Rejected> rejected;
    for (std::size_t index = 0; index < people.size(); ++index) {
        auto const stored = insert_or_rewrite(people[index]);
        if (!stored) rejected.push_back({ index, stored.error() });
    }
    if (rejected.size() < people.size()) state_.record(ChangeKind::people);
    return rejected;
}

Result<void> MemoryDirectory::update(PersonEntry const& entry)
{
    std::lock_guard const lock(state_.mutex);
    return state_.need(entry.person.id)
        .and_then([&](StoredPerson* stored) { return rewrite(*stored, entry); })
        .map([&] { state_.record(ChangeKind::people, entry.person.id); });
}

Result<void> MemoryDirectory::remove(PersonId id)
{
    std::lock_guard const lock(state_.mutex);
    return state_.need(id)
        .and_then([&](StoredPerson* stored) { return refuse_if_mirrored(stored->person); })
        .map([&] {
            state_.drop(id);
            state_.record(ChangeKind::people, id);
        });
}

Result<void> MemoryDirectory::for_each(std::function<bool(Person const&)> const& visit)
{
    // From a copy, so that `visit` may use the stores.
    for (auto const& person : all_by_primary())
        if (!visit(person)) break;
    return {};
}

Result<void> MemoryDirectory::for_each_name(std::function<bool(NameEntry const&)> const& visit)
{
    for (auto const& person : all_by_primary()) {
        if (person.visibility == Visibility::hidden) continue;
        if (!visit({ person.id, person.kind, person.display_name, person.given_name, person.surname,
                person.office, person.alias, person.primary_address().text() }))
            break;
    }
    return {};
}

Result<PersonLinks> MemoryDirectory::links(PersonId id)
{
    std::lock_guard const lock(state_.mutex);
    auto const* const stored = state_.find(id);
    return stored ? stored->links : PersonLinks {};
}

Result<std::size_t> MemoryDirectory::count()
{
    std::lock_guard const lock(state_.mutex);
    return state_.people.size();
}

std::vector<Person> MemoryDirectory::all_by_primary()
{
    std::lock_guard const lock(state_.mutex);
    std::vector<Person> people;
    for (auto const& [folded, id] : state_.owners) {
        auto const& person = state_.people.at(id).person;
        if (person.primary_address().folded() == folded) people.push_back(person);
    }
    return people;
}

Result<void> MemoryDirectory::insert(PersonEntry const& entry)
{
    if (auto const local = refuse_unless_local(entry.person); !local) return local;
    if (state_.find(entry.person.id))
        return fail(Code::invalid_operation, "There is a person with this id already.");
    return refuse_unless_free(entry.person.addresses, entry.person.id).map([&] { state_.put(entry); });
}

Result<void> MemoryDirectory::rewrite(StoredPerson const& stored, PersonEntry const& entry)
{
    return refuse_if_mirrored(stored.person)
        .and_then([&] { return refuse_unless_local(entry.person); })
        .and_then([&] { return refuse_unless_free(entry.person.addresses, stored.person.id); })
        .map([&] {
            auto changed = entry;
            changed.person.id = stored.person.id;
            state_.put(changed);
        });
}

Result<void> MemoryDirectory::insert_or_rewrite(PersonEntry const& entry)
{
    auto const& addresses = entry.person.addresses;
    auto const* const owner = addresses.empty() ? nullptr : state_.find_owner(addresses.front().folded());
    bool const is_known = owner && owner->person.primary_address() == addresses.front();
    return is_known ? rewrite(*owner, entry) : insert(entry);
}

Result<void> MemoryDirectory::refuse_unless_free(
    std::vector<EmailAddress> const& addresses, PersonId const& self)
{
    if (addresses.empty()) return fail(Code::invalid_operation, "A person needs an address.");
    for (auto const& address : addresses)
        if (auto const refusal = state_.refusal_of(address, self)) return tl::unexpected(*refusal);
    return {};
}

}
