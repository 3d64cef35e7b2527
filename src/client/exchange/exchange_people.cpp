#include "client/exchange/exchange_people.hpp"

#include "base/ascii.hpp"
#include "base/keyed_hash.hpp"

namespace likeness::client {

namespace {

bool is_mail(ProxyAddress const& proxy)
{
    return proxy.kind.empty() || base::equals_ignoring_ascii_case(proxy.kind, "smtp");
}

void add_address(Person& person, std::string_view text)
{
    auto address = EmailAddress::parse(text);
    if (address && !person.has(*address)) person.addresses.push_back(*std::move(address));
}

std::optional<RecipientKind> kind_from(MailboxType type)
{
    switch (type) {
    case MailboxType::mailbox:
    case MailboxType::group_mailbox:
    case MailboxType::unknown: return RecipientKind::mailbox;
    case MailboxType::public_dl: return RecipientKind::group;
    case MailboxType::contact: return RecipientKind::contact;
    case MailboxType::private_dl:
    case MailboxType::public_folder:
    case MailboxType::one_off:
    case MailboxType::implicit_contact: break;
    }
    return std::nullopt;
}

std::string text(ContactCard::Text const& text)
{
    return std::string(text.value_or(""));
}

void put_numbers(Person& person, CardPhones const& phones)
{
    person.phone = phones.business;
    person.home_phone = phones.home;
    person.mobile_phone = phones.mobile;
    person.pager = phones.pager;
    person.fax = phones.business_fax;
    person.assistant_phone = phones.assistant;
}

void put_card(Person& person, ContactCard const& card)
{
    if (card.display_name && !card.display_name->empty()) person.display_name = *card.display_name;
    person.given_name = text(card.given_name);
    person.surname = text(card.surname);
    person.alias = text(card.alias);
    person.company = text(card.company);
    person.department = text(card.department);
    person.title = text(card.title);
    person.office = text(card.office);
    person.initials = text(card.initials);
    person.culture = text(card.culture);
    person.assistant = text(card.assistant);
    person.phonetic_name = text(card.phonetic_name);
    person.phonetic_given_name = text(card.phonetic_given_name);
    person.phonetic_surname = text(card.phonetic_surname);
    person.notes = text(card.notes);
    if (card.phones) put_numbers(person, *card.phones);
    if (auto const& at = card.business_address) {
        person.street = at->street;
        person.city = at->city;
        person.state = at->state;
        person.country = at->country;
        person.postal_code = at->postal_code;
    }
    for (auto const& proxy : card.addresses)
        if (is_mail(proxy))
            add_address(person, proxy.address);
        else
            person.other_proxies.push_back(std::string(proxy.kind) + ":" + std::string(proxy.address));
}

}

PersonId id_from_address(EmailAddress const& primary)
{
    // The key is no secret: the hash only has to spread, and to say the same in every process.
    static constexpr base::SecretKey key {};
    return { base::keyed_hash(key, { base::as_bytes("exchange person"), base::as_bytes(primary.folded()) }) };
}

std::optional<Person> person_from(Resolution const& resolution, std::string const& source)
{
    auto const& mailbox = resolution.mailbox;
    auto const kind = kind_from(mailbox.type);
    if (!kind || !mailbox.item_id.empty()) return std::nullopt;
    Person person { .kind = *kind, .source = source, .display_name = std::string(mailbox.name) };
    if (mailbox.routing_type != "EX") add_address(person, mailbox.address);
    if (resolution.contact) put_card(person, *resolution.contact);
    if (person.addresses.empty()) return std::nullopt;
    auto const told = resolution.contact ? resolution.contact->directory_id : std::nullopt;
    person.id = told.value_or(id_from_address(person.primary_address()));
    return person;
}

void ExchangePeople::keep(Person const& person)
{
    std::lock_guard const lock(mutex_);
    auto const found = places_.find(person.id);
    if (found != places_.end()) {
        found->second->address = person.primary_address();
        known_.splice(known_.begin(), known_, found->second);
        return;
    }
    known_.push_front({ person.id, person.primary_address() });
    places_[person.id] = known_.begin();
    if (known_.size() <= most_) return;
    places_.erase(known_.back().id);
    known_.pop_back();
}

std::optional<EmailAddress> ExchangePeople::find(PersonId id)
{
    std::lock_guard const lock(mutex_);
    auto const found = places_.find(id);
    if (found == places_.end()) return std::nullopt;
    known_.splice(known_.begin(), known_, found->second);
    return found->second->address;
}

}
