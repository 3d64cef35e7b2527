#include "ews/contact_element.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "ews/mailbox_element.hpp"

#include <span>

namespace likeness::ews {

namespace {

struct TextElement {
    std::string_view name;
    ContactCard::Text ContactCard::* member;
};
using TextElements = std::span<TextElement const>;

// In the schema's order, with what stands between them.
constexpr std::array front_texts {
    TextElement { "t:Culture", &ContactCard::culture },
    TextElement { "t:DisplayName", &ContactCard::display_name },
    TextElement { "t:GivenName", &ContactCard::given_name },
    TextElement { "t:Initials", &ContactCard::initials },
    TextElement { "t:CompanyName", &ContactCard::company },
};
constexpr std::array assistant_texts { TextElement { "t:AssistantName", &ContactCard::assistant } };
constexpr std::array work_texts {
    TextElement { "t:Department", &ContactCard::department },
    TextElement { "t:JobTitle", &ContactCard::title },
    TextElement { "t:Manager", &ContactCard::manager },
    TextElement { "t:OfficeLocation", &ContactCard::office },
    TextElement { "t:Surname", &ContactCard::surname },
};
constexpr std::array late_texts {
    TextElement { "t:PhoneticFullName", &ContactCard::phonetic_name },
    TextElement { "t:PhoneticFirstName", &ContactCard::phonetic_given_name },
    TextElement { "t:PhoneticLastName", &ContactCard::phonetic_surname },
    TextElement { "t:Alias", &ContactCard::alias },
    TextElement { "t:Notes", &ContactCard::notes },
};

constexpr std::array<std::string_view, card_addresses_max> address_keys { "EmailAddress1", "EmailAddress2",
    "EmailAddress3" };

constexpr std::array<std::pair<std::string_view, std::string_view PostalAddress::*>, 5> address_parts { {
    { "t:Street", &PostalAddress::street },
    { "t:City", &PostalAddress::city },
    { "t:State", &PostalAddress::state },
    { "t:CountryOrRegion", &PostalAddress::country },
    { "t:PostalCode", &PostalAddress::postal_code },
} };

constexpr std::array<std::pair<std::string_view, std::string_view CardPhones::*>, 6> phone_keys { {
    { "AssistantPhone", &CardPhones::assistant },
    { "BusinessFax", &CardPhones::business_fax },
    { "BusinessPhone", &CardPhones::business },
    { "HomePhone", &CardPhones::home },
    { "MobilePhone", &CardPhones::mobile },
    { "Pager", &CardPhones::pager },
} };

constexpr std::array<std::pair<std::string_view, ContactCard::Source>, 2> sources { {
    { "ActiveDirectory", ContactCard::Source::directory },
    { "Store", ContactCard::Source::store },
} };

// "<GUID=5d5d...>": how Exchange writes an objectGUID.
constexpr std::string_view guid_front = "<GUID=";

std::string_view without_prefix(std::string_view name)
{
    return name.substr(name.find(':') + 1);
}

void write_texts(xml::Writer& writer, ContactCard const& card, TextElements elements)
{
    for (auto const& [name, member] : elements)
        if (auto const& text = card.*member) writer.element(name, *text);
}

void write_addresses(xml::Writer& writer, std::vector<ProxyAddress> const& addresses)
{
    if (addresses.empty()) return;
    writer.open("t:EmailAddresses");
    for (std::size_t i = 0; i < std::min(addresses.size(), address_keys.size()); ++i) {
        writer.open("t:Entry").attribute("Key", address_keys[i]);
        if (!addresses[i].kind.empty()) writer.text(addresses[i].kind).text(":");
        writer.text(addresses[i].address).close();
    }
    writer.close();
}

void write_business_address(xml::Writer& writer, PostalAddress const& address)
{
    writer.open("t:PhysicalAddresses").open("t:Entry").attribute("Key", "Business");
    for (auto const& [name, member] : address_parts) writer.element(name, address.*member);
    writer.close().close();
}

void write_phones(xml::Writer& writer, CardPhones const& phones)
{
    writer.open("t:PhoneNumbers");
    for (auto const& [key, member] : phone_keys)
        writer.open("t:Entry").attribute("Key", key).text(phones.*member).close();
    writer.close();
}

void write_directory_details(xml::Writer& writer, ContactCard const& card)
{
    if (card.photo) writer.open("t:Photo").raw(base::base64_encode(*card.photo)).close();
    if (card.lists_certificates)
        writer.element("t:UserSMIMECertificate", "").element("t:MSExchangeCertificate", "");
    if (card.directory_id)
        writer.element("t:DirectoryId", std::string(guid_front) + base::to_string(*card.directory_id) + ">");
    if (card.manager_mailbox) {
        writer.open("t:ManagerMailbox");
        write_mailbox(writer, "t:Mailbox", *card.manager_mailbox);
        writer.close();
    }
    if (card.direct_reports.empty()) return;
    writer.open("t:DirectReports");
    for (auto const& report : card.direct_reports) write_mailbox(writer, "t:Mailbox", report);
    writer.close();
}

void read_texts(ContactCard& card, xml::Element const& element, TextElements elements, KeptText& texts)
{
    for (auto const& [name, member] : elements)
        if (auto const* const child = element.child(types, without_prefix(name)))
            card.*member = texts.keep(base::trim(child->text));
}

bool is_entry(xml::Element const& element, std::string_view key)
{
    return element.is(types, "Entry") && base::trim(element.attribute("Key").value_or("")) == key;
}

xml::Element const* entry_of(xml::Element const* list, std::string_view key)
{
    if (!list) return nullptr;
    for (auto const& entry : list->children())
        if (is_entry(entry, key)) return &entry;
    return nullptr;
}

ProxyAddress read_proxy(std::string_view text, KeptText& texts)
{
    auto const halves = base::split_once(text, ':');
    // A colon behind the @ or a blank parts no kind from an address.
    if (!halves || halves->before.empty() || halves->before.find_first_of("@ ") != std::string_view::npos)
        return { "", texts.keep(text) };
    return { texts.keep(halves->before), texts.keep(halves->after) };
}

void read_addresses(ContactCard& card, xml::Element const& element, KeptText& texts)
{
    auto const* const list = element.child(types, "EmailAddresses");
    for (auto const key : address_keys)
        if (auto const* const entry = entry_of(list, key)) {
            auto const text = base::trim(entry->text);
            if (!text.empty()) card.addresses.push_back(read_proxy(text, texts));
        }
}

std::optional<PostalAddress> read_business_address(xml::Element const& element, KeptText& texts)
{
    auto const* const entry = entry_of(element.child(types, "PhysicalAddresses"), "Business");
    if (!entry) return std::nullopt;
    PostalAddress address;
    for (auto const& [name, member] : address_parts)
        address.*member = texts.keep(text_of(*entry, types, without_prefix(name)));
    return address;
}

std::optional<CardPhones> read_phones(xml::Element const& element, KeptText& texts)
{
    auto const* const list = element.child(types, "PhoneNumbers");
    if (!list) return std::nullopt;
    CardPhones phones;
    for (auto const& [key, member] : phone_keys)
        if (auto const* const entry = entry_of(list, key))
            phones.*member = texts.keep(base::trim(entry->text));
    return phones;
}

std::optional<PersonId> read_directory_id(xml::Element const& element)
{
    auto text = text_of(element, types, "DirectoryId");
    if (!base::starts_with_ignoring_ascii_case(text, guid_front) || !text.ends_with('>')) return std::nullopt;
    text.remove_prefix(guid_front.size());
    text.remove_suffix(1);
    return base::parse_guid(text);
}

void read_relations(ContactCard& card, xml::Element const& element, KeptText& texts)
{
    if (auto const* const manager = element.child(types, "ManagerMailbox"))
        if (auto const* const mailbox = manager->child(types, "Mailbox"))
            card.manager_mailbox = read_mailbox(*mailbox, texts);
    if (auto const* const reports = element.child(types, "DirectReports"))
        for (auto const& mailbox : reports->children())
            if (mailbox.is(types, "Mailbox")) card.direct_reports.push_back(read_mailbox(mailbox, texts));
}

}

void write_contact(xml::Writer& writer, ContactCard const& card)
{
    writer.open("t:Contact");
    write_texts(writer, card, front_texts);
    write_addresses(writer, card.addresses);
    if (card.business_address) write_business_address(writer, *card.business_address);
    if (card.phones) write_phones(writer, *card.phones);
    write_texts(writer, card, assistant_texts);
    writer.element("t:ContactSource", name_in(sources, card.source));
    write_texts(writer, card, work_texts);
    // Where there is none Exchange leaves it out, and so do we.
    if (card.has_picture) writer.element("t:HasPicture", "true");
    write_texts(writer, card, late_texts);
    write_directory_details(writer, card);
    writer.close();
}

Readable<ContactCard> read_contact(xml::Element const& element, KeptText& texts)
{
    ContactCard card;
    for (TextElements const elements : { TextElements(front_texts), TextElements(assistant_texts),
             TextElements(work_texts), TextElements(late_texts) })
        read_texts(card, element, elements, texts);
    read_addresses(card, element, texts);
    card.business_address = read_business_address(element, texts);
    card.phones = read_phones(element, texts);
    if (text_of(element, types, "ContactSource") == "Store") card.source = ContactCard::Source::store;
    if (auto const* const has = element.child(types, "HasPicture"))
        card.has_picture = read_boolean(*has, has->text).value_or(false);
    if (auto const* const photo = element.child(types, "Photo")) {
        card.photo = base::base64_decode(photo->text);
        if (!card.photo) return refuse_form(photo->at, "the picture is no base64");
    }
    card.lists_certificates = element.child(types, "UserSMIMECertificate") != nullptr;
    card.directory_id = read_directory_id(element);
    read_relations(card, element, texts);
    return card;
}

}
