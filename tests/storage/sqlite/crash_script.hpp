// What the crash test writes: operation `number` is the same for whoever carries it out on the same state,
// so that the parent can carry it out on its own stores and compare.
#pragma once

#include "core/ports/accounts.hpp"
#include "storage/samples.hpp"

#include <random>

namespace likeness::test {

/// The stores that an operation may touch.
struct CrashStores {
    PhotoStore& photos;
    LocalDirectory& people;
    Accounts& accounts;
};

/// One operation out of those that a store offers. Every one of them is possible when its turn comes, so
/// each leaves exactly one change: the head of the change feed counts them.
class CrashOperation {
public:
    CrashOperation(std::uint32_t seed, std::int64_t number)
        : random_(seed ^ static_cast<std::uint32_t>(number * 2654435761))
        , number_(static_cast<int>(number))
    {
    }

    /// Whether it was acknowledged.
    bool run(CrashStores const& stores)
    {
        if (below(5) == 0) return change_account(stores.accounts);
        auto const name = "desk" + std::to_string(below(people_max)) + "@contoso.com";
        auto const person = stores.people.find(address(name));
        if (!person) return false;
        if (!*person) return add(stores.people, name);
        return change_person(stores, **person);
    }

private:
    static constexpr std::uint32_t people_max = 8;

    std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }

    bool change_account(Accounts& accounts)
    {
        auto const who = address("login" + std::to_string(below(4)) + "@contoso.com");
        auto const known = accounts.find(who);
        if (!known) return false;
        if (*known && below(3) == 0) return accounts.remove(who).has_value();
        if (*known && below(3) == 0) return accounts.set_role(who, Role::admin).has_value();
        return accounts.set_password(who, "hash-" + std::to_string(number_), Role::user).has_value();
    }

    bool add(LocalDirectory& people, std::string const& name)
    {
        auto person = described(person_named("", name));
        // Not random: both sides must come to the same one.
        auto const digest = base::keyed_hash({}, { base::as_bytes(name + std::to_string(number_)) });
        std::ranges::copy(digest, person.id.bytes.begin());
        if (below(2) == 0) return people.add({ person, std::nullopt }).has_value();
        std::vector const batch { PersonEntry { person, thumbnail(person) } };
        auto const rejected = people.import(batch);
        return rejected && rejected->empty();
    }

    bool change_person(CrashStores const& stores, Person const& person)
    {
        switch (below(8)) {
        case 0: return stores.people.remove(person.id).has_value();
        case 1: return stores.people.update({ described(person), thumbnail(person) }).has_value();
        case 2: return stores.photos.remove(person.id, time()).has_value();
        case 3: return stores.photos.use_directory(person.id, time()).has_value();
        default: return stores.photos.replace(person.id, new_photo(person)).has_value();
        }
    }

    Person described(Person person)
    {
        auto const primary = person.primary_address().folded();
        person.display_name = "Desk " + std::to_string(number_);
        person.addresses.resize(1, person.primary_address());
        for (auto extra = below(3); extra > 0; --extra)
            person.addresses.push_back(address(std::to_string(extra) + "." + primary));
        return person;
    }

    PhotoUpdate new_photo(Person const& person)
    {
        PhotoUpdate update { .renditions = {}, .thumbnail = std::nullopt, .changed_at = time() };
        auto const count = 1 + below(static_cast<std::uint32_t>(photo_sizes.size()));
        for (std::size_t n = 0; n < count; ++n)
            update.renditions.push_back(rendition(person.id, photo_sizes[n], number_));
        if (below(2) == 0) update.thumbnail = thumbnail(person);
        return update;
    }

    Photo thumbnail(Person const& person)
    {
        return picture(person.id, number_, 500 + below(40'000), Source::directory);
    }

    base::Seconds time() const { return noon + std::chrono::seconds(number_); }

    std::mt19937 random_;
    int number_;
};

}
