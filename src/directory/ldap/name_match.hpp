// Whether somebody is meant by a name: the rule of core/name_search.hpp, for those whom a server found by its own.
#pragma once

#include "core/name_search.hpp"

#include <string>

namespace likeness::directory::ldap {

enum class NameMatch {
    none,
    part, ///< They are meant, but no field equals the text.
    whole, ///< A field equals it.
};

/// A query, folded once for many people.
class NameMatcher {
public:
    explicit NameMatcher(NameQuery const& query);

    NameMatch match(Person const& person) const;

private:
    NameMatch match_field(std::string_view field) const;
    bool matches_both_names(std::string_view given_name, std::string_view surname) const;

    bool is_whole_;
    std::string text_; ///< Folded.
    std::string first_word_; ///< Before the first blank, and what follows it; both "" where there is none.
    std::string rest_;
};

}
