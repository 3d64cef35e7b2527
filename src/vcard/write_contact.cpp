#include "vcard/write_contact.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "base/percent.hpp"
#include "vcard/binary_values.hpp"
#include "vcard/dates.hpp"
#include "vcard/property_map.hpp"
#include "vcard/read_contact.hpp"
#include "vcard/values.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace likeness::vcard {

namespace {

using Kind = SlotDescription::Kind;

// What follows from the rest of an item, or is the same for nearly all.
constexpr Slot made_of_others[] { Slot::item_class, Slot::subject, Slot::body_type, Slot::file_as_mapping,
    Slot::email_address1_name, Slot::email_address1_routing_type, Slot::email_address1_mailbox_type,
    Slot::email_address2_name, Slot::email_address2_routing_type, Slot::email_address2_mailbox_type,
    Slot::email_address3_name, Slot::email_address3_routing_type, Slot::email_address3_mailbox_type };

// "skype:sadie": a scheme and nothing that a URI cannot hold.
bool is_uri(std::string_view text)
{
    auto const halves = base::split_once(text, ':');
    if (!halves || halves->before.empty() || halves->after.empty()) return false;
    auto const is_scheme_letter = [](char letter) {
        auto const lower = base::ascii_lower(letter);
        return (lower >= 'a' && lower <= 'z') || (letter >= '0' && letter <= '9') || letter == '+'
            || letter == '-' || letter == '.';
    };
    auto const is_uri_letter = [](char letter) { return letter > ' ' && letter != '\\' && letter != 0x7F; };
    return std::ranges::all_of(halves->before, is_scheme_letter)
        && std::ranges::all_of(halves->after, is_uri_letter);
}

class CardOf {
public:
    CardOf(CardToWrite const& card, Version version)
        : card_(card)
        , slots_(card.content.slots)
        , version_(version)
    {
    }

    WrittenCard write()
    {
        put("BEGIN", "VCARD");
        put("VERSION", version_ == Version::v4_0 ? "4.0" : "3.0");
        write_kind();
        write_names();
        auto const all = mappings();
        for (std::size_t i = 0; i < all.size(); ++i) write_mapping(all.first(i), all[i]);
        if (!card_.picture.empty()) put(picture_line(card_.picture, version_));
        write_members();
        if (!card_.uid.empty()) put("UID", escaped_uri(card_.uid));
        if (card_.changed_at) put(time_line("REV", *card_.changed_at, version_));
        put("END", "VCARD");
        count_left_out();
        return std::move(written_);
    }

private:
    using Before = std::span<Mapping const>;

    void write_kind();
    void write_names();
    void write_members();
    void write_mapping(Before before, Mapping const& mapping);
    void write_components(Mapping const& first);
    void write_value(Before before, Mapping const& mapping, SlotValue const& value);
    void write_text(Before before, Mapping const& mapping, std::string_view text);
    void write_certificate(std::string_view name, std::string const& text);
    ContentLine line_of(Mapping const& mapping) const;
    void count_left_out();
    void put(ContentLine const& line) { write_content_line(line, written_.text); }
    void put(std::string_view name, std::string_view value)
    {
        put({ .name = std::string(name), .value = std::string(value) });
    }

