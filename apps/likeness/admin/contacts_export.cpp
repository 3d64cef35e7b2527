#include "apps/likeness/admin/contacts_export.hpp"

#include "apps/likeness/admin/contact_cards.hpp"

#include <algorithm>
#include <array>

namespace likeness::app {

namespace {

// Empty where it has none, or has none any longer.
Result<base::Bytes> picture_of(MailboxStore& store, PersonId const& mailbox, StoredItem const& item)
{
    if (!item.has_picture) return base::Bytes {};
    std::array const number { item.number };
    auto const found = store.find_items(mailbox, number, WithAttachments::yes);
    if (!found) return tl::unexpected(found.error());
    if (!found->front()) return base::Bytes {};
    auto const& attachments = found->front()->attachments;
    auto const photo = std::ranges::find(attachments, true, &AttachmentDescription::is_contact_photo);
    if (photo == attachments.end()) return base::Bytes {};
    auto attachment = store.find_attachment(mailbox, item.number, photo->number);
    if (attachment) return *attachment ? std::move((*attachment)->bytes) : base::Bytes {};
    if (attachment.error().code == Code::item_not_found) return base::Bytes {};
    return tl::unexpected(std::move(attachment.error()));
}

}

Result<ContactsExportCounts> export_contacts(MailboxStore& store, ContactFolder const& folder,
    vcard::Version version, std::function<bool(std::string_view card)> const& write)
{
    ContactsExportCounts counts;
    auto const taken = for_all_items(store, folder, [&](std::span<StoredItem> items) -> Result<bool> {
        for (auto const& item : items) {
            auto const picture = picture_of(store, folder.owner.id, item);
            if (!picture) return tl::unexpected(picture.error());
            auto const card = card_of(folder.owner.id, item, *picture, version);
            if (!write(card.text)) return false;
            ++counts.exported;
            counts.pictures += !picture->empty();
            counts.left_out += card.left_out;
        }
        return true;
    });
    if (!taken) return tl::unexpected(taken.error());
    return counts;
}

}
