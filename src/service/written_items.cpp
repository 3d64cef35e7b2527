#include "service/written_items.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "base/date_time.hpp"
#include "core/items/limits.hpp"
#include "service/body_forms.hpp"
#include "service/item_names.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_set>

namespace likeness::service {

namespace {

using Action = PropertyUpdate::Action;
using Of = SlotDescription::Of;

constexpr std::int32_t normal_sensitivity = 0;
constexpr std::int32_t normal_importance = 1;

std::string_view class_of(ItemKind kind)
{
    switch (kind) {
    case ItemKind::contact: return contact_class;
    case ItemKind::distribution_list: return list_class;
    }
    return contact_class;
}

// "IPM.Contact" and "IPM.Contact.Company", but no "IPM.Contacts".
bool is_class_of(ItemKind kind, std::string_view name)
{
    auto const base = class_of(kind);
    return base::starts_with_ignoring_ascii_case(name, base)
        && (name.size() == base.size() || name[base.size()] == '.');
}

// Of a slot that this program does not know, a newer one will.
bool has_slot(ItemKind kind, Slot slot)
{
    auto const* const row = describe(slot);
    if (!row) return true;
    switch (row->of) {
    case Of::every_item: return row->is_stored();
    case Of::contact: return row->is_stored() && kind == ItemKind::contact;
    case Of::list: return row->is_stored() && kind == ItemKind::distribution_list;
    }
    return false;
}

bool are_too_long(Texts const& texts)
{
    return texts.size() > limits::texts_per_property_max || std::ranges::any_of(texts, [](auto const& text) {
        return text.size() > limits::property_bytes_max;
    });
}

bool is_too_long(SlotValue const& value)
{
    if (auto const* const text = std::get_if<std::string>(&value))
        return text->size() > limits::property_bytes_max;
    auto const* const texts = std::get_if<Texts>(&value);
    return texts && are_too_long(*texts);
}

bool is_too_much(ItemContent const& content)
{
    return content.extended.size() > limits::extended_properties_max
        || content.members.size() > limits::list_members_max
        || std::ranges::any_of(content.slots.entries(), is_too_long, &SlotValues::Entry::second)
        || std::ranges::any_of(content.extended, are_too_long, &ExtendedProperty::values);
}

template <class Number> bool is_number(std::string_view text)
{
    Number number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

// Of the types of MAPI those that somebody here would read; the others are kept as they come.
bool is_of_type(std::string_view type, std::string_view text)
{
    auto const trimmed = base::trim(text);
    if (type == "Boolean") return trimmed == "true" || trimmed == "false" || trimmed == "1" || trimmed == "0";
    if (type == "Short") return is_number<std::int16_t>(trimmed);
    if (type == "Integer") return is_number<std::int32_t>(trimmed);
    if (type == "Long") return is_number<std::int64_t>(trimmed);
    if (type == "SystemTime") return base::parse_date_time(trimmed).has_value();
    if (type == "Binary") return base::base64_decode(trimmed).has_value();
    return true;
}

bool is_of_its_type(ExtendedProperty const& property)
{
    constexpr std::string_view array = "Array";
    std::string_view type = property.path.type;
    bool const is_array = type.ends_with(array);
    if (is_array) type.remove_suffix(array.size());
    return (is_array || property.values.size() == 1)
        && std::ranges::all_of(
            property.values, [&](std::string const& text) { return is_of_type(type, text); });
}

Result<void> refuse(ItemContent const& content)
{
    if (!is_class_of(content.kind, content.slots.text(Slot::item_class)))
        return fail(Code::object_type_changed);
    bool const has_all = std::ranges::all_of(
        content.slots.entries(), [&](auto const& entry) { return has_slot(content.kind, entry.first); });
    bool const is_a_list = content.kind == ItemKind::distribution_list;
    if (!has_all || (!content.members.empty() && !is_a_list)) return fail(Code::invalid_property_set);
    if (is_too_much(content)) return fail(Code::data_size_limit_exceeded);
    if (!std::ranges::all_of(content.extended, is_of_its_type))
        return fail(Code::invalid_extended_property_value);
    return {};
}

std::uint32_t number_in(std::string_view key)
{
    std::uint32_t number = 0;
    auto const [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
    return error == std::errc() && end == key.data() + key.size() ? number : 0;
}

// Every member has a key of its own: one that came without, or with another's, gets a number that none has had.
void give_keys(std::vector<ListMember>& members)
{
    std::unordered_set<std::string_view> taken;
    std::uint32_t last = 0;
    std::vector<ListMember*> nameless;
    for (auto& member : members) {
        last = std::max(last, number_in(member.key));
        if (member.key.empty() || !taken.insert(member.key).second) nameless.push_back(&member);
    }
    for (auto* const member : nameless) member->key = std::to_string(++last);
}

// Nothing is added twice: programs append what is there already.
void append_texts(SlotValues& slots, Slot slot, Texts const& more)
{
    auto const* const value = slots.find(slot);
    auto const* const there = value ? std::get_if<Texts>(value) : nullptr;
    auto texts = there ? *there : Texts {};
    for (auto const& text : more)
        if (std::ranges::find(texts, text) == texts.end()) texts.push_back(text);
    slots.put(slot, std::move(texts));
}

// The body keeps the form that it has.
void append_body(SlotValues& slots, SlotValues const& more)
{
    auto const text = std::string(more.text(Slot::body));
    if (text.empty()) return;
    auto const type = more.number(Slot::body_type).value_or(body_types::text);
    auto const kept
        = slots.find(Slot::body) ? slots.number(Slot::body_type).value_or(body_types::text) : type;
    auto body = std::string(slots.text(Slot::body));
    if (type == kept)
        body += text;
    else
        body += kept == body_types::html ? html_of_text(text) : text_of_html(text);
    slots.put(Slot::body, std::move(body));
    slots.put(Slot::body_type, kept);
}

void append(ItemContent& content, PropertyUpdate const& update)
{
    for (auto const& [slot, value] : update.value.slots.entries())
        if (auto const* const texts = std::get_if<Texts>(&value)) append_texts(content.slots, slot, *texts);
    append_body(content.slots, update.value.slots);
    auto const& members = update.value.members;
    content.members.insert(content.members.end(), members.begin(), members.end());
}

void remove(ItemContent& content, PropertyUpdate const& update)
{
    std::erase_if(content.members,
        [&](ListMember const& member) { return !member.key.empty() && member.key == update.member_key; });
    if (contains(update.slots, Slot::members)) content.members.clear();
    if (update.extended) content.erase(*update.extended);
    for (auto const& row : slot_table())
        if (contains(update.slots, row.slot)) content.slots.erase(row.slot);
}

void set(ItemContent& content, PropertyUpdate const& update)
{
    remove(content, update);
    for (auto const& [slot, value] : update.value.slots.entries()) content.slots.put(slot, value);
    for (auto const& property : update.value.extended) content.put(property);
    if (contains(update.slots, Slot::members)) content.members = update.value.members;
}

void apply(ItemContent& content, PropertyUpdate const& update)
{
    switch (update.action) {
    case Action::set: return set(content, update);
    case Action::append: return append(content, update);
    case Action::remove: return remove(content, update);
    }
}

}

Result<ItemContent> new_content(ItemContent content)
{
    auto& slots = content.slots;
    if (slots.text(Slot::item_class).empty())
        slots.put(Slot::item_class, std::string(class_of(content.kind)));
    if (!slots.find(Slot::sensitivity)) slots.put(Slot::sensitivity, normal_sensitivity);
    if (!slots.find(Slot::importance)) slots.put(Slot::importance, normal_importance);
    if (auto const refused = refuse(content); !refused) return tl::unexpected(refused.error());
    fill_names(content);
    give_keys(content.members);
    return content;
}

Result<ItemContent> updated_content(ItemContent const& before, std::span<PropertyUpdate const> updates)
{
    ItemContent now = before;
    for (auto const& update : updates) {
        apply(now, update);
        if (is_too_much(now)) return fail(Code::data_size_limit_exceeded);
    }
    // An item has a class, whatever is taken from it.
    if (now.slots.text(Slot::item_class).empty())
        now.slots.put(Slot::item_class, std::string(class_of(now.kind)));
    if (auto const refused = refuse(now); !refused) return tl::unexpected(refused.error());
    refresh_names(before, named_by(updates), now);
    give_keys(now.members);
    return now;
}

SlotSet named_by(std::span<PropertyUpdate const> updates)
{
    SlotSet named;
    for (auto const& update : updates) {
        named |= update.slots;
        if (update.extended) add(named, Slot::extended_properties);
        if (!update.member_key.empty()) add(named, Slot::members);
    }
    return named;
}

SlotSet difference(ItemContent const& before, ItemContent const& now)
{
    SlotSet different;
    auto const compare = [&](ItemContent const& one, ItemContent const& other) {
        for (auto const& [slot, value] : one.slots.entries()) {
            auto const* const there = other.slots.find(slot);
            if (!there || *there != value) add(different, slot);
        }
    };
    compare(before, now);
    compare(now, before);
    if (before.extended != now.extended) add(different, Slot::extended_properties);
    if (before.members != now.members) add(different, Slot::members);
    return different;
}

NewAttachment new_attachment(FileAttachment written)
{
    return { .description = { .name = std::move(written.name).value_or(""),
                 .content_type = std::move(written.content_type).value_or(""),
                 .content_id = std::move(written.content_id).value_or(""),
                 .content_location = std::move(written.content_location).value_or(""),
                 .is_inline = written.is_inline.value_or(false),
                 .is_contact_photo = written.is_contact_photo.value_or(false) },
        .bytes = std::move(written.content).value_or(base::Bytes {}) };
}

}