    CardToWrite const& card_;
    SlotValues const& slots_;
    Version version_;
    WrittenCard written_;
};

void CardOf::write_kind()
{
    if (card_.content.kind != ItemKind::distribution_list) return;
    put(version_ == Version::v4_0 ? "KIND" : "X-ADDRESSBOOKSERVER-KIND", "group");
}

// FN must be there, and N too in 3.0.
void CardOf::write_names()
{
    put("FN", escaped(slots_.text(Slot::display_name)));
    bool const has_name = std::ranges::any_of(mappings(), [&](Mapping const& mapping) {
        return mapping.name == "N" && slots_.find(mapping.row->slot) != nullptr;
    });
    if (!has_name && version_ == Version::v3_0) put("N", ";;;;");
}

void CardOf::write_mapping(Before before, Mapping const& mapping)
{
    if (mapping.row->slot == Slot::display_name) return;
    auto const* const value = slots_.find(mapping.row->slot);
    if (!value) return;
    if (mapping.component == 0) return write_value(before, mapping, *value);
    bool const is_written = std::ranges::any_of(before, [&](Mapping const& other) {
        return other.same_property(mapping) && slots_.find(other.row->slot) != nullptr;
    });
    if (!is_written) write_components(mapping);
}

ContentLine CardOf::line_of(Mapping const& mapping) const
{
    ContentLine line { .name = std::string(mapping.name) };
    Parameter types { .name = "TYPE" };
    for (auto const type : mapping.types) {
        if (type == "pref" && version_ == Version::v4_0)
            line.parameters.push_back({ "PREF", { "1" } });
        else
            types.values.emplace_back(type);
    }
    if (!types.values.empty()) line.parameters.push_back(std::move(types));
    return line;
}

void CardOf::write_components(Mapping const& first)
{
    constexpr std::size_t address_components = 7;
    constexpr std::size_t name_components = 5;
    std::vector<std::string> parts(first.name == "ADR" ? address_components
            : first.name == "N"                        ? name_components
                                                       : 0);
    for (auto const& mapping : mappings()) {
        if (!mapping.same_property(first)) continue;
        auto const text = slots_.text(mapping.row->slot);
        if (parts.size() < mapping.component && !text.empty()) parts.resize(mapping.component);
        if (!text.empty()) parts[mapping.component - 1] = escaped(text);
    }
    auto line = line_of(first);
    for (std::size_t i = 0; i < parts.size(); ++i) line.value.append(i == 0 ? "" : ";").append(parts[i]);
    put(line);
}

void CardOf::write_value(Before before, Mapping const& mapping, SlotValue const& value)
{
    if (auto const* const text = std::get_if<std::string>(&value)) {
        bool const is_html = mapping.row->kind == Kind::body
            && slots_.number(Slot::body_type).value_or(body_types::text) == body_types::html;
        if (is_html)
            ++written_.left_out;
        else
            write_text(before, mapping, *text);
    } else if (auto const* const texts = std::get_if<Texts>(&value)) {
        auto line = line_of(mapping);
        for (auto const& one : *texts) {
            if (mapping.row->kind == Kind::binaries)
                write_certificate(mapping.name, one);
            else
                line.value.append(line.value.empty() ? "" : ",").append(escaped(one));
        }
        if (!line.value.empty()) put(line);
    } else if (auto const* const date = std::get_if<base::Seconds>(&value)) {
        put(date_line(mapping.name, *date, version_));
    } else if (auto const* const number = std::get_if<std::int32_t>(&value)) {
        auto const choices = std::ssize(mapping.row->choices);
        bool const is_choice = *number >= 0 && *number < choices;
        if (is_choice && *number != unsaid_choice(mapping.row->slot))
            put(mapping.name, choice_text(*mapping.row, *number));
    }
}

// One that would be read into a slot before its own says which of them it is.
void CardOf::write_text(Before before, Mapping const& mapping, std::string_view text)
{
    auto line = line_of(mapping);
    std::size_t index = 1;
    bool is_gap = false;
    for (auto const& other : before) {
        if (!other.same_property(mapping)) continue;
        ++index;
        is_gap |= slots_.find(other.row->slot) == nullptr;
    }
    if (is_gap) line.parameters.push_back({ "INDEX", { std::to_string(index) } });
    if (mapping.name == "IMPP" && !is_uri(text)) line.name = "X-MS-IMADDRESS";
    bool const is_address = line.name == "IMPP" || line.name == "URL";
    line.value = is_address ? escaped_uri(text) : escaped(text);
    put(line);
}

void CardOf::write_certificate(std::string_view name, std::string const& text)
{
    auto const bytes = base::base64_decode(text);
    if (bytes)
        put(binary_line(name, *bytes, "application/pkix-cert", "X509", version_));
    else
        ++written_.left_out;
}

void CardOf::write_members()
{
    std::string_view const name = version_ == Version::v4_0 ? "MEMBER" : "X-ADDRESSBOOKSERVER-MEMBER";
    for (auto const& member : card_.content.members) {
        bool const has_address = member.address.contains('@');
        if (!has_address) {
            ++written_.left_out;
            continue;
        }
        ContentLine line { .name = std::string(name), .value = "mailto:" };
        if (!member.name.empty() && member.name != member.address)
            line.parameters.push_back({ "X-CN", { member.name } });
        line.value += base::percent_encode(member.address, "@");
        put(line);
    }
}

void CardOf::count_left_out()
{
    for (auto const& property : card_.content.extended)
        if (!same_property(property.path, uid_property())) ++written_.left_out;
    for (auto const& [slot, value] : slots_.entries()) {
        auto const* const row = describe(slot);
        bool const has_place = (row && !row->vcard.empty())
            || std::ranges::find(made_of_others, slot) != std::end(made_of_others);
        if (!has_place) ++written_.left_out;
    }
}

}

WrittenCard write_contact(CardToWrite const& card, Version version)
{
    return CardOf(card, version).write();
}

}
