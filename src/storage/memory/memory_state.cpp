#include "storage/memory/memory_state.hpp"

#include "core/folded_links.hpp"

#include <algorithm>

namespace likeness::storage {

void State::record(ChangeKind kind, std::optional<PersonId> person)
{
    changes.push_back({ kind, person });
    ++head;
    if (changes.size() > static_cast<std::size_t>(changes_kept)) changes.pop_front();
}

StoredPerson* State::find(PersonId const& id)
{
    auto const found = people.find(id);
    return found == people.end() ? nullptr : &found->second;
}

StoredPerson* State::find_owner(std::string const& folded_address)
{
    auto const owner = owners.find(folded_address);
    return owner == owners.end() ? nullptr : &people.at(owner->second);
}

Result<StoredPerson*> State::need(PersonId const& id)
{
    if (auto* const found = find(id)) return found;
    return fail(Code::non_existent_mailbox, "There is no such person.", base::to_string(id));
}

std::optional<Error> State::refusal_of(EmailAddress const& address, PersonId const& self)
{
    auto const* const owner = find_owner(address.folded());
    if (!owner || owner->person.id == self) return std::nullopt;
    return Error { Code::invalid_operation,
        "The address " + address.text() + " belongs to " + owner->person.primary_address().text()
            + " already.",
        {} };
}

StoredPerson& State::put(PersonEntry const& entry)
{
    auto& stored = people[entry.person.id];
    for (auto const& address : stored.person.addresses) owners.erase(address.folded());
    stored.person = entry.person;
    // An address that is given twice is kept once, at its first place.
    std::erase_if(stored.person.addresses, [&](EmailAddress const& address) {
        return !owners.emplace(address.folded(), entry.person.id).second;
    });
    if (entry.thumbnail) stored.thumbnail = entry.thumbnail;
    if (entry.links) stored.links = folded(*entry.links);
    return stored;
}

void State::drop(PersonId const& id)
{
    for (auto const& address : people.at(id).person.addresses) owners.erase(address.folded());
    people.erase(id);
    mailboxes.erase(id);
    for (auto& [owner, mailbox] : mailboxes)
        std::erase_if(mailbox.permissions, [&](auto const& entry) { return entry.second.person == id; });
}

}
