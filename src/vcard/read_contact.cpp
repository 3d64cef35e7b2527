// Theory: a property finds its slots by the table's column. Of those that its types fit it takes the first free one of
// the best; when all of these are taken it waits until every other property has its place, and takes what is left. A third
// telephone number at work so becomes the other one, but never in the place of one that says so itself.
#include "vcard/read_contact.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "base/percent.hpp"
#include "core/email_address.hpp"
#include "core/items/limits.hpp"
#include "vcard/binary_values.hpp"
#include "vcard/dates.hpp"
#include "vcard/property_map.hpp"
#include "vcard/values.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <iterator>
#include <map>
#include <span>
#include <utility>

namespace likeness::vcard {

namespace {

using Kind = SlotDescription::Kind;

// What says nothing of the person: of the program, the card itself, or another property.
constexpr std::string_view passed_over[] { "BEGIN", "END", "KIND", "X-ADDRESSBOOKSERVER-KIND", "PRODID",
    "REV", "PROFILE", "NAME", "SOURCE", "CLIENTPIDMAP", "X-ABUID", "X-ABADR", "X-ABLABEL", "X-ABSHOWAS",
    "X-MS-SIGNATURE", "X-MS-OL-DESIGN", "X-IMAGEHASH", "X-IMAGETYPE", "X-SHARED-PHOTO-DISPLAY-PREF" };

// Properties of a messenger each, and the scheme by which IMPP names it.
constexpr std::pair<std::string_view, std::string_view> messengers[] {
    { "X-SKYPE", "skype:" },
    { "X-SKYPE-USERNAME", "skype:" },
    { "X-AIM", "aim:" },
    { "X-ICQ", "icq:" },
    { "X-JABBER", "xmpp:" },
    { "X-GOOGLE-TALK", "xmpp:" },
    { "X-MSN", "msnim:" },
    { "X-YAHOO", "ymsgr:" },
    { "X-QQ", "qq:" },
    { "X-SIP", "sip:" },
    { "X-MS-IMADDRESS", "" },
};

// What somebody is to the person: Apple and Google say it by a label, RFC 6350 by a type.
constexpr std::pair<std::string_view, Slot> relations[] {
    { "spouse", Slot::spouse_name },
    { "wife", Slot::spouse_name },
    { "husband", Slot::spouse_name },
    { "partner", Slot::spouse_name },
    { "manager", Slot::manager },
    { "assistant", Slot::assistant_name },
    { "child", Slot::children },
    { "son", Slot::children },
    { "daughter", Slot::children },
};

constexpr std::pair<std::string_view, Slot> dated_labels[] {
    { "anniversary", Slot::wedding_anniversary },
    { "birthday", Slot::birthday },
};

bool same(std::string_view left, std::string_view right)
{
    return base::equals_ignoring_ascii_case(left, right);
}

bool has(std::vector<std::string> const& types, std::string_view type)
{
    return std::ranges::find(types, type) != types.end();
}

// Without the scheme of a URI, where 4.0 may have one instead of a text.
std::string without_scheme(std::string text, std::string_view name)
{
    std::string_view const scheme = name == "TEL" ? "tel:" : name == "EMAIL" ? "mailto:" : "";
    while (!scheme.empty() && base::starts_with_ignoring_ascii_case(text, scheme))
        text = std::string(base::trim(std::string_view(text).substr(scheme.size())));
    return text;
}

// A certificate's slot is for S/MIME.
bool is_pgp(ContentLine const& line)
{
    return has(types_of(line, {}), "pgp") || line.parameter("MEDIATYPE").contains("pgp")
        || line.value.starts_with("data:application/pgp");
}

std::string joined(std::span<std::string const> parts, std::string_view between)
{
    std::string text;
    for (auto const& part : parts)
        if (!part.empty()) text.append(text.empty() ? "" : between).append(part);
    return text;
}

class ContactOf {
public:
    explicit ContactOf(Card const& card)
        : card_(card)
    {
        read_.did_not_fit = card.remarks;
    }

    base::BasicResult<ReadContact, Remark> read()
    {
        look_ahead();
        for (auto const* const line : in_order()) take(*line);
        for (auto const& [line, mappings_left] : waiting_) take_what_is_left(*line, mappings_left);
        if (is_empty()) return tl::unexpected(Remark { card_.line, "the card says nothing of anybody" });
        std::ranges::stable_sort(read_.did_not_fit, {}, &Remark::line);
        return std::move(read_);
    }

private:
    using Mappings = std::vector<Mapping const*>;
    SlotValues& slots() { return read_.content.slots; }

