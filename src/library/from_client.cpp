#include "library/from_client.hpp"

#include <array>

namespace likeness::exchange {

namespace {

FailureKind kind_from(client::FailureKind kind)
{
    using From = client::FailureKind;
    switch (kind) {
    case From::invalid_request: return FailureKind::invalid_request;
    case From::sign_in: return FailureKind::sign_in;
    case From::denied: return FailureKind::denied;
    case From::not_found: return FailureKind::not_found;
    case From::refused: return FailureKind::refused;
    case From::network: return FailureKind::network;
    case From::tls: return FailureKind::tls;
    case From::private_address: return FailureKind::private_address;
    case From::redirected: return FailureKind::redirected;
    case From::server_busy: return FailureKind::server_busy;
    case From::server_error: return FailureKind::server_error;
    case From::protocol: return FailureKind::protocol;
    case From::cancelled: return FailureKind::cancelled;
    case From::internal: return FailureKind::internal;
    }
    return FailureKind::internal;
}

std::string text(ContactCard::Text const& text)
{
    return std::string(text.value_or(""));
}

void put_card(Person& person, ContactCard const& card)
{
    person.given_name = text(card.given_name);
    person.surname = text(card.surname);
    person.company = text(card.company);
    person.department = text(card.department);
    person.title = text(card.title);
    person.office = text(card.office);
    person.manager = text(card.manager);
    person.alias = text(card.alias);
    person.notes = text(card.notes);
    if (card.phones) {
        person.business_phone = std::string(card.phones->business);
        person.mobile_phone = std::string(card.phones->mobile);
        person.home_phone = std::string(card.phones->home);
    }
    for (auto const& address : card.addresses) person.emails.emplace_back(address.address);
    if (auto const& at = card.business_address)
        person.business_address = PostalAddress { std::string(at->street), std::string(at->city),
            std::string(at->state), std::string(at->country), std::string(at->postal_code) };
    if (!card.photo) return;
    if (auto const type = sniff_picture(*card.photo))
        person.photo = Picture { std::string(content_type_of(*type)), *card.photo };
}

Person person_from(Resolution const& resolution)
{
    auto const& mailbox = resolution.mailbox;
    Person person { .name = std::string(mailbox.name),
        .email = std::string(mailbox.address),
        .routing_type = std::string(mailbox.routing_type),
        .contact_id = std::string(mailbox.item_id) };
    if (resolution.contact) put_card(person, *resolution.contact);
    return person;
}

struct TextSlot {
    Slot slot;
    std::string Contact::* member;
};
constexpr std::array text_slots {
    TextSlot { Slot::display_name, &Contact::display_name },
    TextSlot { Slot::file_as, &Contact::file_as },
    TextSlot { Slot::given_name, &Contact::given_name },
    TextSlot { Slot::surname, &Contact::surname },
    TextSlot { Slot::company_name, &Contact::company },
    TextSlot { Slot::department, &Contact::department },
    TextSlot { Slot::job_title, &Contact::title },
    TextSlot { Slot::business_phone, &Contact::business_phone },
    TextSlot { Slot::home_phone, &Contact::home_phone },
    TextSlot { Slot::mobile_phone, &Contact::mobile_phone },
};

Attachment attachment_from(FileAttachment const& file)
{
    return { .id = file.id.value_or(""),
        .name = file.name.value_or(""),
        .content_type = file.content_type.value_or(""),
        .size = file.size,
        .is_contact_photo = file.is_contact_photo.value_or(false) };
}

}

Failure failure_from(client::Failure failure)
{
    return { kind_from(failure.kind), std::move(failure.message), std::move(failure.detail),
        failure.retry_after };
}

Picture picture_from(client::ReceivedPhoto photo)
{
    return { std::string(content_type_of(photo.type)), std::move(photo.bytes) };
}

UserPhoto user_photo_from(client::PhotoAnswer answer)
{
    if (std::holds_alternative<client::Unchanged>(answer)) return { .is_unchanged = true };
    auto* const photo = std::get_if<client::ReceivedPhoto>(&answer);
    if (!photo) return {};
    auto validator = std::move(photo->validator);
    return { .picture = picture_from(std::move(*photo)), .validator = std::move(validator) };
}

likeness::PhotoSize size_from(PhotoSize size)
{
    // Both are in order of size, and a number that is none of ours is the largest.
    auto const place = static_cast<std::size_t>(size);
    return place < photo_sizes.size() ? photo_sizes[place] : photo_sizes.back();
}

ServerVersion version_from(ews::ServerVersion const& version)
{
    auto const& build = version.build;
    return { build.major, build.minor, build.major_build, build.minor_build, version.schema };
}

People people_from(Resolutions const& resolutions)
{
    People people { .is_complete = resolutions.includes_last };
    for (auto const& resolution : resolutions.found) people.found.push_back(person_from(resolution));
    return people;
}

Contact contact_from(ShownItem const& item)
{
    Contact contact { .id = item.id.id, .change_key = item.id.change_key };
    for (auto const& [slot, member] : text_slots) contact.*member = std::string(item.values.text(slot));
    for (auto const slot : { Slot::email_address1, Slot::email_address2, Slot::email_address3 })
        if (auto const email = item.values.text(slot); !email.empty()) contact.emails.emplace_back(email);
    if (auto const* const time = item.values.find(Slot::last_modified_time))
        if (auto const* const seconds = std::get_if<base::Seconds>(time)) contact.modified_at = *seconds;
    if (auto const* const has = item.values.find(Slot::has_picture))
        contact.has_picture = std::get_if<bool>(has) && std::get<bool>(*has);
    for (auto const& file : item.attachments) contact.attachments.push_back(attachment_from(file));
    return contact;
}

ContactPage page_from(client::ContactPage const& page)
{
    ContactPage result { .total = page.total, .next_offset = page.next_offset };
    for (auto const& item : page.contacts) result.contacts.push_back(contact_from(item));
    return result;
}

}
