// Items for the tests of what reads and writes them.
#pragma once

#include "core/items/shown_item.hpp"
#include "core/items/value_text.hpp"

namespace likeness::ews {

inline constexpr base::Seconds march_2011 { std::chrono::seconds(1'299'689'755) };

/// A value for every row that has one, each text its own, so that none can be taken for another.
inline SlotValue sample_value(SlotDescription const& row)
{
    auto const number = static_cast<std::int32_t>(row.slot);
    auto const text = "<" + std::to_string(number) + "> & \"\xC3\xA9\"";
    switch (row.kind) {
    case SlotDescription::Kind::texts: return Texts { text, "second" };
    case SlotDescription::Kind::binaries: return Texts { "QUJD", "REVG" };
    case SlotDescription::Kind::date: return march_2011 + std::chrono::hours(number);
    case SlotDescription::Kind::boolean: return true;
    case SlotDescription::Kind::integer: return number;
    case SlotDescription::Kind::enumerated: return static_cast<std::int32_t>(row.choices.size() - 1);
    default: return text;
    }
}

inline bool is_a_value(SlotDescription const& row)
{
    return row.kind != SlotDescription::Kind::complex && row.kind != SlotDescription::Kind::identifier
        && !row.element.empty();
}

/// All values that an item of this kind can show, or with `stored_only` be given.
inline SlotValues sample_values(ItemKind kind, bool stored_only)
{
    SlotValues values;
    for (auto const& row : slot_table()) {
        if (!is_a_value(row) || (stored_only && !row.is_stored())) continue;
        if (kind == ItemKind::distribution_list && row.of != SlotDescription::Of::every_item) continue;
        values.put(row.slot, sample_value(row));
    }
    // xs:language and xs:anyURI are narrower than texts.
    values.put(Slot::culture, "en-US");
    if (kind == ItemKind::contact) values.put(Slot::business_home_page, "http://contoso.com/");
    return values;
}

inline std::vector<ExtendedProperty> sample_properties()
{
    return { { { .tag = "0x10f3", .type = "String" }, { "sadie.vcf" } },
        { { .distinguished_set = "PublicStrings", .name = "colours", .type = "StringArray" },
            { "red", "blue" } } };
}

inline FileAttachment sample_photo()
{
    return { .name = "ContactPicture.jpg",
        .content_type = "image/jpeg",
        .is_inline = false,
        .is_contact_photo = true,
        .content = base::Bytes { std::byte { 0xFF }, std::byte { 0xD8 }, std::byte { 0xFF } } };
}

/// As an answer lists it.
inline FileAttachment listed_photo()
{
    return { .id = "1LGlhgpgoA=",
        .name = "ContactPicture.jpg",
        .size = 6260,
        .modified_at = march_2011,
        .is_inline = false,
        .is_contact_photo = true };
}

inline ShownItem whole_item(ItemKind kind)
{
    ShownItem item { .kind = kind,
        .id = { "AAMkItem", "EQAAABY=" },
        .parent = FolderId { "AAMkFolder", "AQAAAA==" },
        .values = sample_values(kind, false),
        .rights = EffectiveRights { .modify = true, .read = true, .view_private_items = true },
        .attachments = { listed_photo() },
        .extended = sample_properties() };
    if (kind == ItemKind::contact)
        item.complete_name = CompleteName { "Dr.", "Sadie", "M.", "Daniels", "Jr.", "S.D.", "Sadie Daniels",
            "Sad", "seidi", "danjels" };
    else
        item.members
            = { { "key", "Hope Gross", "hope@contoso.com", "SMTP", "Mailbox", ListMember::Status::normal },
                  { .name = "Nobody", .status = ListMember::Status::unrecognized } };
    return item;
}

}
