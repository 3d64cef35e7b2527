#include "directory/ldap/name_match.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace likeness::directory::ldap {

NameMatcher::NameMatcher(NameQuery const& query)
    : is_whole_(query.whole)
    , text_(base::fold_name(query.text))
{
    if (auto const words = base::split_once(text_, ' ')) {
        first_word_ = words->before;
        rest_ = words->after;
    }
}

NameMatch NameMatcher::match(Person const& person) const
{
    if (text_.empty()) return NameMatch::none; // Nothing that letters can be compared with.
    bool const has_both_names = !person.given_name.empty() && !person.surname.empty();
    auto const joined = has_both_names ? person.given_name + " " + person.surname : std::string();
    auto best = NameMatch::none;
    for (std::string_view const field :
        { std::string_view(person.display_name), std::string_view(person.given_name),
            std::string_view(person.surname), std::string_view(joined), std::string_view(person.office),
            std::string_view(person.alias), std::string_view(person.primary_address().text()) })
        best = std::max(best, match_field(field));
    bool const is_named = has_both_names && !first_word_.empty() && !rest_.empty()
        && (matches_both_names(person.given_name, person.surname)
            || matches_both_names(person.surname, person.given_name));
    return is_named ? std::max(best, NameMatch::part) : best;
}

NameMatch NameMatcher::match_field(std::string_view field) const
{
    auto const folded = base::fold_name(field);
    if (folded == text_) return NameMatch::whole;
    return !is_whole_ && folded.starts_with(text_) ? NameMatch::part : NameMatch::none;
}

bool NameMatcher::matches_both_names(std::string_view given_name, std::string_view surname) const
{
    auto const a = base::fold_name(given_name);
    auto const b = base::fold_name(surname);
    return is_whole_ ? a == first_word_ && b == rest_ : a.starts_with(first_word_) && b.starts_with(rest_);
}

}
