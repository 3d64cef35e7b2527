// Everything that is told of a person of the directory comes from one source: attribution "0".
#include "ews/persona_element.hpp"

#include "base/ascii.hpp"
#include "ews/mailbox_element.hpp"

#include <charconv>

namespace likeness::ews {

namespace {

using base::trim;

constexpr std::string_view attribution = "0";
constexpr std::string_view source_name = "Global Address List";

constexpr std::array<std::pair<std::string_view, PersonaType>, 2> persona_types { {
    { "Person", PersonaType::person },
    { "DistributionList", PersonaType::distribution_list },
} };

struct TextElement {
    std::string_view name;
    std::string_view Persona::* member;
};
constexpr std::array names_front {
    TextElement { "t:DisplayName", &Persona::display_name },
    TextElement { "t:DisplayNameFirstLast", &Persona::display_name_first_last },
};
constexpr std::array names_back {
    TextElement { "t:FileAs", &Persona::file_as },
    TextElement { "t:GivenName", &Persona::given_name },
    TextElement { "t:Surname", &Persona::surname },
    TextElement { "t:YomiFirstName", &Persona::phonetic_given_name },
    TextElement { "t:YomiLastName", &Persona::phonetic_surname },
    TextElement { "t:Title", &Persona::title },
    TextElement { "t:Department", &Persona::department },
    TextElement { "t:CompanyName", &Persona::company },
};
constexpr std::array places {
    TextElement { "t:ImAddress", &Persona::im_address },
    TextElement { "t:WorkCity", &Persona::work_city },
};

// A list of attributed texts of the persona itself, or of its details.
struct TextList {
    std::string_view name;
    std::string_view Persona::* member = nullptr;
    std::string_view PersonaDetails::* detail = nullptr;
};
constexpr std::array name_lists {
    TextList { "t:DisplayNames", &Persona::display_name },
    TextList { "t:FileAses", &Persona::file_as },
    TextList { "t:GivenNames", &Persona::given_name },
    TextList { "t:Surnames", &Persona::surname },
    TextList { "t:Initials", nullptr, &PersonaDetails::initials },
    TextList { "t:YomiFirstNames", &Persona::phonetic_given_name },
    TextList { "t:YomiLastNames", &Persona::phonetic_surname },
};
constexpr std::array place_lists {
    TextList { "t:OfficeLocations", nullptr, &PersonaDetails::office },
    TextList { "t:ImAddresses", &Persona::im_address },
};
constexpr std::array work_lists {
    TextList { "t:Titles", &Persona::title },
    TextList { "t:Departments", &Persona::department },
    TextList { "t:CompanyNames", &Persona::company },
    TextList { "t:Managers", nullptr, &PersonaDetails::manager },
    TextList { "t:AssistantNames", nullptr, &PersonaDetails::assistant },
};

struct PhoneList {
    std::string_view name;
    std::string_view type;
    std::string_view Persona::* member = nullptr;
    std::string_view PersonaDetails::* detail = nullptr;
};
constexpr std::array phone_lists {
    PhoneList { "t:BusinessPhoneNumbers", "Business", &Persona::phone },
    PhoneList { "t:HomePhones", "Home", nullptr, &PersonaDetails::home_phone },
    PhoneList { "t:MobilePhones", "Mobile", nullptr, &PersonaDetails::mobile_phone },
    PhoneList { "t:AssistantPhoneNumbers", "Assistant", nullptr, &PersonaDetails::assistant_phone },
    PhoneList { "t:Pagers", "Pager", nullptr, &PersonaDetails::pager },
    PhoneList { "t:WorkFaxes", "WorkFax", nullptr, &PersonaDetails::fax },
};

constexpr std::array<std::string_view, card_addresses_max> email_lists { "t:Emails1", "t:Emails2",
    "t:Emails3" };

constexpr std::array<std::pair<std::string_view, std::string_view PostalAddress::*>, 5> address_parts { {
    { "t:Street", &PostalAddress::street },
    { "t:City", &PostalAddress::city },
    { "t:State", &PostalAddress::state },
    { "t:Country", &PostalAddress::country },
    { "t:PostalCode", &PostalAddress::postal_code },
} };

std::string_view without_prefix(std::string_view name)
{
    return name.substr(name.find(':') + 1);
}

void write_text(xml::Writer& writer, std::string_view name, std::string_view text)
{
    if (!text.empty()) writer.element(name, text);
}

template <std::size_t size>
void write_texts(xml::Writer& writer, Persona const& persona, std::array<TextElement, size> const& elements)
{
    for (auto const& [name, member] : elements) write_text(writer, name, persona.*member);
}

void write_phone(xml::Writer& writer, std::string_view name, std::string_view number, std::string_view type)
{
    writer.open(name).element("t:Number", number).element("t:Type", type).close();
}

// What a list of them and the persona itself show.
void write_summary(xml::Writer& writer, Persona const& persona)
{
    write_texts(writer, persona, names_front);
    write_text(writer, "t:DisplayNameLastFirst", persona.display_name_last_first);
    write_texts(writer, persona, names_back);
    if (persona.email) write_mailbox(writer, "t:EmailAddress", *persona.email);
    if (!persona.emails.empty()) {
        writer.open("t:EmailAddresses");
        for (auto const& email : persona.emails) write_mailbox(writer, "t:Address", email);
        writer.close();
    }
    if (!persona.phone.empty()) write_phone(writer, "t:PhoneNumber", persona.phone, "Business");
    write_texts(writer, persona, places);
    if (persona.relevance) writer.element("t:RelevanceScore", std::to_string(*persona.relevance));
}

void write_attributions(xml::Writer& writer, Persona const& persona)
{
    writer.open("t:Attributions").open("t:Attribution").element("t:Id", attribution);
    writer.open("t:SourceId").attribute("Id", persona.id).close();
    writer.element("t:DisplayName", source_name)
        .element("t:IsWritable", "false")
        .element("t:IsQuickContact", "false")
        .element("t:IsHidden", "false")
        .close()
        .close();
}

// A list of one value: `write_value` writes what is in Value, or Value itself.
template <class WriteValue>
void write_list(xml::Writer& writer, std::string_view list, std::string_view entry, WriteValue write_value)
{
    writer.open(list).open(entry);
    write_value();
    writer.open("t:Attributions").element("t:Attribution", attribution).close();
    writer.close().close();
}

template <std::size_t size>
void write_text_lists(xml::Writer& writer, Persona const& persona, std::array<TextList, size> const& lists)
{
    for (auto const& list : lists) {
        auto const text = list.member ? persona.*list.member : (*persona.details).*list.detail;
        if (!text.empty())
            write_list(
                writer, list.name, "t:StringAttributedValue", [&] { writer.element("t:Value", text); });
    }
}

void write_phone_lists(xml::Writer& writer, Persona const& persona)
{
    for (auto const& list : phone_lists) {
        auto const number = list.member ? persona.*list.member : (*persona.details).*list.detail;
        if (!number.empty())
            write_list(writer, list.name, "t:PhoneNumberAttributedValue",
                [&] { write_phone(writer, "t:Value", number, list.type); });
    }
}

void write_email_lists(xml::Writer& writer, Persona const& persona)
{
    for (std::size_t i = 0; i < std::min(email_lists.size(), persona.emails.size()); ++i)
        write_list(writer, email_lists[i], "t:EmailAddressAttributedValue",
            [&] { write_mailbox(writer, "t:Value", persona.emails[i]); });
}

void write_business_address(xml::Writer& writer, PostalAddress const& address)
{
    if (address == PostalAddress()) return;
    write_list(writer, "t:BusinessAddresses", "t:PostalAddressAttributedValue", [&] {
        writer.open("t:Value");
        for (auto const& [name, member] : address_parts) write_text(writer, name, address.*member);
        writer.element("t:Type", "Business").close();
    });
}

void write_notes(xml::Writer& writer, std::string_view notes)
{
    if (notes.empty()) return;
    write_list(writer, "t:Bodies", "t:BodyContentAttributedValue",
        [&] { writer.open("t:Value").element("t:Value", notes).element("t:BodyType", "Text").close(); });
}

void write_lists(xml::Writer& writer, Persona const& persona)
{
    write_attributions(writer, persona);
    write_text_lists(writer, persona, name_lists);
    write_phone_lists(writer, persona);
    write_email_lists(writer, persona);
    write_text_lists(writer, persona, place_lists);
    write_business_address(writer, persona.details->business_address);
    write_text_lists(writer, persona, work_lists);
}

// The Value of the first entry of a list; nullptr where there is none.
xml::Element const* first_value(xml::Element const& persona, std::string_view list_name)
{
    auto const* const list = persona.child(types, without_prefix(list_name));
    return list && list->first_child ? list->first_child->child(types, "Value") : nullptr;
}

std::string_view first_text(xml::Element const& persona, std::string_view list_name)
{
    auto const* const value = first_value(persona, list_name);
    return value ? trim(value->text) : std::string_view();
}

template <std::size_t size>
void read_texts(Persona& persona, xml::Element const& element, std::array<TextElement, size> const& elements,
    KeptText& texts)
{
    for (auto const& [name, member] : elements)
        persona.*member = texts.keep(text_of(element, types, without_prefix(name)));
}

template <std::size_t size>
void read_text_lists(
    Persona& persona, xml::Element const& element, std::array<TextList, size> const& lists, KeptText& texts)
{
    for (auto const& list : lists) {
        auto const text = first_text(element, list.name);
        if (list.detail && persona.details) (*persona.details).*list.detail = texts.keep(text);
        if (list.member && (persona.*list.member).empty()) persona.*list.member = texts.keep(text);
    }
}

void read_phone_lists(Persona& persona, xml::Element const& element, KeptText& texts)
{
    for (auto const& list : phone_lists) {
        auto const* const value = first_value(element, list.name);
        auto const number = value ? text_of(*value, types, "Number") : std::string_view();
        if (list.detail && persona.details) (*persona.details).*list.detail = texts.keep(number);
        if (list.member && (persona.*list.member).empty()) persona.*list.member = texts.keep(number);
    }
}

// Exchange writes Address, its documentation EmailAddress.
void read_emails(Persona& persona, xml::Element const& element, KeptText& texts)
{
    if (auto const* const email = element.child(types, "EmailAddress"))
        persona.email = read_mailbox(*email, texts);
    if (auto const* const list = element.child(types, "EmailAddresses"))
        for (auto const& email : list->children())
            if (email.is(types, "Address") || email.is(types, "EmailAddress"))
                persona.emails.push_back(read_mailbox(email, texts));
    if (!persona.emails.empty()) return;
    for (auto const list : email_lists)
        if (auto const* const value = first_value(element, list))
            persona.emails.push_back(read_mailbox(*value, texts));
}

void read_details(Persona& persona, xml::Element const& element, KeptText& texts)
{
    persona.details.emplace();
    auto const* const notes = first_value(element, "t:Bodies");
    if (notes) persona.details->notes = texts.keep(text_of(*notes, types, "Value"));
    if (auto const* const address = first_value(element, "t:BusinessAddresses"))
        for (auto const& [name, member] : address_parts)
            persona.details->business_address.*member
                = texts.keep(text_of(*address, types, without_prefix(name)));
}

}

void write_persona(xml::Writer& writer, std::string_view name, Persona const& persona)
{
    writer.open(name);
    writer.open("t:PersonaId").attribute("Id", persona.id).close();
    writer.element("t:PersonaType", name_in(persona_types, persona.type));
    if (persona.details) write_notes(writer, persona.details->notes);
    write_summary(writer, persona);
    if (persona.details) write_lists(writer, persona);
    writer.close();
}

Persona read_persona(xml::Element const& element, KeptText& texts)
{
    Persona persona;
    if (auto const* const id = element.child(types, "PersonaId"))
        persona.id = id->attribute("Id").value_or("");
    if (text_of(element, types, "PersonaType") == "DistributionList")
        persona.type = PersonaType::distribution_list;
    read_texts(persona, element, names_front, texts);
    persona.display_name_last_first = text_of(element, types, "DisplayNameLastFirst");
    read_texts(persona, element, names_back, texts);
    read_texts(persona, element, places, texts);
    read_emails(persona, element, texts);
    if (auto const* const phone = element.child(types, "PhoneNumber"))
        persona.phone = texts.keep(text_of(*phone, types, "Number"));
    auto const score = text_of(element, types, "RelevanceScore");
    std::int64_t number = 0; // One sample of Exchange's has more than xs:int.
    if (std::from_chars(score.data(), score.data() + score.size(), number).ec == std::errc())
        persona.relevance = number;

    if (element.child(types, "Attributions")) read_details(persona, element, texts);
    read_text_lists(persona, element, name_lists, texts);
    read_text_lists(persona, element, place_lists, texts);
    read_text_lists(persona, element, work_lists, texts);
    read_phone_lists(persona, element, texts);
    return persona;
}

}
