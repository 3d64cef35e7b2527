// A large company, made up: the same one for the same seed. Given names and surnames are as unevenly spread as real
// ones (the most common surname has some 8 % of the people, half of all surnames have a single one), a tenth are written
// with accents or not in Latin letters, and whoever has the name of others has a number in alias and address.
#pragma once

#include "core/name_search.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace likeness::bench {

struct GeneratedPerson {
    PersonId id;
    std::string display_name;
    std::string given_name;
    std::string surname;
    std::string office;
    std::string alias;
    std::string address;

    NameEntry entry() const
    {
        return { id, RecipientKind::mailbox, display_name, given_name, surname, office, alias, address };
    }
};

class PeopleGenerator {
public:
    explicit PeopleGenerator(std::uint64_t seed)
        : random_(seed)
    {
    }

    GeneratedPerson next();

    /// What somebody may type who looks for `person`: the first letters of the given name, of the surname, or of both.
    std::string one_word(GeneratedPerson const& person);
    std::string two_words(GeneratedPerson const& person);

    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

private:
    std::string given_name(std::size_t script);
    std::string surname(std::size_t script);
    std::string prefix(std::string const& name);
    std::size_t zipf(std::size_t count);

    std::mt19937_64 random_;
    std::unordered_map<std::string, unsigned> aliases_; ///< How many have it.
};

std::vector<GeneratedPerson> generated_people(std::size_t count, std::uint64_t seed);

/// What is looked for, by people drawn from `people`.
struct GeneratedQueries {
    std::vector<std::string> one_word;
    std::vector<std::string> two_words;
};
GeneratedQueries generated_queries(std::vector<GeneratedPerson> const& people, std::size_t count);

}
