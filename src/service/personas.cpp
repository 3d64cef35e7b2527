#include "service/personas.hpp"

#include "base/ascii.hpp"

namespace likeness::service {

namespace {

std::string last_first(Person const& person)
{
    if (person.surname.empty() || person.given_name.empty()) return person.display_name;
    return person.surname + ", " + person.given_name;
}

// The first address by which one chats: "sip:sadie@contoso.com".
std::string_view im_address_of(Person const& person)
{
    for (auto const& proxy : person.other_proxies)
        if (base::starts_with_ignoring_ascii_case(proxy, "sip:")) return proxy;
    return {};
}

}

std::string persona_id_of(PersonId person, ObjectIds const& ids)
{
    return ids.write({ .kind = ObjectKind::persona, .mailbox = person });
}

Result<NamedPersona> persona_named(std::string_view id, ObjectIds const& ids)
{
    auto const read = ids.read(id);
    if (!read) return tl::unexpected(read.error());
    if (read->kind != ObjectKind::persona) return fail(Code::invalid_id_malformed);
    return NamedPersona { read->mailbox, read->object };
}

Persona persona_of(Person const& person, ObjectIds const& ids)
{
    auto const primary = mailbox_of(person);
    Persona persona { .id = persona_id_of(person.id, ids),
        .type = person.kind == RecipientKind::group ? PersonaType::distribution_list : PersonaType::person,
        .display_name = person.display_name,
        .display_name_first_last = person.display_name,
        .display_name_last_first = last_first(person),
        .file_as = person.display_name,
        .given_name = person.given_name,
        .surname = person.surname,
        .phonetic_given_name = person.phonetic_given_name,
        .phonetic_surname = person.phonetic_surname,
        .title = person.title,
        .department = person.department,
        .company = person.company,
        .email = primary,
        .emails = {},
        .phone = person.phone,
        .im_address = im_address_of(person),
        .work_city = person.city,
        .relevance = no_relevance,
        .details = std::nullopt };
    for (auto const& address : person.addresses) {
        auto mailbox = primary;
        mailbox.address = address.text();
        persona.emails.push_back(mailbox);
    }
    return persona;
}

PersonaDetails persona_details_of(Person const& person, std::string_view manager)
{
    return { .notes = person.notes,
        .initials = person.initials,
        .home_phone = person.home_phone,
        .mobile_phone = person.mobile_phone,
        .assistant_phone = person.assistant_phone,
        .pager = person.pager,
        .fax = person.fax,
        .office = person.office,
        .business_address = { .street = person.street,
            .city = person.city,
            .state = person.state,
            .country = person.country,
            .postal_code = person.postal_code },
        .manager = manager,
        .assistant = person.assistant };
}

Persona shaped(Persona persona, PersonaShape const& shape)
{
    using enum PersonaProperty;
    using Text = std::pair<PersonaProperty, std::string_view Persona::*>;
    for (auto const& [property, member] :
        { Text(display_names, &Persona::display_name), Text(display_names, &Persona::display_name_first_last),
            Text(file_as, &Persona::file_as), Text(given_name, &Persona::given_name),
            Text(surname, &Persona::surname), Text(phonetic_given_name, &Persona::phonetic_given_name),
            Text(phonetic_surname, &Persona::phonetic_surname), Text(title_and_department, &Persona::title),
            Text(title_and_department, &Persona::department), Text(company, &Persona::company),
            Text(phone, &Persona::phone), Text(im_address, &Persona::im_address),
            Text(work_city, &Persona::work_city) })
        if (!shape.has(property)) persona.*member = {};
    if (!shape.has(display_names)) persona.display_name_last_first.clear();
    if (!shape.has(email)) persona.email.reset();
    if (!shape.has(emails)) persona.emails.clear();
    if (!shape.has(relevance)) persona.relevance.reset();
    return persona;
}

}
