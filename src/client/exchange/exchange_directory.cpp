#include "client/exchange/exchange_directory.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "core/picture_type.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

Error unavailable(Failure const& failure)
{
    return { Code::ad_unavailable, "the directory cannot be asked",
        failure.detail.empty() ? failure.message : failure.message + ": " + failure.detail };
}

tl::unexpected<Error> cannot_tell(std::string_view what)
{
    return fail(Code::ad_unavailable, "the directory cannot tell", std::string(what));
}

bool may_have_more_addresses(Person const& person)
{
    return person.addresses.size() + person.other_proxies.size() >= card_addresses_max;
}

// Every proxy address that is known, with its kind.
std::vector<std::string> proxies_of(Person const& person)
{
    auto proxies = person.other_proxies;
    for (auto const& address : person.addresses) proxies.push_back("smtp:" + address.text());
    return proxies;
}

bool has_proxy(Person const& person, std::string_view proxy)
{
    return std::ranges::any_of(proxies_of(person),
        [&](std::string const& one) { return base::equals_ignoring_ascii_case(one, proxy); });
}

bool is_whole_field(Person const& person, std::string const& folded)
{
    auto const equals = [&](std::string const& field) { return base::fold_name(field) == folded; };
    return equals(person.display_name) || equals(person.given_name) || equals(person.surname)
        || equals(person.given_name + " " + person.surname)
        || equals(person.surname + " " + person.given_name) || equals(person.office) || equals(person.alias)
        || equals(person.primary_address().text());
}

std::vector<NameHit> hits_of(std::vector<Person> const& people)
{
    std::vector<NameHit> hits;
    for (auto const& person : people)
        hits.push_back({ person.id, person.kind, person.display_name, person.primary_address().text() });
    return hits;
}

}

ExchangeDirectory::ExchangeDirectory(
    EwsClient& client, ExchangePeople& people, ExchangeDirectoryOptions options)
    : client_(client)
    , people_(people)
    , options_(std::move(options))
{
}

Result<std::optional<Person>> ExchangeDirectory::find(EmailAddress const& address)
{
    return look_up(address).map([](std::optional<Told> told) {
        return told ? std::optional(std::move(told->person)) : std::nullopt;
    });
}

Result<std::optional<Person>> ExchangeDirectory::find(PersonId person)
{
    return look_up(person).map([](std::optional<Told> told) {
        return told ? std::optional(std::move(told->person)) : std::nullopt;
    });
}

Result<bool> ExchangeDirectory::serves_domain(std::string_view folded_domain)
{
    return options_.domains.contains(folded_domain);
}

Result<std::optional<Photo>> ExchangeDirectory::find_thumbnail(PersonId person)
{
    auto const told = look_up(person);
    if (!told) return tl::unexpected(told.error());
    if (!*told || !(*told)->card || !(*told)->card->photo) return std::nullopt;
    auto const& bytes = *(*told)->card->photo;
    auto const type = sniff_picture(bytes);
    if (!type) return std::nullopt;
    // When it came to be nobody tells.
    return Photo { .content_type = std::string(content_type_of(*type)),
        .etag = options_.tag_of(person, bytes),
        .changed_at = {},
        .bytes = bytes };
}

Result<std::vector<Person>> ExchangeDirectory::find_all(std::span<PersonId const> people)
{
    std::vector<Person> found;
    for (auto const& id : people) {
        auto person = find(id);
        if (!person) return tl::unexpected(person.error());
        if (*person) found.push_back(**std::move(person));
    }
    return found;
}

Result<std::vector<Person>> ExchangeDirectory::find_by_proxy(
    std::string_view prefix, ProxyMatch match, std::size_t most)
{
    if (!prefix.contains(':')) return cannot_tell("proxy addresses of every kind at once");
    auto told = people_of(std::string(prefix));
    if (!told) return tl::unexpected(told.error());
    std::vector<Person> found;
    for (auto& one : *told) {
        if (found.size() == most) break;
        if (match == ProxyMatch::prefix || has_proxy(one.person, prefix))
            found.push_back(std::move(one.person));
    }
    return found;
}

