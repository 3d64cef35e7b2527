// ContactCards: the cards of people of the directory, as an answer holds them.
// Source: spec/directory.md 4 and 5.
#pragma once

#include "core/contact_card.hpp"
#include "core/principal.hpp"
#include "service/people_ports.hpp"

#include <memory>

namespace likeness::service {

/// Lives for one answer.
class ContactCards {
public:
    ContactCards(ContactShape const& shape, Principal const& caller, PeoplePorts const& ports);

    /// Texts of the card are those of `person` and of this object's owners.
    /// Errors: those of the directory and of the photos: no picture is said only of who has none.
    Result<ContactCard> card_of(Person const& person);

    std::vector<std::shared_ptr<void const>> take_owners() { return std::move(owners_); }

private:
    using People = std::vector<Person const*>;

    Result<void> add_pictures(ContactCard& card, Person const& person);
    Result<void> add_relations(ContactCard& card, Person const& person);
    Result<std::optional<Photo>> picture_of(PersonId person);
    Result<People> visible_related(PersonId person, Relation relation, std::size_t most);

    ContactShape shape_;
    Principal const& caller_;
    PeoplePorts const& ports_;
    std::vector<std::shared_ptr<void const>> owners_;
};

}
