// Stores that say what a test tells them to, and can be down. What a store promises is tested by the contract suites;
// these are for what happens above one.
#pragma once

#include "base/utf8.hpp"
#include "core/ports/directory.hpp"
#include "core/ports/photo_store.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace likeness::tests {

inline EmailAddress address(std::string_view text)
{
    return EmailAddress::parse(text).value();
}

inline PersonId person_id(unsigned char number)
{
    PersonId id;
    id.bytes[15] = std::byte { number };
    return id;
}

inline Person person(PersonId id, std::string_view email, Visibility visibility = Visibility::visible)
{
    return Person { .id = id,
        .addresses = { address(email) },
        .display_name = std::string(email),
        .visibility = visibility };
}

inline Photo photo(
    std::string_view bytes, std::int64_t changed_at = 1'000, std::string_view type = "image/jpeg")
{
    return Photo { .content_type = std::string(type),
        .etag = "TAG-" + std::string(bytes),
        .changed_at = base::Seconds(std::chrono::seconds(changed_at)),
        .bytes = base::copy_of(base::as_bytes(bytes)) };
}

class ScriptedPhotos final : public PhotoStore {
public:
    std::map<std::pair<PersonId, PhotoSize>, Photo> photos;
    std::map<PersonId, bool> removed;
    std::atomic<bool> down = false;
    std::atomic<int> lookups = 0;
    std::vector<std::pair<PersonId, PhotoUpdate>> updates;
    std::set<PersonId> strangers; ///< Whom the store does not have.

    Result<PhotoLookup> find(PersonId person, PhotoSize size) override
    {
        ++lookups;
        if (down) return fail(Code::internal_server_transient_error, "the store is down");
        PhotoLookup lookup { .removed = removed[person] };
        for (auto const& [key, value] : photos) // Smallest first: the last one of the person is the largest.
            if (key.first == person) lookup.photo = value;
        if (auto const exact = photos.find({ person, size }); exact != photos.end())
            lookup.photo = exact->second;
        return lookup;
    }
    Result<PhotoSummary> summary(PersonId person) override
    {
        if (down) return fail(Code::internal_server_transient_error, "the store is down");
        PhotoSummary summary { .version = static_cast<std::int64_t>(updates.size()),
            .removed = removed[person] };
        for (auto const& [key, value] : photos)
            if (key.first == person)
                summary.sizes.push_back({ key.second, edge_px(key.second), value.bytes.size(), value.etag });
        return summary;
    }
    Result<std::int64_t> replace(PersonId person, PhotoUpdate const& update) override
    {
        if (down) return fail(Code::internal_server_transient_error, "the store is down");
        if (strangers.contains(person)) return fail(Code::non_existent_mailbox, "nobody");
        updates.emplace_back(person, update);
        return static_cast<std::int64_t>(updates.size());
    }
    Result<void> remove(PersonId person, base::Seconds) override
    {
        if (strangers.contains(person)) return fail(Code::non_existent_mailbox, "nobody");
        removed[person] = true;
        std::erase_if(photos, [&](auto const& entry) { return entry.first.first == person; });
        return {};
    }
    Result<void> use_directory(PersonId person, base::Seconds) override
    {
        if (strangers.contains(person)) return fail(Code::non_existent_mailbox, "nobody");
        removed[person] = false;
        std::erase_if(photos, [&](auto const& entry) { return entry.first.first == person; });
        return {};
    }
};

class ScriptedDirectory final : public Directory {
public:
    std::vector<Person> people;
    std::map<PersonId, Photo> thumbnails;
    std::map<std::pair<PersonId, Relation>, std::vector<PersonId>> relations;
    std::atomic<bool> down = false;
    std::atomic<bool> thumbnails_down = false;
    std::atomic<int> thumbnail_lookups = 0;

    Result<std::optional<Person>> find(EmailAddress const& wanted) override
    {
        if (down) return fail(Code::ad_unavailable, "the directory is down");
        for (auto const& person : people)
            if (person.has(wanted)) return person;
        return std::nullopt;
    }
    Result<std::optional<Person>> find(PersonId wanted) override
    {
        if (down) return fail(Code::ad_unavailable, "the directory is down");
        auto const found = std::ranges::find(people, wanted, &Person::id);
        return found == people.end() ? std::nullopt : std::optional(*found);
    }
    Result<bool> serves_domain(std::string_view domain) override
    {
        if (down) return fail(Code::ad_unavailable, "the directory is down");
        return std::ranges::any_of(
            people, [&](Person const& person) { return person.primary_address().folded_domain() == domain; });
    }
    Result<std::optional<Photo>> find_thumbnail(PersonId person) override
    {
        ++thumbnail_lookups;
        if (thumbnails_down) return fail(Code::ad_unavailable, "the directory is down");
        auto const found = thumbnails.find(person);
        if (found == thumbnails.end()) return std::nullopt;
        return found->second;
    }
    Result<std::vector<Person>> find_all(std::span<PersonId const> wanted) override
    {
        if (down) return fail(Code::ad_unavailable, "the directory is down");
        std::vector<Person> found;
        for (auto const& id : wanted)
            if (auto const one = std::ranges::find(people, id, &Person::id); one != people.end())
                found.push_back(*one);
        return found;
    }
    Result<std::vector<Person>> find_by_proxy(
        std::string_view prefix, ProxyMatch match, std::size_t most) override
    {
        if (down) return fail(Code::ad_unavailable, "the directory is down");
        auto const wanted = base::fold_case(prefix);
        auto const matches = [&](std::string const& proxy) {
            auto const folded = base::fold_case(proxy);
            return match == ProxyMatch::whole ? folded == wanted : folded.starts_with(wanted);
        };
        std::vector<Person> found;
        for (auto const& person : people) {
            if (person.visibility == Visibility::hidden || found.size() == most) continue;
            auto const by_mail = std::ranges::any_of(person.addresses,
                [&](EmailAddress const& address) { return matches("smtp:" + address.text()); });
            if (by_mail || std::ranges::any_of(person.other_proxies, matches)) found.push_back(person);
        }
        return found;
    }
    Result<std::vector<Person>> find_related(PersonId person, Relation relation, std::size_t most) override
    {
        if (down) return fail(Code::ad_unavailable, "the directory is down");
        auto related = relations[{ person, relation }];
        related.resize(std::min(related.size(), most));
        return find_all(related);
    }
};

// Who is found by a name among the people of a directory: by the contract of NameSearch, one after another.
class ScriptedNames final : public NameSearch {
public:
    std::atomic<bool> busy = false; ///< The index is being made.
    std::atomic<int> searches = 0;

    explicit ScriptedNames(ScriptedDirectory const& directory)
        : directory_(directory)
    {
    }

    Result<NameHits> search(NameQuery const& query, std::size_t most) override
    {
        ++searches;
        if (busy) return fail(Code::server_busy, "the index is being made");
        std::vector<std::pair<std::pair<bool, std::string>, Person>> found; // Behind what they are sorted by.
        for (auto const& person : directory_.people)
            if (person.visibility == Visibility::visible && is_found(person, query))
                found.push_back(
                    { { !is_whole(person, query), base::fold_name(person.display_name) }, person });
        std::ranges::stable_sort(found, {}, [](auto const& entry) { return entry.first; });
        bool const more = found.size() > most;
        if (more) found.resize(most, found.front());

        auto const people = std::make_shared<std::vector<Person>>();
        for (auto& [key, person] : found) people->push_back(std::move(person));
        NameHits hits { .more = more, .owner = people };
        for (auto const& person : *people)
            hits.hits.push_back(
                { person.id, person.kind, person.display_name, person.primary_address().text() });
        return hits;
    }

private:
    static std::vector<std::string> fields_of(Person const& person)
    {
        return { base::fold_name(person.display_name), base::fold_name(person.given_name),
            base::fold_name(person.surname), base::fold_name(person.given_name + " " + person.surname),
            base::fold_name(person.office), base::fold_name(person.alias),
            person.primary_address().folded() };
    }
    static bool is_whole(Person const& person, NameQuery const& query)
    {
        auto const fields = fields_of(person);
        return std::ranges::find(fields, base::fold_name(query.text)) != fields.end();
    }
    static bool is_found(Person const& person, NameQuery const& query)
    {
        auto const text = base::fold_name(query.text);
        auto const matches = [&](std::string const& field, std::string const& part) {
            return query.whole ? field == part : field.starts_with(part);
        };
        if (std::ranges::any_of(fields_of(person), [&](auto const& field) { return matches(field, text); }))
            return true;
        auto const blank = text.find(' ');
        if (blank == std::string::npos) return false;
        auto const a = text.substr(0, blank);
        auto const b = text.substr(blank + 1);
        auto const given = base::fold_name(person.given_name);
        auto const surname = base::fold_name(person.surname);
        return (matches(given, a) && matches(surname, b)) || (matches(given, b) && matches(surname, a));
    }

    ScriptedDirectory const& directory_;
};

}
