#include "apps/likeness/admin/contacts_import.hpp"

#include "apps/likeness/admin/contact_cards.hpp"
#include "apps/likeness/messages.hpp"
#include "core/picture_type.hpp"
#include "service/written_items.hpp"

#include <algorithm>
#include <array>

namespace likeness::app {

namespace {

// A batch holds the database's lock, and waits in memory.
constexpr std::size_t batch_items_max = 500;
constexpr std::size_t batch_bytes_max = 8u << 20;

// DavMail knows the picture by this name alone.
constexpr std::string_view picture_name = "ContactPicture.jpg";

// A refusal concerns the card; anything else the store, so that going on is of no use.
bool concerns_card(Error const& error)
{
    switch (error.code) {
    case Code::attachment_size_limit_exceeded:
    case Code::data_size_limit_exceeded:
    case Code::invalid_property_set:
    case Code::irresolvable_conflict:
    case Code::item_not_found:
    case Code::object_type_changed:
    case Code::quota_exceeded: return true;
    default: return false;
    }
}

NewAttachment picture_attachment(base::Bytes bytes)
{
    auto const type = sniff_picture(bytes);
    return { .description = { .name = std::string(picture_name),
                 .content_type = type ? std::string(content_type_of(*type)) : std::string(),
                 .is_contact_photo = true },
        .bytes = std::move(bytes) };
}

void keep_uid(ItemContent& content, std::string const& uid)
{
    content.put({ vcard::uid_property(), { uid } });
}

// What the card says and the item does not say already.
PropertyUpdate news_of(ItemContent const& card, ItemContent const& item)
{
    PropertyUpdate update { .action = PropertyUpdate::Action::set, .value = { .kind = card.kind } };
    for (auto const& [slot, value] : card.slots.entries()) {
        auto const* const there = item.slots.find(slot);
        if (there && *there == value) continue;
        add(update.slots, slot);
        update.value.slots.put(slot, value);
    }
    if (contains(update.slots, Slot::body)) { // In whatever form it was before.
        add(update.slots, Slot::body_type);
        update.value.slots.put(Slot::body_type, body_types::text);
    }
    if (card.members != item.members) {
        add(update.slots, Slot::members);
        update.value.members = card.members;
    }
    return update;
}

// The error of the one, or of the call.
template <class Value> Result<void> only(Result<std::vector<Result<Value>>> const& results)
{
    if (!results) return tl::unexpected(results.error());
    auto const& one = results->front();
    return one ? Result<void>() : tl::unexpected(one.error());
}

}

Stamp ContactsImport::stamp() const
{
    return { with_.clock.now(), with_.folder.owner.display_name };
}

void ContactsImport::know(ItemNumber number, std::string const& uid, ItemContent const& content)
{
    known_[folded_uid(uid)] = { number, std::string(content.slots.text(Slot::display_name)),
        std::string(content.slots.text(Slot::email_address1)) };
}

Result<void> ContactsImport::begin()
{
    return for_all_items(with_.store, with_.folder, [&](std::span<StoredItem> items) -> Result<bool> {
        for (auto const& item : items) know(item.number, uid_of(with_.folder.owner.id, item), item.content);
        return true;
    });
}

void ContactsImport::refuse(std::size_t line, std::string const& reason)
{
    ++counts_.refused;
    with_.refusals.add(fmt::format("{}:{}", with_.file, line), "refused: " + reason);
}

void ContactsImport::leave_out(vcard::Remark const& remark)
{
    ++counts_.left_out;
    with_.refusals.add(fmt::format("{}:{}", with_.file, remark.line), "left out: " + remark.text);
}

Result<void> ContactsImport::take(base::BasicResult<vcard::Card, vcard::Remark> const& read)
{
    if (!read) {
        refuse(read.error().line, read.error().text);
        return {};
    }
    auto contact = vcard::read_contact(*read);
    if (!contact) {
        refuse(contact.error().line, contact.error().text);
        return {};
    }
    for (auto const& remark : contact->did_not_fit) leave_out(remark);
    auto uid = uid_of(*read, contact->uid);
    ReadCard card { read->line, std::move(uid), *std::move(contact) };
    if (card.contact.content.kind != ItemKind::distribution_list) return store(std::move(card));
    lists_.push_back(std::move(card));
    return {};
}

Result<void> ContactsImport::finish()
{
    if (auto const flushed = flush(); !flushed) return flushed;
    for (auto& list : lists_) {
        find_members(list);
        if (auto const stored = store(std::move(list)); !stored) return stored;
    }
    lists_.clear();
    return flush();
}

void ContactsImport::find_members(ReadCard& list)
{
    for (auto const& uid : list.contact.member_uids) {
        auto const known = known_.find(folded_uid(uid));
        if (known == known_.end() || known->second.address.empty()) {
            leave_out({ list.line, "a member who is not in the folder or has no address: " + uid });
            continue;
        }
        list.contact.content.members.push_back({ .name = known->second.name,
            .address = known->second.address,
            .routing_type = "SMTP",
            .mailbox_type = "OneOff",
            .status = ListMember::Status::normal });
    }
}

Result<void> ContactsImport::store(ReadCard card)
{
    auto const uid = folded_uid(card.uid);
    // One that stands in the file twice is changed by the second card as the first one left it.
    if (waiting_uids_.contains(uid))
        if (auto const flushed = flush(); !flushed) return flushed;

    auto const known = known_.find(uid);
    if (known == known_.end()) return add(std::move(card));
    std::array const number { known->second.number };
    auto const found = with_.store.find_items(with_.folder.owner.id, number, WithAttachments::yes);
    if (!found) return tl::unexpected(found.error());
    auto const& item = found->front();
    return item ? concluded(card.line, change(card, *item)) : add(std::move(card));
}

Result<void> ContactsImport::concluded(std::size_t line, Result<void> const& result)
{
    if (result || !concerns_card(result.error())) return result;
    refuse(line, reason_of(result.error()));
    return {};
}

Result<void> ContactsImport::add(ReadCard card)
{
    keep_uid(card.contact.content, card.uid);
    auto content = service::new_content(std::move(card.contact.content));
    if (!content) return concluded(card.line, tl::unexpected(content.error()));
    NewItem item { with_.folder.number, *std::move(content), {} };
    if (card.contact.picture) {
        batch_bytes_ += card.contact.picture->size();
        item.attachments.push_back(picture_attachment(*std::move(card.contact.picture)));
    }
    items_.push_back(std::move(item));
    waiting_uids_.insert(folded_uid(card.uid));
    waiting_.push_back({ card.line, std::move(card.uid) });
    bool const is_full = items_.size() >= batch_items_max || batch_bytes_ >= batch_bytes_max;
    return is_full ? flush() : Result<void>();
}

Result<void> ContactsImport::flush()
{
    if (items_.empty()) return {};
    auto const created = with_.store.create_items(with_.folder.owner.id, items_, stamp());
    if (!created) return tl::unexpected(created.error());
    for (std::size_t i = 0; i < created->size(); ++i) {
        auto const& one = (*created)[i];
        if (one) {
            ++counts_.added;
            know(one->key.number, waiting_[i].uid, items_[i].content);
        } else if (concerns_card(one.error())) {
            refuse(waiting_[i].line, reason_of(one.error()));
        } else {
            return tl::unexpected(one.error());
        }
    }
    items_.clear();
    waiting_.clear();
    waiting_uids_.clear();
    batch_bytes_ = 0;
    return {};
}

Result<void> ContactsImport::change(ReadCard const& card, StoredItem const& item)
{
    if (card.contact.content.kind != item.content.kind)
        return fail(Code::object_type_changed, "its UID is that of a list, or of somebody on their own");
    auto const content = change_content(card, item);
    if (!content) return tl::unexpected(content.error());
    auto const picture = change_picture(card, item);
    if (!picture) return tl::unexpected(picture.error());
    ++(*content || *picture ? counts_.changed : counts_.unchanged);
    return {};
}

Result<bool> ContactsImport::change_content(ReadCard const& card, StoredItem const& item)
{
    auto const& mailbox = with_.folder.owner.id;
    std::array const updates { news_of(card.contact.content, as_cards_say(mailbox, item)) };
    if (updates.front().slots.none()) return false;
    auto content = service::updated_content(item.content, updates);
    if (!content) return tl::unexpected(content.error());
    auto const touched = service::difference(item.content, *content);
    std::array const update { ItemUpdate { item.number, item.change, *std::move(content), touched } };
    return only(with_.store.update_items(mailbox, update, stamp())).map([] { return true; });
}

Result<bool> ContactsImport::change_picture(ReadCard const& card, StoredItem const& item)
{
    if (!card.contact.picture) return false;
    auto const& mailbox = with_.folder.owner.id;
    auto const stored = std::ranges::find(item.attachments, true, &AttachmentDescription::is_contact_photo);
    if (stored != item.attachments.end()) {
        auto const there = with_.store.find_attachment(mailbox, item.number, stored->number);
        if (!there) return tl::unexpected(there.error());
        if (*there && (*there)->bytes == *card.contact.picture) return false;
    }
    std::array const pictures { picture_attachment(*card.contact.picture) };
    return only(with_.store.create_attachments(mailbox, item.number, pictures, stamp())).map([] {
        return true;
    });
}

}
