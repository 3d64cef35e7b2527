// Looking for people one by one, word for word as core/name_search.hpp has it: what every way of looking for them is
// compared with. It is slow.
#pragma once

#include "base/utf8.hpp"
#include "core/name_search.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace likeness::test {

/// The fields, folded; those that are empty are not among them.
inline std::vector<std::string> folded_fields(NameEntry const& entry)
{
    std::vector<std::string> fields;
    for (auto const text :
        { entry.display_name, entry.given_name, entry.surname, entry.office, entry.alias, entry.address })
        if (auto folded = base::fold_name(text); !folded.empty()) fields.push_back(std::move(folded));
    auto const given_name = base::fold_name(entry.given_name);
    auto const surname = base::fold_name(entry.surname);
    if (!given_name.empty() && !surname.empty()) fields.push_back(given_name + " " + surname);
    return fields;
}

/// Whether a whole field of theirs equals the text.
inline bool equals(NameEntry const& entry, NameQuery const& query)
{
    auto const fields = folded_fields(entry);
    return std::ranges::find(fields, base::fold_name(query.text)) != fields.end();
}

inline bool matches(NameEntry const& entry, NameQuery const& query)
{
    auto const text = base::fold_name(query.text);
    if (text.empty()) return false; // Nothing that letters can be compared with.
    auto const agrees = [&](std::string_view field, std::string_view wanted) {
        return query.whole ? field == wanted : field.starts_with(wanted);
    };
    for (auto const& field : folded_fields(entry))
        if (agrees(field, text)) return true;

    auto const blank = text.find(' ');
    if (blank == std::string::npos) return false;
    auto const a = text.substr(0, blank);
    auto const b = text.substr(blank + 1);
    auto const given_name = base::fold_name(entry.given_name);
    auto const surname = base::fold_name(entry.surname);
    if (a.empty() || b.empty() || given_name.empty() || surname.empty()) return false;
    return (agrees(given_name, a) && agrees(surname, b)) || (agrees(given_name, b) && agrees(surname, a));
}

/// Whom `query` finds of `people`, in order. Who has the same name as another comes in order of id, as nobody promises
/// but the index keeps.
inline std::vector<PersonId> naive_search(std::vector<NameEntry> const& people, NameQuery const& query)
{
    std::vector<std::tuple<bool, std::string, PersonId>> found;
    for (auto const& entry : people)
        if (matches(entry, query))
            found.emplace_back(!equals(entry, query), base::fold_name(entry.display_name), entry.id);
    std::ranges::sort(found);
    std::vector<PersonId> ids;
    for (auto const& [rest, name, id] : found) ids.push_back(id);
    return ids;
}

inline std::vector<PersonId> ids_of(NameHits const& found)
{
    std::vector<PersonId> ids;
    for (auto const& hit : found.hits) ids.push_back(hit.id);
    return ids;
}

}
