#include "service/contact_names.hpp"

#include "base/ascii.hpp"

#include <array>

namespace likeness::service {

namespace {

using Form = UnresolvedEntry::Form;
using Mode = Containment::Mode;
using Text = ContactCard::Text;

constexpr std::array names { Slot::display_name, Slot::file_as, Slot::given_name, Slot::surname,
    Slot::nickname, Slot::office_location, Slot::alias };

struct AddressSlots {
    Slot address;
    Slot routing_type;
};
constexpr std::array addresses {
    AddressSlots { Slot::email_address1, Slot::email_address1_routing_type },
    AddressSlots { Slot::email_address2, Slot::email_address2_routing_type },
    AddressSlots { Slot::email_address3, Slot::email_address3_routing_type },
};

ItemFilter has(Slot slot, std::string_view text, Mode mode)
{
    return { FilterContainment {
        mode, Containment::Ignoring::letter_case_and_accents, slot, std::string(text) } };
}

FilterCombination any_address(std::string_view text, Mode mode)
{
    FilterCombination any { Combination::How::any, {} };
    for (auto const& [address, routing] : addresses) any.parts.push_back(has(address, text, mode));
    return any;
}

ItemFilter both_names(std::string_view given_name, std::string_view surname)
{
    FilterCombination both { Combination::How::all, {} };
    both.parts.push_back(has(Slot::given_name, given_name, Mode::prefixed));
    both.parts.push_back(has(Slot::surname, surname, Mode::prefixed));
    return { std::move(both) };
}

ItemFilter any_name(std::string_view text, Mode mode)
{
    auto any = any_address(text, mode);
    for (auto const slot : names) any.parts.push_back(has(slot, text, mode));
    if (auto const words = base::split_once(text, ' '); words && mode == Mode::prefixed) {
        auto const second = base::trim(words->after);
        any.parts.push_back(both_names(words->before, second));
        any.parts.push_back(both_names(second, words->before));
    }
    return { std::move(any) };
}

std::string_view text_of(StoredItem const& item, Slot slot)
{
    return item.content.slots.text(slot);
}

Text where_set(StoredItem const& item, Slot slot)
{
    auto const text = text_of(item, slot);
    return text.empty() ? Text() : Text(text);
}

std::string_view name_of(StoredItem const& item)
{
    auto const name = text_of(item, Slot::display_name);
    return name.empty() ? text_of(item, Slot::file_as) : name;
}

PostalAddress business_address_of(StoredItem const& item)
{
    return { .street = text_of(item, Slot::business_street),
        .city = text_of(item, Slot::business_city),
        .state = text_of(item, Slot::business_state),
        .country = text_of(item, Slot::business_country_or_region),
        .postal_code = text_of(item, Slot::business_postal_code) };
}

void add_all(ContactCard& card, StoredItem const& item, ContactShape const& shape)
{
    card.given_name = where_set(item, Slot::given_name);
    card.initials = where_set(item, Slot::initials);
    card.company = where_set(item, Slot::company_name);
    card.business_address = business_address_of(item);
    card.phones = { .assistant = text_of(item, Slot::assistant_phone),
        .business_fax = text_of(item, Slot::business_fax),
        .business = text_of(item, Slot::business_phone),
        .home = text_of(item, Slot::home_phone),
        .mobile = text_of(item, Slot::mobile_phone),
        .pager = text_of(item, Slot::pager) };
    card.assistant = where_set(item, Slot::assistant_name);
    card.department = where_set(item, Slot::department);
    card.title = where_set(item, Slot::job_title);
    card.manager = where_set(item, Slot::manager);
    card.office = where_set(item, Slot::office_location);
    card.surname = where_set(item, Slot::surname);
    card.has_picture = shape.knows_pictures && item.has_picture;
    if (!shape.knows_directory_details) return;
    card.phonetic_name = where_set(item, Slot::phonetic_full_name);
    card.phonetic_given_name = where_set(item, Slot::phonetic_first_name);
    card.phonetic_surname = where_set(item, Slot::phonetic_last_name);
    card.alias = where_set(item, Slot::alias);
    card.notes = where_set(item, Slot::notes);
}

}

std::optional<ItemFilter> contact_filter_of(UnresolvedEntry const& entry)
{
    constexpr std::string_view smtp = "smtp:";
    switch (entry.form) {
    case Form::part: return any_name(entry.text, Mode::prefixed);
    case Form::whole: return any_name(entry.text, Mode::full_string);
    case Form::proxy:
        if (!base::starts_with_ignoring_ascii_case(entry.text, smtp)) return std::nullopt;
        return ItemFilter { any_address(entry.text.substr(smtp.size()), Mode::prefixed) };
    case Form::legacy_dn: return std::nullopt;
    }
    return std::nullopt;
}

ItemFilter contact_filter_of(EmailAddress const& address)
{
    return { any_address(address.text(), Mode::full_string) };
}

std::vector<Mailbox> mailboxes_of(StoredItem const& item, std::string_view id)
{
    Mailbox mailbox { .name = name_of(item), .address = {}, .type = MailboxType::contact, .item_id = id };
    if (item.content.kind == ItemKind::distribution_list) {
        mailbox.routing_type = "MAPIPDL";
        mailbox.type = MailboxType::private_dl;
        return { mailbox };
    }
    std::vector<Mailbox> mailboxes;
    for (auto const& [address, routing] : addresses) {
        mailbox.address = text_of(item, address);
        auto const type = text_of(item, routing);
        mailbox.routing_type = type.empty() ? "SMTP" : type;
        if (!mailbox.address.empty()) mailboxes.push_back(mailbox);
    }
    return mailboxes;
}

ContactCard card_of(StoredItem const& item, ContactShape const& shape)
{
    using Base = ContactShape::Base;
    ContactCard card { .source = ContactCard::Source::store };
    if (shape.base == Base::id_only) return card;
    card.display_name = name_of(item);
    for (auto const& mailbox : mailboxes_of(item, {}))
        card.addresses.push_back({ mailbox.routing_type, mailbox.address });
    if (shape.base == Base::all_properties) add_all(card, item, shape);
    return card;
}

std::string persona_id_of(PersonId mailbox, ItemNumber item, ObjectIds const& ids)
{
    return ids.write({ .kind = ObjectKind::persona, .mailbox = mailbox, .object = item });
}

Persona persona_of(StoredItem const& item)
{
    bool const is_list = item.content.kind == ItemKind::distribution_list;
    auto const name = name_of(item);
    auto const given_name = text_of(item, Slot::given_name);
    auto const surname = text_of(item, Slot::surname);
    bool const has_both = !given_name.empty() && !surname.empty();
    Persona persona { .id = {},
        .type = is_list ? PersonaType::distribution_list : PersonaType::person,
        .display_name = name,
        .display_name_first_last = name,
        .display_name_last_first
        = has_both ? std::string(surname).append(", ").append(given_name) : std::string(name),
        .file_as = text_of(item, Slot::file_as),
        .given_name = given_name,
        .surname = surname,
        .phonetic_given_name = text_of(item, Slot::phonetic_first_name),
        .phonetic_surname = text_of(item, Slot::phonetic_last_name),
        .title = text_of(item, Slot::job_title),
        .department = text_of(item, Slot::department),
        .company = text_of(item, Slot::company_name),
        .email = std::nullopt,
        .emails = is_list ? std::vector<Mailbox>() : mailboxes_of(item, {}),
        .phone = text_of(item, Slot::business_phone),
        .im_address = text_of(item, Slot::im_address1),
        .work_city = text_of(item, Slot::business_city),
        .relevance = no_relevance,
        .details = std::nullopt };
    if (!persona.emails.empty()) persona.email = persona.emails.front();
    return persona;
}

PersonaDetails persona_details_of(StoredItem const& item)
{
    return { .notes = text_of(item, Slot::notes),
        .initials = text_of(item, Slot::initials),
        .home_phone = text_of(item, Slot::home_phone),
        .mobile_phone = text_of(item, Slot::mobile_phone),
        .assistant_phone = text_of(item, Slot::assistant_phone),
        .pager = text_of(item, Slot::pager),
        .fax = text_of(item, Slot::business_fax),
        .office = text_of(item, Slot::office_location),
        .business_address = business_address_of(item),
        .manager = text_of(item, Slot::manager),
        .assistant = text_of(item, Slot::assistant_name) };
}

}