Result<std::vector<Person>> ExchangeDirectory::find_related(
    PersonId person, Relation relation, std::size_t most)
{
    auto const told = look_up(person);
    if (!told) return tl::unexpected(told.error());
    if (!*told) return std::vector<Person>();
    auto const& card = (*told)->card;
    switch (relation) {
    case Relation::members: return members_of((*told)->person, most);
    case Relation::manager:
        if (!card || !card->manager_mailbox) break;
        return people_behind({ &*card->manager_mailbox, 1 }, most);
    case Relation::direct_reports:
        if (!card) break;
        return people_behind(card->direct_reports, most).map([](std::vector<Person> reports) {
            std::ranges::sort(reports, {}, [](Person const& one) { return one.primary_address().folded(); });
            return reports;
        });
    }
    return std::vector<Person>();
}

Result<NameHits> ExchangeDirectory::search(NameQuery const& query, std::size_t most)
{
    auto const resolutions = resolve(query.text);
    if (!resolutions) return tl::unexpected(resolutions.error());
    auto const people = std::make_shared<std::vector<Person>>();
    auto const folded = base::fold_name(query.text);
    for (auto const& resolution : (*resolutions)->found) {
        auto person = person_from(resolution, options_.name);
        if (!person || (query.whole && !is_whole_field(*person, folded))) continue;
        people_.keep(*person);
        people->push_back(*std::move(person));
    }
    std::ranges::stable_partition(
        *people, [&](Person const& person) { return is_whole_field(person, folded); });
    bool const more = !(*resolutions)->includes_last || people->size() > most;
    if (people->size() > most) people->resize(most);
    return NameHits { hits_of(*people), more, people };
}

Result<std::shared_ptr<Resolutions const>> ExchangeDirectory::resolve(std::string entry)
{
    std::lock_guard const lock(mutex_);
    auto found = client_.resolve_names({ .entry = std::move(entry),
        .full_contact_data = true,
        .scope = SearchScope::directory,
        .shape = { .base = ContactShape::Base::all_properties } });
    if (!found) return tl::unexpected(unavailable(found.error()));
    return std::make_shared<Resolutions const>(*std::move(found));
}

Result<std::vector<ExchangeDirectory::Told>> ExchangeDirectory::people_of(std::string entry)
{
    auto const resolutions = resolve(std::move(entry));
    if (!resolutions) return tl::unexpected(resolutions.error());
    std::vector<Told> told;
    for (auto const& resolution : (*resolutions)->found)
        if (auto person = person_from(resolution, options_.name)) {
            people_.keep(*person);
            told.push_back({ *std::move(person), resolution.contact, *resolutions });
        }
    return told;
}

// Without "smtp:" a server looks at primary addresses alone (spec/directory.md 2).
Result<std::optional<ExchangeDirectory::Told>> ExchangeDirectory::look_up(EmailAddress const& address)
{
    auto told = people_of("smtp:" + address.text());
    if (!told) return tl::unexpected(told.error());
    for (auto& one : *told)
        if (one.person.has(address)) return std::move(one);
    if (std::ranges::any_of(*told, [](Told const& one) { return may_have_more_addresses(one.person); }))
        return cannot_tell("it does not tell all addresses of whom it found by " + address.text());
    return std::nullopt;
}

Result<std::optional<ExchangeDirectory::Told>> ExchangeDirectory::look_up(PersonId person)
{
    auto const address = people_.find(person);
    if (!address) return cannot_tell("nobody of this id was asked for lately");
    auto told = look_up(*address);
    // The address may have become somebody else's.
    if (told && *told && (*told)->person.id != person) return std::nullopt;
    return told;
}

Result<std::vector<Person>> ExchangeDirectory::people_behind(
    std::span<Mailbox const> mailboxes, std::size_t most)
{
    std::vector<Person> people;
    for (auto const& mailbox : mailboxes) {
        if (people.size() == most) break;
        auto const address = EmailAddress::parse(mailbox.address);
        if (!address || mailbox.routing_type == "EX") continue;
        auto person = find(*address);
        if (!person) return tl::unexpected(person.error());
        if (*person) people.push_back(**std::move(person));
    }
    return people;
}

Result<std::vector<Person>> ExchangeDirectory::members_of(Person const& group, std::size_t most)
{
    if (group.kind != RecipientKind::group) return std::vector<Person>();
    Outcome<GroupMembers> members = [&] {
        std::lock_guard const lock(mutex_);
        return client_.expand_dl({ .address = group.primary_address().text() });
    }();
    if (members) return people_behind(members->members, most);
    if (members.error().kind == FailureKind::not_found) return std::vector<Person>();
    return tl::unexpected(unavailable(members.error()));
}

}
