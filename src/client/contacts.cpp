#include "client/contacts.hpp"

#include "core/items/limits.hpp"
#include "core/picture_type.hpp"
#include "ews/item_shape.hpp"

#include <algorithm>
#include <iterator>

namespace likeness::client {

namespace {

ItemShape shape_for_lists()
{
    ItemShape shape;
    for (auto const slot : { Slot::item_id, Slot::file_as, Slot::display_name, Slot::given_name,
             Slot::surname, Slot::company_name, Slot::department, Slot::job_title, Slot::last_modified_time,
             Slot::has_picture })
        add(shape.slots, slot);
    for (auto const* const uri : { "contacts:EmailAddresses", "contacts:PhoneNumbers" })
        shape.slots |= slots_of(FieldPath { uri });
    return shape;
}

ItemShape shape_with_attachments()
{
    ItemShape shape;
    add(shape.slots, Slot::attachments);
    return shape;
}

Restriction has_a_picture()
{
    return { Comparison { Comparison::Relation::equal, FieldPath { "contacts:HasPicture" }, "true" } };
}

Restriction is_called(std::string const& name_or_address)
{
    Combination any { .how = Combination::How::any };
    for (auto const* const uri : { "contacts:DisplayName", "contacts:FileAs" })
        any.parts.push_back(
            { Comparison { Comparison::Relation::equal, FieldPath { uri }, name_or_address } });
    for (auto const* const index : { "EmailAddress1", "EmailAddress2", "EmailAddress3" })
        any.parts.push_back({ Comparison { Comparison::Relation::equal,
            IndexedFieldPath { "contacts:EmailAddress", index }, name_or_address } });
    return { std::move(any) };
}

FindItem search_for(ContactListing const& listing)
{
    FindItem search { .shape = shape_for_lists(),
        .view = IndexedPage { .entries_max = listing.page_size, .offset = listing.offset },
        .order = { { FieldPath { "contacts:FileAs" } } },
        .parents = { listing.folder } };
    if (listing.with_picture_only) search.restriction = has_a_picture();
    return search;
}

// Where a server does not say, the next page begins behind this one. A place that leads back would be asked for for ever.
Outcome<std::optional<int>> next_offset(
    EwsClient const& client, ContactListing const& listing, FoundItems const& found)
{
    if (found.includes_last) return std::nullopt;
    auto const next = found.next_offset.value_or(listing.offset + static_cast<int>(found.items.size()));
    if (next <= listing.offset)
        return fail(
            FailureKind::protocol, client.endpoint().host + " gives a list that leads back to itself");
    return next;
}

// The one outcome of a batch of one.
template <class Value> Outcome<Value> only(Outcome<Outcomes<Value>>&& outcomes)
{
    if (!outcomes) return tl::unexpected(std::move(outcomes.error()));
    return std::move(outcomes->front());
}

// Asks for `ids` in parts of at most `most`. `ask` makes an Outcome of Outcomes of a part.
template <class Value, class Ask>
Outcomes<Value> in_parts(std::span<std::string const> ids, std::size_t most, Ask ask)
{
    Outcomes<Value> outcomes;
    outcomes.reserve(ids.size());
    while (outcomes.size() < ids.size()) {
        auto part = ask(ids.subspan(outcomes.size(), std::min(most, ids.size() - outcomes.size())));
        if (!part) {
            outcomes.resize(ids.size(), tl::unexpected(part.error()));
            break;
        }
        std::ranges::move(*part, std::back_inserter(outcomes));
    }
    return outcomes;
}

Outcome<ShownItem> get_attachments(EwsClient& client, std::string const& id)
{
    return only(
        client.get_item({ .shape = shape_with_attachments(), .items = { ItemReference { id, "" } } }));
}

std::vector<std::string> picture_ids(ShownItem const& item)
{
    std::vector<std::string> ids;
    for (auto const& attachment : item.attachments)
        if (attachment.is_contact_photo.value_or(false) && attachment.id) ids.push_back(*attachment.id);
    return ids;
}

Outcome<FileAttachment> new_picture(base::ByteView picture)
{
    if (picture.size() > likeness::limits::contact_photo_bytes_max)
        return fail(FailureKind::invalid_request,
            "the picture has more than " + std::to_string(likeness::limits::contact_photo_bytes_max >> 20)
                + " MB");
    auto const type = sniff_picture(picture);
    if (!type) return fail(FailureKind::invalid_request, "the file is no picture");
    // Programs look for it by this name, whatever its type (spec/contacts.md 5).
    return FileAttachment { .name = "ContactPicture.jpg",
        .content_type = std::string(content_type_of(*type)),
        .is_inline = false,
        .is_contact_photo = true,
        .content = base::copy_of(picture) };
}

// The item's change key after the last of them. One that is gone already is no failure: servers keep one picture, and
// make room for it themselves.
Outcome<std::optional<std::string>> remove(EwsClient& client, std::vector<std::string> const& ids)
{
    std::optional<std::string> change_key;
    if (ids.empty()) return change_key;
    auto const removed = client.delete_attachment({ ids });
    if (!removed) return tl::unexpected(removed.error());
    for (auto const& outcome : *removed) {
        if (outcome)
            change_key = outcome->change_key;
        else if (outcome.error().kind != FailureKind::not_found)
            return tl::unexpected(outcome.error());
    }
    return change_key;
}

Outcome<ReceivedPhoto> picture_in(FileAttachment attachment, Asked const& asked)
{
    auto answer = take_picture(attachment.content ? *std::move(attachment.content) : base::Bytes(),
        attachment.content_type.value_or(""), {}, asked);
    if (!answer) return tl::unexpected(answer.error());
    return std::get<ReceivedPhoto>(*std::move(answer));
}

}

Outcome<ContactPage> list_contacts(EwsClient& client, ContactListing const& listing)
{
    if (listing.offset < 0 || listing.page_size < 1
        || listing.page_size > static_cast<int>(likeness::limits::find_items_max))
        return fail(FailureKind::invalid_request, "a page of contacts has 1 to 1,000, from 0 on");
    auto found = only(client.find_item(search_for(listing)));
    if (!found) return tl::unexpected(found.error());
    auto const next = next_offset(client, listing, *found);
    if (!next) return tl::unexpected(next.error());
    std::erase_if(found->items, [](ShownItem const& item) { return item.kind != ItemKind::contact; });
    return ContactPage { std::move(found->items), found->total, *next };
}

Outcome<std::vector<ShownItem>> find_contacts(EwsClient& client, std::string const& name_or_address, int most)
{
    auto search = search_for({ .page_size = most });
    search.restriction = is_called(name_or_address);
    auto found = only(client.find_item(search));
    if (!found) return tl::unexpected(found.error());
    std::erase_if(found->items, [](ShownItem const& item) { return item.kind != ItemKind::contact; });
    return std::move(found->items);
}

Outcomes<ShownItem> get_contacts(EwsClient& client, std::span<std::string const> ids)
{
    return in_parts<ShownItem>(ids, limits::items_per_request_max, [&](std::span<std::string const> part) {
        GetItem request { .shape = ews::all_properties() };
        for (auto const& id : part) request.items.emplace_back(ItemReference { id, "" });
        return client.get_item(request);
    });
}

Outcomes<ReceivedPhoto> load_pictures(EwsClient& client, std::span<std::string const> ids)
{
    Asked const asked { .host = client.endpoint().host };
    return in_parts<ReceivedPhoto>(
        ids, limits::attachments_per_request_max, [&](std::span<std::string const> part) {
            return client.get_attachment({ { part.begin(), part.end() } }).map([&](auto&& attachments) {
                Outcomes<ReceivedPhoto> pictures;
                for (auto& attachment : attachments)
                    pictures.push_back(std::move(attachment).and_then([&](FileAttachment&& file) {
                        return picture_in(std::move(file), asked);
                    }));
                return pictures;
            });
        });
}

FileAttachment const* picture_attachment(ShownItem const& item)
{
    auto const found = std::ranges::find_if(item.attachments, [](FileAttachment const& attachment) {
        return attachment.is_contact_photo.value_or(false) && attachment.id;
    });
    return found == item.attachments.end() ? nullptr : &*found;
}

Outcome<std::optional<ReceivedPhoto>> get_contact_picture(EwsClient& client, std::string const& id)
{
    auto const item = get_attachments(client, id);
    if (!item) return tl::unexpected(item.error());
    auto const* const attachment = picture_attachment(*item);
    if (!attachment) return std::nullopt;
    return std::move(load_pictures(client, { &*attachment->id, 1 }).front()).map([](ReceivedPhoto&& photo) {
        return std::optional(std::move(photo));
    });
}

Outcome<std::string> set_contact_picture(EwsClient& client, std::string const& id, base::ByteView picture)
{
    auto attachment = new_picture(picture);
    if (!attachment) return tl::unexpected(attachment.error());
    auto const before = get_attachments(client, id);
    if (!before) return tl::unexpected(before.error());
    auto const created
        = only(client.create_attachment({ .parent = ItemReference { id, before->id.change_key },
            .attachments = { *std::move(attachment) } }));
    if (!created) return tl::unexpected(created.error());
    auto const removed = remove(client, picture_ids(*before));
    if (!removed) return tl::unexpected(removed.error());
    return removed->value_or(created->root ? created->root->change_key : std::string());
}

Outcome<bool> remove_contact_picture(EwsClient& client, std::string const& id)
{
    auto const item = get_attachments(client, id);
    if (!item) return tl::unexpected(item.error());
    auto const ids = picture_ids(*item);
    auto const removed = remove(client, ids);
    if (!removed) return tl::unexpected(removed.error());
    return !ids.empty();
}

}
