#include "service/shown_items.hpp"

#include "core/items/value_text.hpp"
#include "service/body_forms.hpp"
#include "service/change_keys.hpp"

#include <algorithm>
#include <limits>

namespace likeness::service {

namespace {

// Exchange shows this one for the parent of an item, whatever has become of the folder.
constexpr std::string_view parent_change_key = "AQAAAA==";

// Whatever has a value without being stored.
constexpr std::array derived_values { Slot::date_time_received, Slot::size, Slot::is_submitted,
    Slot::is_draft, Slot::is_from_me, Slot::is_resend, Slot::is_unmodified, Slot::date_time_sent,
    Slot::date_time_created, Slot::has_attachments, Slot::last_modified_name, Slot::last_modified_time,
    Slot::is_associated, Slot::contact_source, Slot::has_picture };

std::optional<std::string> if_said(std::string const& text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<CompleteName> complete_name_of(SlotValues const& slots)
{
    auto const text = [&](Slot slot) { return std::string(slots.text(slot)); };
    CompleteName name { .title = text(Slot::name_prefix),
        .first = text(Slot::given_name),
        .middle = text(Slot::middle_name),
        .last = text(Slot::surname),
        .suffix = text(Slot::generation),
        .initials = text(Slot::initials),
        .full = text(Slot::display_name),
        .nickname = text(Slot::nickname),
        .yomi_first = text(Slot::phonetic_first_name),
        .yomi_last = text(Slot::phonetic_last_name) };
    return name == CompleteName {} ? std::nullopt : std::optional(std::move(name));
}

// Those of MAPI's names that the table knows are shown from their slots.
std::vector<ExtendedProperty> extended_of(StoredItem const& item, std::vector<ExtendedFieldPath> const& paths)
{
    std::vector<ExtendedProperty> shown;
    for (auto const& path : paths) {
        if (auto const* const row = slot_for(path)) {
            if (auto const value = value_of(item, row->slot))
                shown.push_back({ path, texts_for_mapi(*value) });
        } else if (auto const* const property = item.content.find(path)) {
            shown.push_back({ path, property->values });
        }
    }
    return shown;
}

void convert_body(SlotValues& slots, ItemShape::Body wanted)
{
    if (wanted == ItemShape::Body::best || !slots.find(Slot::body)) return;
    bool const is_html = slots.number(Slot::body_type) == body_types::html;
    if (is_html == (wanted == ItemShape::Body::html)) return;
    auto const body = slots.text(Slot::body);
    auto converted = is_html ? text_of_html(body) : html_of_text(body);
    slots.put(Slot::body, std::move(converted));
    slots.put(Slot::body_type, is_html ? body_types::text : body_types::html);
}

bool is_younger_mapping(Slot slot, SlotValue const& value)
{
    auto const* const number = std::get_if<std::int32_t>(&value);
    return slot == Slot::file_as_mapping && number && *number >= first_younger_file_as_mapping;
}

SlotValues values_of(StoredItem const& item, ItemShape const& shape)
{
    SlotValues values;
    for (auto const& [slot, value] : item.content.slots.entries()) {
        if (!shape.has(slot)) continue;
        if (!shape.knows_2010 && is_younger_mapping(slot, value)) continue;
        values.put(slot, value);
    }
    for (auto const slot : derived_values) {
        if (!shape.has(slot)) continue;
        if (auto value = value_of(item, slot)) values.put(slot, std::move(*value));
    }
    convert_body(values, shape.body);
    return values;
}

FileAttachment described(AttachmentDescription const& attachment, std::string id, bool knows_2010)
{
    FileAttachment shown { .id = std::move(id),
        .name = attachment.name,
        .content_type = if_said(attachment.content_type),
        .content_id = if_said(attachment.content_id),
        .content_location = if_said(attachment.content_location) };
    if (!knows_2010) return shown;
    constexpr std::uint64_t most = std::numeric_limits<std::int32_t>::max();
    shown.size = static_cast<std::int32_t>(std::min(attachment.bytes, most));
    shown.modified_at = attachment.modified_at;
    shown.is_inline = attachment.is_inline;
    shown.is_contact_photo = attachment.is_contact_photo;
    return shown;
}

EffectiveRights rights_to(bool may_change, bool knows_2010)
{
    return { .remove = may_change,
        .modify = may_change,
        .read = true,
        .view_private_items = knows_2010 ? std::optional(true) : std::nullopt };
}

}

ItemReference shown_id(ObjectIds const& ids, PersonId mailbox, ItemKey const& key)
{
    return { ids.write({ .kind = ObjectKind::item, .mailbox = mailbox, .object = key.number }),
        item_change_key(key.change) };
}

ShownItem shown_key(ObjectIds const& ids, PersonId mailbox, ItemKind kind, ItemKey const& key)
{
    return { .kind = kind, .id = shown_id(ids, mailbox, key) };
}

std::string shown_attachment_id(
    ObjectIds const& ids, PersonId mailbox, ItemNumber item, AttachmentNumber attachment)
{
    return ids.write(
        { .kind = ObjectKind::attachment, .mailbox = mailbox, .object = item, .extra = attachment });
}

ItemShape without_what_lists_lack(ItemShape shape)
{
    for (auto const slot : { Slot::body, Slot::body_type, Slot::attachments })
        shape.slots.reset(static_cast<std::uint8_t>(slot));
    return shape;
}

FolderId const& ItemDisplay::parent_id(FolderNumber folder)
{
    auto& shown = parents_[folder];
    if (shown.id.empty())
        shown = { ids_.write({ .kind = ObjectKind::folder, .mailbox = mailbox_, .object = folder }),
            std::string(parent_change_key) };
    return shown;
}

ShownItem ItemDisplay::show(StoredItem item, bool may_change)
{
    auto shown = shown_key(ids_, mailbox_, item.content.kind, { item.number, item.change });
    if (shape_.has(Slot::parent_folder_id)) shown.parent = parent_id(item.folder);
    shown.values = values_of(item, shape_);
    if (shape_.has(Slot::complete_name) && item.content.kind == ItemKind::contact)
        shown.complete_name = complete_name_of(item.content.slots);
    if (shape_.has(Slot::effective_rights)) shown.rights = rights_to(may_change, shape_.knows_2010);
    if (shape_.has(Slot::attachments))
        for (auto const& attachment : item.attachments)
            shown.attachments.push_back(described(attachment,
                shown_attachment_id(ids_, mailbox_, item.number, attachment.number), shape_.knows_2010));
    shown.extended = extended_of(item, shape_.extended);
    if (shape_.has(Slot::members)) shown.members = std::move(item.content.members);
    return shown;
}

}
