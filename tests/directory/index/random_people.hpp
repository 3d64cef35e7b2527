// People and queries at random, of few words, so that much is alike: several scripts, accents, equal names, empty
// fields, blanks in names, and bytes that are no UTF-8.
#pragma once

#include "support/people_in_memory.hpp"

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::test {

class RandomPeople {
public:
    explicit RandomPeople(std::uint64_t seed)
        : random_(seed)
    {
    }

    std::size_t below(std::size_t limit) { return random_() % limit; }

    std::string word()
    {
        static constexpr std::array<std::string_view, 24> words { "Anna", "Ann", "Annabel", "ann", "Ánna",
            "anna maria", "Stein", "Steinberg", "Steinbergerhof", "STEIN", "Čapek", "Capek", "Müller",
            "Mueller", "Strauß", "Strauss", "Анна", "Ан", "王", "王伟", "Ελένη", "\xFF\xFE", "o", "" };
        return std::string(words[below(words.size())]);
    }

    Person person(PersonId id)
    {
        Person person;
        person.id = id;
        person.given_name = word();
        person.surname = word();
        person.display_name = below(4) == 0 ? word() : person.given_name + " " + person.surname;
        person.office = below(2) ? word() : "";
        person.alias = word();
        person.addresses = { *EmailAddress::parse("a" + std::to_string(below(1000)) + "@contoso.com") };
        if (below(10) == 0) person.visibility = Visibility::hidden;
        return person;
    }

    /// The beginning of a field of somebody, one or two words, or any word.
    NameQuery query(Person const& person)
    {
        NameQuery query { .whole = below(4) == 0 };
        auto const cut = [&](std::string const& text) {
            return query.whole ? text : text.substr(0, 1 + below(text.size() + 1));
        };
        auto const given_name = cut(person.given_name);
        auto const surname = cut(person.surname);
        std::array const texts { given_name, surname, given_name + " " + surname, surname + " " + given_name,
            cut(person.display_name), cut(person.office), cut(person.alias),
            cut(person.primary_address().text()), word() + " " + word(), word() };
        query.text = texts[below(texts.size())];
        if (query.text.empty()) query.text = "a";
        return query;
    }

private:
    std::mt19937_64 random_;
};

/// Ids whose order is not that of the numbers.
inline PersonId id_of(unsigned number)
{
    PersonId id;
    id.bytes[0] = static_cast<std::byte>(number * 37);
    id.bytes[9] = static_cast<std::byte>(number);
    id.bytes[10] = static_cast<std::byte>(number >> 8);
    return id;
}

}