    void look_ahead();
    std::vector<ContentLine const*> in_order() const;
    void take(ContentLine const& line);
    bool take_special(ContentLine const& line);
    void take_mapped(ContentLine const& line, std::string_view name);
    void take_messenger(ContentLine line, std::string_view scheme);
    void take_picture(ContentLine const& line);
    void take_member(ContentLine const& line);
    void take_labelled_date(ContentLine const& line);
    void take_relation(ContentLine const& line);
    Mappings best(ContentLine const& line, std::string_view name, bool all) const;
    bool put_first_free(ContentLine const& line, Mappings const& found);
    void take_what_is_left(ContentLine const& line, std::string_view name);
    bool is_taken(Mapping const& mapping) const;
    bool put(ContentLine const& line, Mapping const& mapping);
    bool put_components(ContentLine const& line, Mapping const& first);
    bool put_value(ContentLine const& line, SlotDescription const& row);
    bool put_text(Slot slot, std::string text);
    bool put_note(std::string text);
    bool append(Slot slot, Texts texts);
    std::string_view label_of(ContentLine const& line) const;
    bool is_empty() const;
    void refuse(ContentLine const& line, std::string text)
    {
        read_.did_not_fit.push_back({ line.line, std::move(text) });
    }

    Card const& card_;
    ReadContact read_;
    std::map<std::string_view, std::string> labels_; // By group.
    bool has_addresses_ = false;
    std::vector<std::pair<ContentLine const*, std::string_view>> waiting_;
};

void ContactOf::look_ahead()
{
    for (auto const& line : card_.lines) {
        if (line.name == "X-ABLABEL") labels_[line.group] = base::ascii_lowered(text_of(line));
        if (line.name == "ADR") has_addresses_ = true;
        bool const is_kind = line.name == "KIND" || line.name == "X-ADDRESSBOOKSERVER-KIND";
        if (is_kind && same(text_of(line), "group")) read_.content.kind = ItemKind::distribution_list;
    }
}

// The address that is preferred is the first one.
std::vector<ContentLine const*> ContactOf::in_order() const
{
    std::vector<ContentLine const*> lines;
    for (auto const& line : card_.lines) lines.push_back(&line);
    std::ranges::stable_partition(lines,
        [](ContentLine const* line) { return line->name == "EMAIL" && has(types_of(*line, {}), "pref"); });
    return lines;
}

std::string_view ContactOf::label_of(ContentLine const& line) const
{
    if (line.group.empty()) return {};
    auto const found = labels_.find(line.group);
    return found == labels_.end() ? std::string_view() : std::string_view(found->second);
}

void ContactOf::take(ContentLine const& line)
{
    constexpr std::string_view nothing = "; \t\n"; // Also of each component.
    if (line.value.find_first_not_of(nothing) == std::string::npos) return;
    if (std::ranges::find(passed_over, line.name) != std::end(passed_over)) return;
    if (take_special(line)) return;
    auto const* const messenger
        = std::ranges::find(messengers, line.name, &std::pair<std::string_view, std::string_view>::first);
    if (messenger != std::end(messengers)) return take_messenger(line, messenger->second);
    take_mapped(line, table_name_of(line.name));
}

// What the table has no column for.
bool ContactOf::take_special(ContentLine const& line)
{
    struct Special {
        std::string_view name;
        void (ContactOf::*take)(ContentLine const&);
        bool is_of_somebody = true; ///< Rather than of a list.
    };
    static constexpr Special specials[] {
        { "PHOTO", &ContactOf::take_picture },
        { "MEMBER", &ContactOf::take_member, false },
        { "X-ADDRESSBOOKSERVER-MEMBER", &ContactOf::take_member, false },
        { "X-ABDATE", &ContactOf::take_labelled_date },
        { "X-ABRELATEDNAMES", &ContactOf::take_relation },
        { "RELATED", &ContactOf::take_relation },
    };
    if (line.name == "UID") {
        read_.uid = text_of(line);
        return true;
    }
    // A label says again what the address of its type has said.
    if (line.name == "LABEL" && has_addresses_) return true;
    auto const* const special = std::ranges::find(specials, line.name, &Special::name);
    if (special == std::end(specials)) return false;
    // Nobody is married to a list.
    if (special->is_of_somebody && read_.content.kind == ItemKind::distribution_list) return false;
    (this->*special->take)(line);
    return true;
}

void ContactOf::take_messenger(ContentLine line, std::string_view scheme)
{
    line.value.insert(0, scheme);
    auto const found = best(line, "IMPP", true);
    if (!put_first_free(line, found)) refuse(line, "another " + line.name);
}

void ContactOf::take_picture(ContentLine const& line)
{
    auto bytes = picture_from(line);
    if (!bytes)
        refuse(line, std::move(bytes.error()));
    else if (read_.picture)
        refuse(line, "another PHOTO");
    else
        read_.picture = std::move(*bytes);
}

void ContactOf::take_member(ContentLine const& line)
{
    constexpr std::string_view mail = "mailto:";
    auto& members = read_.content.members;
    auto const text = text_of(line);
    bool const is_list = read_.content.kind == ItemKind::distribution_list;
    if (!is_list || members.size() + read_.member_uids.size() >= likeness::limits::list_members_max)
        return refuse(line, line.name + (is_list ? ": the list is full" : " of what is no list"));
    if (!base::starts_with_ignoring_ascii_case(text, mail)) return read_.member_uids.push_back(text);

    auto const query = std::min(text.find('?'), text.size());
    auto const address = EmailAddress::parse(
        base::percent_decode(std::string_view(text).substr(mail.size(), query - mail.size())));
    if (!address) return refuse(line, line.name + " is no address");
    std::string const name(line.parameter("X-CN"));
    members.push_back({ .name = name.empty() ? address->text() : name,
        .address = address->text(),
        .routing_type = "SMTP",
        .mailbox_type = "OneOff",
        .status = ListMember::Status::normal });
}

void ContactOf::take_labelled_date(ContentLine const& line)
{
    for (auto const& type : types_of(line, label_of(line)))
        for (auto const& [label, slot] : dated_labels) {
            if (type != label) continue;
            if (is_taken({ .row = describe(slot) }) || !put_value(line, *describe(slot)))
                refuse(line, "another " + std::string(label));
            return;
        }
    refuse(line, line.name + " that is no anniversary");
}

void ContactOf::take_relation(ContentLine const& line)
{
    auto const text = text_of(line);
    for (auto const& type : types_of(line, label_of(line)))
        for (auto const& [relation, slot] : relations) {
            if (type != relation || base::starts_with_ignoring_ascii_case(text, "urn:")) continue;
            bool const is_put = slot == Slot::children ? append(slot, { text })
                                                       : slots().text(slot).empty() && put_text(slot, text);
            if (!is_put) refuse(line, "another " + std::string(relation));
            return;
        }
    refuse(line, line.name + " of another kind");
}

void ContactOf::take_mapped(ContentLine const& line, std::string_view name)
{
    auto const found = best(line, name, false);
    if (found.empty()) return refuse(line, line.name);
    if (!put_first_free(line, found)) waiting_.emplace_back(&line, name);
}

// Those that the types fit best, or all that they fit, best first.
ContactOf::Mappings ContactOf::best(ContentLine const& line, std::string_view name, bool all) const
{
    auto const types = types_of(line, label_of(line));
    bool const is_list = read_.content.kind == ItemKind::distribution_list;
    std::vector<std::pair<int, Mapping const*>> found;
    for (auto const& mapping : mappings()) {
        if (mapping.name != name || (is_list && mapping.row->of == SlotDescription::Of::contact)) continue;
        // Whoever rings up a fax hears nothing.
        if (has(types, "fax") && std::ranges::find(mapping.types, "fax") == mapping.types.end()) continue;
        if (auto const weight = fit(mapping, types)) found.emplace_back(*weight, &mapping);
    }
    std::ranges::stable_sort(found, std::greater(), &std::pair<int, Mapping const*>::first);
    Mappings chosen;
    for (auto const& [weight, mapping] : found)
        if (all || weight == found.front().first) chosen.push_back(mapping);
    return chosen;
}

// INDEX says which of several it was.
bool ContactOf::put_first_free(ContentLine const& line, Mappings const& found)
{
    std::size_t index = 0;
    auto const text = line.parameter("INDEX");
    std::from_chars(text.data(), text.data() + text.size(), index);
    if (index >= 1 && index <= found.size() && !is_taken(*found[index - 1]) && put(line, *found[index - 1]))
        return true;
    return std::ranges::any_of(
        found, [&](Mapping const* mapping) { return !is_taken(*mapping) && put(line, *mapping); });
}

void ContactOf::take_what_is_left(ContentLine const& line, std::string_view name)
{
    if (put_first_free(line, best(line, name, true))) return;
    bool const is_another = is_taken(*best(line, name, false).front());
    refuse(line, is_another ? "another " + line.name : line.name + " cannot be read, or is too long");
}

// Notes and lists take more.
bool ContactOf::is_taken(Mapping const& mapping) const
{
    auto const kind = mapping.row->kind;
    if (kind == Kind::texts || kind == Kind::binaries || kind == Kind::body) return false;
    auto const& stored = read_.content.slots;
    if (mapping.component == 0) return stored.find(mapping.row->slot) != nullptr;
    return std::ranges::any_of(mappings(), [&](Mapping const& other) {
        return other.same_property(mapping) && stored.find(other.row->slot) != nullptr;
    });
}

bool ContactOf::put(ContentLine const& line, Mapping const& mapping)
{
    return mapping.component == 0 ? put_value(line, *mapping.row) : put_components(line, mapping);
}

// Of an address what has no slot of its own stands before the street, a line each; departments within departments are
// one.
bool ContactOf::put_components(ContentLine const& line, Mapping const& first)
{
    constexpr std::size_t street = 3;
    auto parts = first.name == "N" && card_.version != Version::v2_1 ? name_components_of(line)
                                                                     : components_of(line);
    auto const has_slot = [&](std::size_t component) {
        return std::ranges::any_of(mappings(), [&](Mapping const& mapping) {
            return mapping.same_property(first) && mapping.component == component;
        });
    };
    if (first.name == "ORG" && parts.size() > 2)
        parts = { parts[0], joined(std::span(parts).subspan(1), ", ") };
    if (first.name == "ADR") {
        parts.resize(std::max(parts.size(), street));
        std::vector<std::string> lines;
        for (std::size_t i = 1; i <= street; ++i)
            if (i == street || !has_slot(i)) lines.push_back(parts[i - 1]);
        parts[street - 1] = joined(lines, "\n");
    }
    bool any = false;
    for (auto const& mapping : mappings()) {
        if (!mapping.same_property(first) || mapping.component > parts.size()) continue;
        auto& part = parts[mapping.component - 1];
        if (part.empty()) continue;
        if (put_text(mapping.row->slot, std::move(part)))
            any = true;
        else
            refuse(line, "a part of " + line.name + " is too long");
    }
    return any;
}

bool ContactOf::put_value(ContentLine const& line, SlotDescription const& row)
{
    switch (row.kind) {
    case Kind::body: return put_note(text_of(line));
    case Kind::texts: return append(row.slot, list_of(line));
    case Kind::binaries: {
        auto const bytes = bytes_from(line);
        return bytes && !bytes->empty() && !is_pgp(line) && append(row.slot, { base::base64_encode(*bytes) });
    }
    case Kind::date: {
        auto const date = date_from(line);
        if (date) slots().put(row.slot, *date);
        return date.has_value();
    }
    case Kind::enumerated: {
        auto const number = choice_from(row, text_of(line));
        if (number && *number != unsaid_choice(row.slot)) slots().put(row.slot, *number);
        return number.has_value();
    }
    default: return put_text(row.slot, without_scheme(text_of(line), table_name_of(line.name)));
    }
}

bool ContactOf::put_text(Slot slot, std::string text)
{
    if (text.empty() || text.size() > likeness::limits::property_bytes_max) return false;
    slots().put(slot, std::move(text));
    return true;
}

bool ContactOf::put_note(std::string text)
{
    std::string const before(slots().text(Slot::body));
    if (!put_text(Slot::body, before.empty() ? std::move(text) : before + "\n\n" + text)) return false;
    slots().put(Slot::body_type, body_types::text);
    return true;
}

bool ContactOf::append(Slot slot, Texts texts)
{
    // Google puts everybody into this one.
    if (slot == Slot::categories)
        std::erase_if(texts, [](std::string const& name) { return name == "myContacts"; });
    if (texts.empty()) return true;
    auto const* const stored = slots().find(slot);
    auto all = stored ? std::get<Texts>(*stored) : Texts();
    std::ranges::move(texts, std::back_inserter(all));
    if (all.size() > likeness::limits::texts_per_property_max) return false;
    slots().put(slot, std::move(all));
    return true;
}

bool ContactOf::is_empty() const
{
    return read_.content.slots.empty() && read_.content.members.empty() && read_.member_uids.empty()
        && !read_.picture;
}

}

base::BasicResult<ReadContact, Remark> read_contact(Card const& card)
{
    return ContactOf(card).read();
}

ExtendedFieldPath const& uid_property()
{
    static ExtendedFieldPath const path {
        .distinguished_set = "PublicStrings", .name = "urn:schemas:contacts:uid", .type = "String"
    };
    return path;
}

}
