#include "apps/likeness/admin/contact_cards.hpp"

#include "base/ascii.hpp"
#include "base/guid.hpp"
#include "base/keyed_hash.hpp"
#include "core/items/slot_table.hpp"
#include "service/body_forms.hpp"
#include "vcard/read_contact.hpp"

#include <fmt/format.h>
#include <utility>

namespace likeness::app {

namespace {

constexpr std::string_view urn = "urn:uuid:";

// The same on every machine, so that a file that was exported here is known again there.
std::string uid_from(std::string_view text)
{
    base::Guid const guid { base::keyed_hash(base::SecretKey {}, { base::as_bytes(text) }) };
    return std::string(urn) + base::to_string(guid);
}

// Not what a program writes anew each time.
bool is_said(vcard::ContentLine const& line)
{
    return line.name != "REV" && line.name != "PRODID";
}

// Each part ends with a letter that is in no text.
void append(std::string& text, std::string_view part)
{
    text.append(part).append(1, '\0');
}

bool is_html(ItemContent const& content)
{
    return content.slots.number(Slot::body_type) == body_types::html;
}

ItemContent with_text_body(ItemContent content)
{
    content.slots.put(Slot::body, service::text_of_html(content.slots.text(Slot::body)));
    content.slots.put(Slot::body_type, body_types::text);
    return content;
}

}

std::string uid_of(PersonId const& mailbox, StoredItem const& item)
{
    auto const* const kept = item.content.find(vcard::uid_property());
    if (kept && !kept->values.empty() && !kept->values.front().empty()) return kept->values.front();
    return uid_from(fmt::format("{}/{}", base::to_string(mailbox), item.number));
}

std::string uid_of(vcard::Card const& card, std::string const& said)
{
    if (!said.empty()) return said;
    std::string text;
    for (auto const& line : card.lines) {
        if (!is_said(line)) continue;
        append(text, line.name);
        for (auto const& parameter : line.parameters)
            for (auto const& value : parameter.values) append(text, value);
        append(text, line.value);
    }
    return uid_from(text);
}

std::string folded_uid(std::string_view uid)
{
    auto folded = base::ascii_lowered(base::trim(uid));
    if (folded.starts_with(urn)) folded.erase(0, urn.size());
    return folded;
}

vcard::WrittenCard card_of(
    PersonId const& mailbox, StoredItem const& item, base::ByteView picture, vcard::Version version)
{
    auto const uid = uid_of(mailbox, item);
    auto const write = [&](ItemContent const& content) {
        return vcard::write_contact(
            { .content = content, .uid = uid, .changed_at = item.modified_at, .picture = picture }, version);
    };
    return is_html(item.content) ? write(with_text_body(item.content)) : write(item.content);
}

ItemContent as_cards_say(PersonId const& mailbox, StoredItem const& item)
{
    auto const written = card_of(mailbox, item, {}, vcard::Version::v4_0);
    std::string_view rest = written.text;
    vcard::CardReader reader([&rest] { return std::exchange(rest, {}); });
    auto const card = reader.next();
    if (!card || !*card) return { .kind = item.content.kind };
    auto contact = vcard::read_contact(**card);
    return contact ? std::move(contact->content) : ItemContent { .kind = item.content.kind };
}

}
